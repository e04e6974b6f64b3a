// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Alphabet} from "../src/Alphabet.sol";
import {Canaries} from "../src/Canaries.sol";
import {Dispute} from "../src/Dispute.sol";
import {Referee} from "../src/Referee.sol";
import {Statements} from "../src/Statements.sol";
import {Court} from "./Dispute.t.sol";

/// @dev A court that excuses canaries. Providers recite; the subject of a recital is the id of a real request.
abstract contract Cage is Court {
    Referee internal referee;
    Canaries internal canaries;

    /// @dev An answer, whether its request says that it is wanted wrong, and what would be planted for it.
    struct Bird {
        string provider;
        Alphabet.Recital recital;
        Statements.Request request;
        bytes32 id;
        bytes32 salt;
        string key;
        address lock;
    }

    function _deployCage() internal {
        referee = new Referee();
        _deployCourt();
        canaries = new Canaries(IERC20(address(usd)), game, referee);
        require(game.canaries() == address(canaries), "the game excuses for somebody else");
    }

    function _excuser() internal view override returns (address) {
        return more.computeCreateAddress(address(this), more.getNonce(address(this)) + 1);
    }

    function _bird(string memory provider, uint256 number, bool consent) internal view returns (Bird memory b) {
        b.provider = provider;
        b.key = string.concat("lock ", string(abi.encodePacked(bytes32(uint256(0x41) + number))));
        b.lock = _address(b.key);
        b.salt = keccak256(abi.encode("salt", number));
        b.request.buyerNonce = consent ? canaries.consentOf(b.salt) : keccak256(abi.encode("a buyer's own", number));
        b.request.time = uint64(block.timestamp);
        b.id = referee.requestDigest(b.request);
        b.recital = _recital(provider, number);
        b.recital.subject = b.id;
    }

    function _tag(Bird memory b) internal pure returns (bytes32) {
        return keccak256(abi.encode(b.id, b.salt));
    }

    /// @dev Gives an account tokens that it lets the canaries take.
    function _fund(address who, uint256 amount) internal {
        usd.mint(who, amount);
        vm.prank(who);
        usd.approve(address(canaries), type(uint256).max);
    }

    function _plant(address sponsor, Bird memory b, uint128 prize) internal {
        _fund(sponsor, prize);
        vm.prank(sponsor);
        canaries.plant(b.lock, _tag(b), b.salt ^ keccak256(bytes(b.key)), prize);
    }

    function _find(Bird memory b, address finder) internal {
        canaries.claim(b.lock, finder, b.request, b.salt, _sign(b.key, canaries.claimDigest(finder)));
    }

    function _accuse(Bird memory b, address challenger) internal returns (uint256) {
        return _open(b.provider, b.recital, challenger);
    }

    function _excuse(address by, Bird memory b, uint256 id) internal {
        bytes32 claimed = keccak256(_claim(b.recital));
        vm.prank(by);
        canaries.excuse(b.lock, id, claimed, _fault(b.recital), b.request, b.salt);
    }

    /// @dev Lets the provider's time run out.
    function _convict(Bird memory b, uint256 id) internal {
        vm.warp(game.deadline(id) + 1);
        game.convict(id, keccak256(_claim(b.recital)), _fault(b.recital));
    }

    function _stakeOf(string memory provider) internal view returns (uint128 total) {
        (total,,) = vault.stakeOf(_address(provider));
    }
}

contract CanariesTest is Cage {
    uint128 private constant PRIZE = 2 * COSTS;
    address private _sponsor;
    address private _alice;
    address private _mallory;
    string private _bob;
    uint256 private _birds;

    function setUp() public {
        _deployCage();
        (_sponsor, _alice, _mallory) = (_address("sponsor"), _address("alice"), _address("mallory"));
        _bob = _newProvider();
    }

    function _canary() private returns (Bird memory b) {
        b = _bird(_bob, ++_birds, true);
        _plant(_sponsor, b, PRIZE);
        vm.warp(block.timestamp + 60);
    }

    function _credits(address who, uint256 amount, string memory why) private view {
        vm.assertEq(canaries.credit(who), amount, why);
    }

    // What a canary is for

    function test_FinderIsPaidAndTheProviderKeepsItsStake() external {
        Bird memory b = _canary();
        _find(b, _alice);
        _credits(_alice, PRIZE - PRIZE / 10, "the finder's part");
        _credits(canaries.BURN(), PRIZE / 10, "the burnt part");
        canaries.collect(_alice);
        vm.assertEq(usd.balanceOf(_alice), PRIZE - PRIZE / 10);
        vm.assertEq(_stakeOf(_bob), MINIMUM, "a canary took stake");
        vm.assertEq(uint256(canaries.canaryOf(b.lock).state), uint256(Canaries.State.Found));
        bytes memory signature = _sign(b.key, canaries.claimDigest(_mallory));
        vm.expectRevert(abi.encodeWithSelector(Canaries.WrongState.selector, Canaries.State.Found));
        canaries.claim(b.lock, _mallory, b.request, b.salt, signature);
    }

    function test_WhoDisputesACanaryHasItsBondAndThePrize() external {
        Bird memory b = _canary();
        uint256 id = _accuse(b, _alice);
        _excuse(_address(_bob), b, id);
        vm.assertEq(game.owed(_alice), _bond(), "the bond");
        _credits(_alice, PRIZE - PRIZE / 10, "the prize");
        (uint32 open,,,) = vault.disputes(_address(_bob));
        vm.assertEq(open, 0, "the stake is still frozen");
        vm.assertEq(_stakeOf(_bob), MINIMUM, "a canary took stake");
        vm.assertEq(game.deadline(id), 0, "the dispute goes on");
    }

    function test_WhatNobodyFindsGoesBackAndBecomesKnown() external {
        Bird memory b = _canary();
        uint40 planted = canaries.canaryOf(b.lock).planted;
        vm.warp(planted + canaries.HOLD() - 1);
        vm.expectRevert(abi.encodeWithSelector(Canaries.TooEarly.selector, uint64(block.timestamp + 1)));
        canaries.reclaim(b.lock, b.request, b.salt);
        vm.warp(planted + canaries.HOLD());
        vm.expectRevert(Canaries.NotThisCanary.selector);
        canaries.reclaim(b.lock, b.request, bytes32(uint256(b.salt) + 1));
        vm.expectEmit(address(canaries));
        emit Canaries.Reclaimed(b.lock, _sponsor, b.id, PRIZE);
        canaries.reclaim(b.lock, b.request, b.salt);
        canaries.collect(_sponsor);
        vm.assertEq(usd.balanceOf(_sponsor), PRIZE);
        bytes memory signature = _sign(b.key, canaries.claimDigest(_alice));
        vm.expectRevert(abi.encodeWithSelector(Canaries.WrongState.selector, Canaries.State.Reclaimed));
        canaries.claim(b.lock, _alice, b.request, b.salt, signature);
    }

    function test_WhatNobodyShowsIsBurnt() external {
        Bird memory b = _canary();
        uint40 planted = canaries.canaryOf(b.lock).planted;
        vm.warp(planted + canaries.LAPSE() - 1);
        vm.expectRevert(abi.encodeWithSelector(Canaries.TooEarly.selector, uint64(block.timestamp + 1)));
        canaries.lapse(b.lock);
        vm.warp(planted + canaries.LAPSE());
        canaries.lapse(b.lock);
        _credits(canaries.BURN(), PRIZE, "burnt");
        vm.expectRevert(abi.encodeWithSelector(Canaries.WrongState.selector, Canaries.State.Lapsed));
        canaries.reclaim(b.lock, b.request, b.salt);
    }

    function test_Plant() external {
        Bird memory b = _bird(_bob, 99, true);
        uint128 least = canaries.least();
        vm.assertEq(least, COSTS);
        vm.expectRevert(abi.encodeWithSelector(Canaries.PrizeTooSmall.selector, least));
        canaries.plant(b.lock, 0, 0, least - 1);
        vm.expectRevert(Canaries.LockTaken.selector);
        canaries.plant(address(0), 0, 0, least);
        _plant(_sponsor, b, least);
        vm.expectRevert(Canaries.LockTaken.selector);
        canaries.plant(b.lock, 0, 0, least);
        vm.expectRevert(Canaries.ZeroAddress.selector);
        new Canaries(IERC20(address(0)), game, referee);
        vm.expectRevert(Canaries.NothingToCollect.selector);
        canaries.collect(_sponsor);
    }

    /// forge-config: default.fuzz.runs = 256
    function testFuzz_APrizeIsSplitToTheUnit(uint128 prize, bool dispute) external {
        prize = uint128(_bound(prize, COSTS, type(uint128).max / 2));
        Bird memory b = _bird(_bob, 1, true);
        _plant(_sponsor, b, prize);
        vm.warp(block.timestamp + 1);
        if (dispute) _excuse(_sponsor, b, _accuse(b, _alice));
        else _find(b, _alice);
        uint256 paid = canaries.credit(_alice);
        vm.assertEq(paid + canaries.credit(canaries.BURN()), prize, "money was made or lost");
        vm.assertGe(paid, uint256(prize) * 9 / 10, "more than a tenth was burnt");
        vm.assertGe(paid * 10, uint256(COSTS) * 9, "less than nine tenths of a dispute's costs");
    }

    // Attacks

    function test_Attack_CopyTheFindersClaim() external {
        Bird memory b = _canary();
        bytes memory signature = _sign(b.key, canaries.claimDigest(_alice));
        vm.prank(_mallory);
        vm.expectRevert(Canaries.WrongKey.selector);
        canaries.claim(b.lock, _mallory, b.request, b.salt, signature);
        vm.prank(_mallory); // as it is, it pays alice
        canaries.claim(b.lock, _alice, b.request, b.salt, signature);
        _credits(_alice, PRIZE - PRIZE / 10, "the finder's part");
        _credits(_mallory, 0, "the copier's");
    }

    function test_Attack_ClaimWithoutRecomputing() external {
        Bird memory b = _canary();
        bytes memory signature = _sign("a guess", canaries.claimDigest(_mallory));
        vm.expectRevert(Canaries.WrongKey.selector);
        canaries.claim(b.lock, _mallory, b.request, b.salt, signature);
        signature = _sign(b.key, canaries.claimDigest(_mallory));
        Bird memory other = _bird(_bob, 55, true);
        vm.expectRevert(Canaries.NotThisCanary.selector); // another answer must not be marked as found
        canaries.claim(b.lock, _mallory, other.request, b.salt, signature);
    }

    function test_Attack_HighSSignature() external {
        Bird memory b = _canary();
        bytes memory signature = _highS(_sign(b.key, canaries.claimDigest(_alice)));
        (, bytes32 s,) = _split(signature);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, s));
        canaries.claim(b.lock, _alice, b.request, b.salt, signature);
    }

    /// @dev A real cheat plants each of its answers, just in case. No buyer's request says that the answer is wanted wrong.
    function test_Attack_PlantRealCheatsAsCanaries() external {
        Bird memory b = _bird(_bob, 7, false);
        _plant(_address(_bob), b, PRIZE);
        vm.warp(block.timestamp + 60);
        uint256 id = _accuse(b, _alice);
        vm.expectRevert(Canaries.NotThisCanary.selector);
        _excuseCall(b, id);
        _convict(b, id);
        vm.assertEq(_stakeOf(_bob), 0, "a cheat kept its stake");
        vm.assertTrue(vault.convicted(_address(_bob), b.id), "not convicted");
        _find(b, _alice); // and who recomputes has the prize too
        _credits(_alice, PRIZE - PRIZE / 10, "the prize");
        vm.assertEq(canaries.shownAt(b.id), 0, "consent that the buyer never gave");
    }

    /// @dev As `_excuse`, in one call, so that a revert can be expected of it.
    function _excuseCall(Bird memory b, uint256 id) private {
        canaries.excuse(b.lock, id, keccak256(_claim(b.recital)), _fault(b.recital), b.request, b.salt);
    }

    function test_Attack_OneCanaryForTwoAnswers() external {
        Bird memory b = _canary();
        Bird memory other = _bird(_bob, _birds, true);
        other.request.time += 1;
        other.id = referee.requestDigest(other.request);
        other.recital.subject = other.id;
        uint256 id = _accuse(other, _alice);
        vm.expectRevert(Canaries.NotThisCanary.selector);
        _excuseCall(other, id);
        other.request = b.request; // or of the canary's request, for the other's dispute
        vm.expectRevert(Canaries.NotThisCanary.selector);
        _excuseCall(other, id);
        _convict(other, id);
        vm.assertEq(_stakeOf(_bob), 0, "a cheat kept its stake");
    }

    /// @dev Who plants only what is found out would never show a miss.
    function test_Attack_PlantOnceAccused() external {
        Bird memory b = _bird(_bob, 8, true);
        uint256 id = _accuse(b, _alice);
        _plant(_sponsor, b, PRIZE);
        vm.expectRevert(Canaries.PlantedTooLate.selector);
        _excuseCall(b, id);
        _convict(b, id);
        vm.assertEq(_stakeOf(_bob), 0, "a cheat kept its stake");
    }

    /// @dev The lock is of nobody's key, so the prize cannot be claimed: whoever disputes has it.
    function test_Attack_ALockThatNobodyCanOpen() external {
        Bird memory b = _bird(_bob, 9, true);
        b.lock = address(0xdead);
        _plant(_sponsor, b, PRIZE);
        vm.warp(block.timestamp + 60);
        _excuse(_sponsor, b, _accuse(b, _alice));
        _credits(_alice, PRIZE - PRIZE / 10, "the prize");
        vm.assertEq(game.owed(_alice), _bond(), "the bond");
    }

    /// @dev The sponsor sees somebody accuse and lets a friend find the canary, before or after the dispute is opened.
    function test_Attack_OutrunTheChallenger() external {
        for (uint256 i = 0; i < 3; ++i) {
            Bird memory b = _canary();
            if (i == 0) _find(b, _mallory);
            if (i == 1) {
                _find(b, _mallory);
                vm.warp(block.timestamp + canaries.GRACE());
            }
            uint256 id = _accuse(b, _alice);
            if (i == 2) _find(b, _mallory);
            uint256 bonds = game.owed(_alice);
            uint256 paid = canaries.credit(_alice);
            _fund(_sponsor, COSTS / 4);
            _excuse(_sponsor, b, id);
            vm.assertEq(game.owed(_alice) - bonds, _bond(), "the bond");
            vm.assertEq(canaries.credit(_alice) - paid, COSTS / 4, "what opening costs");
        }
        vm.assertEq(_stakeOf(_bob), MINIMUM, "a canary took stake");
    }

    /// @dev Then the opening is paid for, and who doesn't pay is not excused.
    function test_Attack_OutrunTheChallengerAndPayNothing() external {
        Bird memory b = _canary();
        uint256 id = _accuse(b, _alice);
        _find(b, _mallory);
        vm.expectRevert();
        _excuseCall(b, id);
        _convict(b, id);
        vm.assertEq(_stakeOf(_bob), 0, "nobody paid");
    }

    function test_Attack_ManyDisputesAboutOneCanary() external {
        Bird memory b = _canary();
        uint256[4] memory ids;
        for (uint256 i = 0; i < 4; ++i) {
            ids[i] = _accuse(b, _mallory);
        }
        _fund(_sponsor, 3 * COSTS / 4);
        for (uint256 i = 0; i < 4; ++i) {
            _excuse(_sponsor, b, ids[i]);
        }
        vm.assertEq(game.owed(_mallory), 4 * _bond());
        _credits(_mallory, PRIZE - PRIZE / 10 + 3 * (COSTS / 4), "one prize, and openings at cost");
        vm.assertEq(usd.balanceOf(_sponsor), 0);
    }

    /// @dev It is not paid for, but no bond is lost either: who can know and who cannot is not for the contract to say.
    function test_Attack_AccuseAKnownCanary() external {
        Bird memory b = _canary();
        _find(b, _alice);
        vm.assertEq(canaries.shownAt(b.id), block.timestamp, "finding it has not shown it");
        vm.warp(block.timestamp + canaries.GRACE() + 1);
        uint256 id = _accuse(b, _mallory);
        _excuse(_sponsor, b, id);
        vm.assertEq(game.owed(_mallory), _bond(), "the bond");
        _credits(_mallory, 0, "a second prize, or an opening that nobody needed");
        vm.assertEq(_stakeOf(_bob), MINIMUM, "a canary took stake");
    }

    /// @dev The lock is of a made-up key, so only a friend can claim the prize. Whoever recomputes finds nothing under the real lock, hours later, and disputes the answer. It could look the request up, for
    /// the friend had to show consent; if it has not, it has its bond back all the same.
    function test_Attack_BaitUnderAMadeUpLock() external {
        Bird memory b = _canary();
        vm.assertEq(canaries.shownAt(b.id), 0, "known before anybody has shown it");
        _find(b, _mallory);
        uint256 shown = block.timestamp;
        vm.warp(shown + 2 hours);
        vm.assertEq(canaries.shownAt(b.id), shown, "whoever looks is not warned");
        uint256 id = _accuse(b, _alice);
        _excuse(_address(_bob), b, id);
        vm.assertEq(game.owed(_alice), _bond(), "half a bond for who accused in good faith");
        vm.assertEq(game.owed(_address(_bob)), 0, "the bait earned something");
        vm.assertEq(game.owed(address(0)), 0, "a bond was burnt");
        vm.assertEq(_stakeOf(_bob), MINIMUM, "a canary took stake");
    }

    /// @dev Two locks over one answer: what was shown under the one counts for the other, and no bond is lost there either.
    function test_Attack_TwoLocksForOneAnswer() external {
        Bird memory b = _canary();
        Bird memory other = _bird(_bob, _birds, true);
        (other.key, other.lock) = ("another lock", _address("another lock"));
        (other.request, other.id) = (b.request, b.id);
        _plant(_sponsor, other, PRIZE);
        _find(other, _mallory);
        vm.warp(block.timestamp + 2 hours);
        _excuse(_sponsor, b, _accuse(b, _alice));
        vm.assertEq(game.owed(_alice), _bond(), "the bond");
        _credits(_alice, PRIZE - PRIZE / 10, "the prize that still waited");
        _excuse(_sponsor, b, _accuse(b, _alice));
        vm.assertEq(game.owed(_alice), 2 * _bond(), "the second bond");
        _credits(_alice, PRIZE - PRIZE / 10, "a second prize");
    }

    /// @dev Friends dispute a canary of the cheat's until nothing is left to set aside, and are excused at the last moment: their bonds come back. Whoever disputes a false answer meanwhile is not covered,
    /// but of those who are right it was first, and so the tenth is its own, which pays for a whole dispute.
    function test_Attack_OccupyTheCoverWithExcuses() external {
        Bird memory bait = _canary();
        uint256 places = MINIMUM / 10 / COSTS;
        uint256[] memory ids = new uint256[](places);
        for (uint256 i = 0; i < places; ++i) {
            ids[i] = _accuse(bait, _mallory);
        }
        vm.assertEq(vault.cover(_address(_bob)), 0, "the cover is not occupied");
        Bird memory cheat = _bird(_bob, 70, false);
        uint256 id = _accuse(cheat, _alice);
        _fund(_sponsor, places * COSTS);
        for (uint256 i = 0; i < places; ++i) {
            _excuse(_sponsor, bait, ids[i]);
        }
        vm.assertEq(game.owed(_mallory), places * _bond(), "occupying has cost a bond: say so in docs/economics.md");
        vm.assertEq(vault.cover(_address(_bob)), MINIMUM / 10, "what was set aside is not free again");
        _convict(cheat, id);
        vm.warp(block.timestamp + 22 days);
        vault.close(_address(_bob), 1);
        vm.assertGe(vault.credit(_alice), COSTS, "who was not covered is out of pocket");
        vm.assertEq(vault.credit(_alice), MINIMUM / 10, "the tenth");
    }

    function test_Attack_ReclaimWhileADisputeRuns() external {
        Bird memory b = _canary();
        vm.warp(block.timestamp + canaries.HOLD());
        b.recital.finished = uint64(block.timestamp);
        uint256 id = _accuse(b, _alice);
        canaries.reclaim(b.lock, b.request, b.salt);
        vm.assertEq(canaries.shownAt(b.id), block.timestamp, "taking it back has not shown it");
        vm.expectRevert(abi.encodeWithSelector(Canaries.WrongState.selector, Canaries.State.Reclaimed));
        _excuseCall(b, id);
        _convict(b, id);
        vm.assertEq(_stakeOf(_bob), 0, "the prize and the stake were kept");
    }

    function test_Attack_DefendFirstAndExcuseLater() external {
        Bird memory b = _canary();
        uint256 id = _accuse(b, _alice);
        Trace memory trace = _trace(true, 3, 2);
        vm.prank(_address(_bob));
        game.commit(id, trace.children);
        vm.expectRevert(abi.encodeWithSelector(Dispute.WrongPhase.selector, Dispute.Phase.Child));
        _excuseCall(b, id);
    }

    function test_Attack_ExcuseWhenTimeIsOver() external {
        Bird memory b = _canary();
        uint256 id = _accuse(b, _alice);
        uint256 until = game.deadline(id);
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(Dispute.TooLate.selector, until));
        _excuseCall(b, id);
        vm.warp(until);
        _excuse(_sponsor, b, id);
    }

    /// @dev A canary that nobody ordered is still work that nobody ordered.
    function test_Attack_ExcuseAQuestion() external {
        Bird memory b = _canary();
        uint256 id = _ask(_bob, b.recital, _alice);
        vm.expectRevert(abi.encodeWithSelector(Dispute.WrongPhase.selector, Dispute.Phase.Asked));
        _excuseCall(b, id);
    }

    function test_Attack_ExcuseInTheGameItself() external {
        Bird memory b = _canary();
        uint256 id = _accuse(b, _alice);
        bytes32 claimed = keccak256(_claim(b.recital));
        vm.prank(_address(_bob));
        vm.expectRevert(Dispute.NotYourMove.selector);
        game.excuse(id, claimed, _fault(b.recital));
    }

    function test_Attack_ExcuseAnotherDispute() external {
        Bird memory b = _canary();
        Bird memory real = _bird(_bob, 77, false);
        uint256 id = _accuse(real, _alice);
        vm.expectRevert(Dispute.NotTheSame.selector);
        _excuseCall(b, id);
    }

    function test_Attack_ExcuseTwice() external {
        Bird memory b = _canary();
        uint256 id = _accuse(b, _alice);
        _excuse(_sponsor, b, id);
        vm.expectRevert();
        _excuseCall(b, id);
        vm.assertEq(game.owed(_alice), _bond());
    }

    /// @dev Looking good costs a tenth of the prize each time.
    function test_Attack_FindOnesOwnCanaries() external {
        Bird memory b = _canary();
        _find(b, _sponsor);
        canaries.collect(_sponsor);
        vm.assertEq(usd.balanceOf(_sponsor), PRIZE - PRIZE / 10, "finding one's own is free");
    }

    /// @dev Somebody else's planting under the same lock cannot take a canary from its sponsor: it stays what its tag says.
    function test_Attack_PlantAnothersLockFirst() external {
        Bird memory b = _bird(_bob, 11, true);
        _plant(_mallory, b, PRIZE);
        _fund(_sponsor, PRIZE);
        vm.prank(_sponsor);
        vm.expectRevert(Canaries.LockTaken.selector);
        canaries.plant(b.lock, bytes32(uint256(1)), 0, PRIZE);
        _find(b, _alice);
        _credits(_alice, PRIZE - PRIZE / 10, "mallory's prize");
    }
}

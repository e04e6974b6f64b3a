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
        canaries.claim(b.lock, finder, b.id, b.salt, _sign(b.key, canaries.claimDigest(finder)));
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
        canaries.claim(b.lock, _mallory, b.id, b.salt, signature);
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
        canaries.claim(b.lock, _alice, b.id, b.salt, signature);
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
        canaries.claim(b.lock, _mallory, b.id, b.salt, signature);
        vm.prank(_mallory); // as it is, it pays alice
        canaries.claim(b.lock, _alice, b.id, b.salt, signature);
        _credits(_alice, PRIZE - PRIZE / 10, "the finder's part");
        _credits(_mallory, 0, "the copier's");
    }

    function test_Attack_ClaimWithoutRecomputing() external {
        Bird memory b = _canary();
        bytes memory signature = _sign("a guess", canaries.claimDigest(_mallory));
        vm.expectRevert(Canaries.WrongKey.selector);
        canaries.claim(b.lock, _mallory, b.id, b.salt, signature);
        signature = _sign(b.key, canaries.claimDigest(_mallory));
        vm.expectRevert(Canaries.NotThisCanary.selector); // another answer must not be marked as found
        canaries.claim(b.lock, _mallory, keccak256("another request"), b.salt, signature);
    }

    function test_Attack_HighSSignature() external {
        Bird memory b = _canary();
        bytes memory signature = _highS(_sign(b.key, canaries.claimDigest(_alice)));
        (, bytes32 s,) = _split(signature);
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, s));
        canaries.claim(b.lock, _alice, b.id, b.salt, signature);
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

    function test_Attack_AccuseAKnownCanary() external {
        Bird memory b = _canary();
        _find(b, _alice);
        vm.warp(block.timestamp + canaries.GRACE() + 1);
        uint256 id = _accuse(b, _mallory);
        _excuse(_sponsor, b, id);
        vm.assertEq(game.owed(_mallory), 0, "a bond came back");
        vm.assertEq(game.owed(_address(_bob)), _bond() / 2, "half the bond");
        _credits(_mallory, 0, "a second prize");
        vm.assertEq(_stakeOf(_bob), MINIMUM, "a canary took stake");
    }

    function test_Attack_ReclaimWhileADisputeRuns() external {
        Bird memory b = _canary();
        vm.warp(block.timestamp + canaries.HOLD());
        b.recital.finished = uint64(block.timestamp);
        uint256 id = _accuse(b, _alice);
        canaries.reclaim(b.lock, b.request, b.salt);
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
        game.excuse(id, claimed, _fault(b.recital), false);
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

/// @dev Plants, finds, disputes, reclaims and collects at random, and keeps count of what came in and went out.
contract CanaryTraffic is Cage {
    Bird[] private _all;
    uint256[] private _ids;
    uint256[] private _of; // which bird each dispute is about
    string private _provider;
    address[4] private _people;
    uint256 public paidIn;
    uint256 public paidOut;
    mapping(uint256 state => uint256) public reached;
    uint256 public excused;
    uint256 public late;
    uint256 public atCost;

    constructor() {
        _deployCage();
        _provider = _newProvider();
        _people = [_address("alice"), _address("mallory"), _address("sponsor"), canaries.BURN()];
    }

    function plant(uint256 seed, uint128 prize) external {
        if (_all.length >= 16) return;
        Bird memory b = _bird(_provider, _all.length, true);
        prize = uint128(_bound(prize, COSTS, 1000 * COSTS));
        _plant(_people[seed % 3], b, prize);
        paidIn += prize;
        _all.push(b);
        vm.warp(block.timestamp + 1);
    }

    function find(uint256 which, uint256 who) external {
        if (_all.length == 0) return;
        Bird memory b = _all[which % _all.length];
        bytes memory signature = _sign(b.key, canaries.claimDigest(_people[who % 3]));
        bool can = canaries.canaryOf(b.lock).state == Canaries.State.Planted;
        (bool done,) = address(canaries).call(
            abi.encodeCall(canaries.claim, (b.lock, _people[who % 3], b.id, b.salt, signature))
        );
        require(done == can, "a claim went as it should not");
        if (done) ++reached[2];
    }

    function accuse(uint256 which, uint256 who) external {
        if (_all.length == 0 || _ids.length >= 24) return;
        uint256 n = which % _all.length;
        Bird memory b = _all[n];
        b.recital.finished = uint64(block.timestamp);
        _all[n] = b;
        _ids.push(_accuse(b, _people[who % 3]));
        _of.push(n);
    }

    function excuse(uint256 which) external {
        if (_ids.length == 0) return;
        uint256 n = which % _ids.length;
        uint256 until = game.deadline(_ids[n]);
        if (until == 0) return;
        Bird memory b = _all[_of[n]];
        Canaries.Canary memory before = canaries.canaryOf(b.lock);
        bool can = before.state == Canaries.State.Planted || before.state == Canaries.State.Found;
        address sponsor = _people[2];
        _fund(sponsor, COSTS);
        uint256 held = usd.balanceOf(sponsor);
        uint256 lost = game.owed(address(0));
        bytes32 claimed = keccak256(_claim(b.recital));
        vm.prank(sponsor);
        (bool done,) = address(canaries).call(
            abi.encodeCall(canaries.excuse, (b.lock, _ids[n], claimed, _fault(b.recital), b.request, b.salt))
        );
        require(done == (can && block.timestamp <= until), "an excuse went as it should not");
        if (!done) return;
        ++excused;
        paidIn += held - usd.balanceOf(sponsor);
        if (held != usd.balanceOf(sponsor)) ++atCost;
        if (game.owed(address(0)) != lost) ++late;
        if (before.state == Canaries.State.Planted) ++reached[2];
    }

    function reclaim(uint256 which) external {
        if (_all.length == 0) return;
        Bird memory b = _all[which % _all.length];
        Canaries.Canary memory c = canaries.canaryOf(b.lock);
        bool can = c.state == Canaries.State.Planted && block.timestamp >= c.planted + canaries.HOLD();
        (bool done,) = address(canaries).call(abi.encodeCall(canaries.reclaim, (b.lock, b.request, b.salt)));
        require(done == can, "a prize went back as it should not");
        if (done) ++reached[3];
    }

    function lapse(uint256 which) public {
        if (_all.length == 0) return;
        Bird memory b = _all[which % _all.length];
        Canaries.Canary memory c = canaries.canaryOf(b.lock);
        bool can = c.state == Canaries.State.Planted && block.timestamp >= c.planted + canaries.LAPSE();
        (bool done,) = address(canaries).call(abi.encodeCall(canaries.lapse, (b.lock)));
        require(done == can, "a prize was burnt as it should not");
        if (done) ++reached[4];
    }

    function collect(uint256 who) public {
        address account = _people[who % 4];
        uint256 before = usd.balanceOf(account);
        if (canaries.credit(account) == 0) return;
        canaries.collect(account);
        paidOut += usd.balanceOf(account) - before;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + _bound(time, 1 minutes, 10 days));
    }

    function books() public view returns (uint256 held, uint256 planted, uint256 credits) {
        held = usd.balanceOf(address(canaries));
        for (uint256 i = 0; i < _all.length; ++i) {
            Canaries.Canary memory c = canaries.canaryOf(_all[i].lock);
            if (c.state == Canaries.State.Planted) planted += c.prize;
        }
        for (uint256 i = 0; i < 4; ++i) {
            credits += canaries.credit(_people[i]);
        }
    }

    function endAll() external {
        vm.warp(block.timestamp + canaries.LAPSE());
        for (uint256 i = 0; i < _all.length; ++i) {
            lapse(i);
        }
        for (uint256 i = 0; i < 4; ++i) {
            collect(i);
        }
        (uint256 held,,) = books();
        require(held == 0, "money that nobody can fetch");
    }
}

/// @title What must hold whatever anybody does
contract CanaryInvariants {
    CanaryTraffic private _traffic;
    address[] private _targets;

    function setUp() public {
        _traffic = new CanaryTraffic();
        _targets.push(address(_traffic));
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev forge calls only these.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_traffic);
        targets[0].selectors = new bytes4[](8);
        targets[0].selectors[0] = _traffic.plant.selector;
        targets[0].selectors[1] = _traffic.find.selector;
        targets[0].selectors[2] = _traffic.accuse.selector;
        targets[0].selectors[3] = _traffic.excuse.selector;
        targets[0].selectors[4] = _traffic.reclaim.selector;
        targets[0].selectors[5] = _traffic.lapse.selector;
        targets[0].selectors[6] = _traffic.collect.selector;
        targets[0].selectors[7] = _traffic.wait.selector;
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev The tokens held are the planted prizes and the credits, to the unit; no path pays twice.
    /// forge-config: default.invariant.runs = 24
    /// forge-config: default.invariant.depth = 64
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_BalanceIsWhatIsOwed() external view {
        (uint256 held, uint256 planted, uint256 credits) = _traffic.books();
        require(held == planted + credits, "the contract holds something else than it owes");
        require(_traffic.paidIn() == _traffic.paidOut() + held, "money was made or lost");
    }

    /// @dev No state without an exit.
    /// forge-config: default.invariant.runs = 12
    /// forge-config: default.invariant.depth = 48
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_EverythingCanEnd() external {
        _traffic.endAll();
    }

    /// @dev Random traffic proves nothing if its actions cannot happen: here each does.
    function test_TrafficCanDoEverything() external {
        for (uint256 i = 0; i < 5; ++i) {
            _traffic.plant(i, 0);
        }
        _traffic.find(0, 0);
        _traffic.accuse(0, 1); // within the grace
        _traffic.excuse(0);
        require(_traffic.excused() == 1 && _traffic.atCost() == 1, "an opening was not paid for");
        _traffic.accuse(1, 0);
        _traffic.excuse(1);
        require(_traffic.excused() == 2 && _traffic.reached(2) == 2, "a challenger did not find");
        _traffic.wait(1 hours + 1 minutes);
        _traffic.accuse(0, 1);
        _traffic.excuse(2);
        require(_traffic.late() == 1, "who could know did not lose");
        _traffic.wait(9 days);
        _traffic.reclaim(2);
        require(_traffic.reached(3) == 1, "a prize did not go back");
        for (uint256 i = 0; i < 9; ++i) {
            _traffic.wait(10 days);
        }
        _traffic.lapse(3);
        require(_traffic.reached(4) == 1, "a prize was not burnt");
        for (uint256 i = 0; i < 4; ++i) {
            _traffic.collect(i);
        }
        require(_traffic.paidOut() > 0, "nobody was paid");
        _traffic.endAll();
    }
}

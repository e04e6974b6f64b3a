// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Slashing} from "./Slashing.sol";
import {CallbackToken} from "./BatchSettlementAttacks.t.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {Fault} from "../src/IStake.sol";
import {StakeVault} from "../src/StakeVault.sol";

/// @dev A token whose issuer refuses transfers to one account.
contract RefusingToken is ERC20 {
    address public refused;

    constructor() ERC20("Refusing", "REF") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function refuse(address account) external {
        refused = account;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(to != refused || to == address(0), "refused");
        super._update(from, to, value);
    }
}

/// @title How stake is lost, and who gets what
contract StakeVaultSlashingTest is Slashing {
    function setUp() public {
        _deployVault();
    }

    function test_LostDisputeIsSharedAsWritten() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        _reserve(a, 400);
        vm.assertEq(vault.backing(_id(a), bob), 120);
        _pay(a, 100);
        bytes32 id = _open();
        vm.expectEmit(address(vault));
        emit StakeVault.Seized(bob, 1, STAKE, uint64(START + 21 days));
        vm.expectEmit(address(vault));
        emit StakeVault.Slashed(bob, 1, "request", carol, COST);
        vault.slash(id, carol, _fault("request", a, 90));
        _books(bob, 0, 0, 0);
        vm.assertTrue(vault.convicted(bob, "request"), "not convicted");
        (uint256 amount,) = vault.reservation(_id(a), bob);
        vm.assertEq(amount, 0, "a reservation outlived its stake");
        vm.assertEq(vault.backing(_id(a), bob), 0);
        vm.assertEq(vault.credit(carol), COST); // at once

        vault.prove(bob, a);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.CaseOpen.selector, START + 21 days));
        vault.close(bob, 1);
        bytes32 channel = _id(a);
        vm.expectRevert(StakeVault.NoSuchCase.selector);
        vault.refund(bob, 1, channel);
        _close(1);
        vm.expectRevert(StakeVault.NoSuchCase.selector);
        vault.close(bob, 1);
        vm.assertEq(_refund(1, a), 90);
        vault.collect(carol);
        vault.collect(vault.BURN());
        vm.assertEq(usd.balanceOf(carol), 100 + COST); // the tenth and the costs
        vm.assertEq(usd.balanceOf(vault.BURN()), STAKE - 100 - COST - 90);
        vm.assertEq(usd.balanceOf(address(vault)), 0);
        vm.expectRevert(StakeVault.NothingToCollect.selector);
        vault.collect(carol);
    }

    function test_AProviderInTheRightKeepsEverything() public {
        vm.prank(bob);
        vault.requestUnstake(300);
        bytes32 id = _open();
        vault.thaw(id);
        _books(bob, STAKE, 0, 300);
        vm.warp(START + 14 days);
        vm.prank(bob);
        vault.withdraw();
        vm.assertEq(usd.balanceOf(bob), 300);
        vm.expectRevert(StakeVault.NotFrozen.selector);
        vault.thaw(id);
        vm.expectRevert(StakeVault.NotFrozen.selector);
        vault.slash(id, carol, Fault("request", 0, 0));
    }

    /// @dev A later loss joins the case: one stake, one sharing.
    function test_LossesInOneWindowShareOneStake() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        BatchSettlement.ChannelConfig memory b = _channel(_address("dave"), "b");
        _pay(a, 600);
        _pay(b, 200);
        _lose(carol, "one", a, 600);
        vault.prove(bob, a);
        vm.warp(START + 6 days);
        _lose(_address("erin"), "two", b, 200);
        vault.prove(bob, b);
        _close(1);
        // 1000 - 500 burnt - 100 - 2 costs of 10 = 380 for 800 of claims without any reservation
        vm.assertEq(_refund(1, b), 95);
        vm.assertEq(_refund(1, a), 285);
        vm.assertEq(vault.credit(carol), 110);
        vm.assertEq(vault.credit(_address("erin")), 10);
        vm.assertEq(vault.credit(vault.BURN()), 500);
    }

    function test_NoCaseWithoutStake() public {
        vm.expectRevert(StakeVault.NothingAtStake.selector);
        vault.freeze("x", mallory, COST);
        vm.expectRevert(StakeVault.NoCaseOpen.selector);
        vault.prove(bob, _channel(alice, "a"));
        vm.expectRevert(StakeVault.NoSuchCase.selector);
        vault.close(bob, 0);
        vm.expectRevert(StakeVault.NoSuchCase.selector);
        vault.close(bob, 1);
        vault.freeze("x", bob, COST);
        vm.expectRevert(StakeVault.AlreadyFrozen.selector);
        vault.freeze("x", bob, COST);
    }

    // Attacks

    /// @dev Mallory is bob's friend. Bob has cheated alice and expects to be caught, so he loses a dispute to mallory first, with receipts over a sum
    /// that the two have paid each other in a circle. Alice arrives days later and still gets all that her reservation backs; the two keep less than half.
    function test_Attack_SlashOneselfThroughAFriendBeforeTheVictimsArrive() public {
        BatchSettlement.ChannelConfig memory victim = _channel(alice, "victim");
        BatchSettlement.ChannelConfig memory friend = _channel(mallory, "friend");
        _reserve(victim, 400);
        _reserve(friend, 600);
        _pay(victim, 120);
        _pay(friend, 1e9);
        _lose(mallory, "own", friend, 1e9);
        vault.prove(bob, friend);
        vm.warp(START + 20 days);
        _lose(carol, "hers", victim, 120);
        vault.prove(bob, victim);
        _close(1);
        vm.assertEq(_refund(1, victim), 120, "the victim is not whole");
        uint256 back = _refund(1, friend) + vault.credit(mallory);
        vm.assertLe(back, STAKE / 2, "slashing oneself gives back more than half");
        vm.assertGe(vault.credit(vault.BURN()), STAKE / 2, "less than half is burnt");
        vm.assertEq(vault.credit(carol), 0, "opened after the case could outlast it: no cover");
    }

    function test_Attack_FalseClaimsOfPayment() public {
        BatchSettlement.ChannelConfig memory unpaid = _channel(mallory, "unpaid");
        BatchSettlement.ChannelConfig memory little = _channel(mallory, "little");
        BatchSettlement.ChannelConfig memory other = _channel(mallory, "other");
        other.receiver = mallory;
        other.receiverAuthorizer = mallory;
        BatchSettlement.ChannelConfig memory coins = _channel(mallory, "coins");
        coins.token = address(new RefusingToken());
        _pay(little, 7);
        _pay(other, 500);
        _lose(mallory, "1", unpaid, 500);
        _lose(mallory, "2", little, 500);
        _lose(mallory, "3", other, 500);
        _lose(mallory, "4", coins, 500);
        vault.prove(bob, unpaid);
        vault.prove(bob, little);
        vm.expectRevert(StakeVault.NotPaidToProvider.selector);
        vault.prove(bob, other);
        vm.expectRevert(StakeVault.NotPaidToProvider.selector);
        vault.prove(bob, coins);
        // Paid, but nothing on this channel was proven wrong.
        BatchSettlement.ChannelConfig memory right = _channel(mallory, "right");
        _pay(right, 500);
        vm.expectRevert(StakeVault.NothingOwed.selector);
        vault.prove(bob, right);
        _close(1);
        vm.assertEq(_refund(1, unpaid), 0);
        vm.assertEq(_refund(1, little), 7);
        bytes32[2] memory unproven = [_id(other), _id(coins)];
        for (uint256 i = 0; i < unproven.length; ++i) {
            vm.expectRevert(StakeVault.NothingToCollect.selector);
            vault.refund(bob, 1, unproven[i]);
        }
    }

    /// @dev Bob keeps alice's voucher in his pocket until her refund is fixed. Any claim within the window is hers to show, and what he leaves
    /// for later she can take back from the channel herself.
    function test_Attack_ClaimTheVoucherAfterTheProof() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        _reserve(a, STAKE);
        _pay(a, 30);
        _lose(carol, "request", a, 200);
        vault.prove(bob, a);
        vm.assertEq(vault.claimOf(bob, 1, _id(a)).backed, 30);
        _pay(a, 100);
        vault.prove(bob, a);
        vault.prove(bob, a); // and again changes nothing
        vm.assertEq(vault.caseOf(bob, 1).backed, 130);
        _close(1);
        _pay(a, 70);
        vm.expectRevert(StakeVault.NoCaseOpen.selector);
        vault.prove(bob, a);
        vm.assertEq(_refund(1, a), 130);
    }

    function test_Attack_WithdrawWhileADisputeIsOpen() public {
        vm.prank(bob);
        vault.requestUnstake(STAKE);
        vm.warp(START + 13 days);
        bytes32 id = _open();
        vm.warp(START + 14 days);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeFrozen.selector, START + 27 days));
        vault.withdraw();
        bytes32 second = _open();
        vault.thaw(second); // the end of one leaves the other
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeFrozen.selector, START + 28 days));
        vault.withdraw();
        vault.slash(id, carol, Fault("request", 0, 0));
        vm.prank(bob);
        vm.expectRevert(StakeVault.NothingUnbonding.selector);
        vault.withdraw();
        vm.assertEq(usd.balanceOf(bob), 0);
    }

    /// @dev Asking for everything back on the day of the false receipt: a challenger at the last moment of the window still finds it all.
    function test_Attack_UnbondJustBefore() public {
        vm.prank(bob);
        vault.requestUnstake(STAKE);
        vm.warp(START + vault.DISPUTE_WINDOW());
        bytes32 id = _open();
        vm.warp(START + vault.DISPUTE_WINDOW() + vault.MAX_DISPUTE() - 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeFrozen.selector, START + 21 days));
        vault.withdraw();
        vault.slash(id, carol, Fault("request", 0, 0));
        _books(bob, 0, 0, 0);
        vm.assertEq(vault.caseOf(bob, 1).seized, STAKE);
    }

    /// @dev Bob's reservations can't exceed his stake; he sells ten times what they back. Who bought within the backing gets it all back, who
    /// did not shares what is left, and bob has lost his whole stake for a gain that careful buyers never gave him.
    function test_Attack_SellBeyondTheReservedStake() public {
        BatchSettlement.ChannelConfig memory careful = _channel(alice, "careful");
        BatchSettlement.ChannelConfig memory careless = _channel(_address("dave"), "careless");
        BatchSettlement.ChannelConfig memory reckless = _channel(_address("erin"), "reckless");
        _reserve(careful, 300);
        _reserve(careless, 600);
        bytes32 none = _id(reckless);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.FreeStakeTooSmall.selector, 100, 101));
        vault.reserve(none, 101, uint64(START + 60 days));
        _pay(careful, 90);
        _pay(careless, 1180);
        _pay(reckless, 1000);
        _lose(carol, "1", careful, 90);
        _lose(carol, "2", careless, 1180);
        _lose(carol, "3", reckless, 1000);
        vault.prove(bob, careful);
        vault.prove(bob, careless);
        vault.prove(bob, reckless);
        _close(1);
        // for buyers: 500 - 100 - 30 = 370; backed 90 + 180; 100 left for 1000 + 1000
        vm.assertEq(_refund(1, careful), 90);
        vm.assertEq(_refund(1, careless), 180 + 50);
        vm.assertEq(_refund(1, reckless), 50);
    }

    function test_Attack_DoubleRefund() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        _pay(a, 100);
        _lose(carol, "request", a, 60);
        _lose(carol, "request", a, 60); // two challengers, one wrong answer
        vault.prove(bob, a);
        _close(1);
        vm.assertEq(_refund(1, a), 60);
        bytes32 id = _id(a);
        vm.expectRevert(StakeVault.NothingToCollect.selector);
        vault.refund(bob, 1, id);

        // Another case: the same answer costs bob nothing more, and what this channel's payments have brought back counts.
        _stake(bob, STAKE);
        bytes32 late = _open();
        vault.slash(late, carol, _fault("request", a, 60));
        _books(bob, STAKE, 0, 0);
        _lose(carol, "other", a, 60);
        vault.prove(bob, a);
        _close(2);
        vm.assertEq(_refund(2, a), 40, "one payment came back twice");
    }

    function test_Attack_RejectingWallet() public {
        RefusingToken coin = new RefusingToken();
        StakeVault refusing = new StakeVault(coin, settlement, address(this), MINIMUM);
        coin.mint(bob, 1000 + 90);
        vm.startPrank(bob);
        coin.approve(address(refusing), 1000);
        refusing.stake(1000);
        vm.stopPrank();
        BatchSettlement.ChannelConfig[2] memory channels = [_channel(alice, "a"), _channel(_address("dave"), "b")];
        for (uint256 i = 0; i < 2; ++i) {
            channels[i].token = address(coin);
            coin.mint(channels[i].payer, 50);
            vm.prank(channels[i].payer);
            coin.approve(address(pull), 50);
            settlement.deposit(channels[i], 50, address(pull), "");
            BatchSettlement.VoucherClaim[] memory claims = _voucher(channels[i], 50, 50);
            vm.prank(bob);
            settlement.claim(claims);
        }
        address[3] memory refused = [carol, alice, refusing.BURN()];
        coin.refuse(carol);
        refusing.freeze("1", bob, COST);
        refusing.slash("1", carol, Fault("1", _id(channels[0]), 50)); // the winner's wallet refuses
        refusing.freeze("2", bob, COST);
        refusing.slash("2", mallory, Fault("2", _id(channels[1]), 50));
        refusing.prove(bob, channels[0]);
        refusing.prove(bob, channels[1]);
        vm.warp(START + 21 days);
        refusing.close(bob, 1);
        bytes32 refusedId = _id(channels[0]);
        coin.refuse(alice); // a buyer's wallet refuses
        vm.expectRevert("refused");
        refusing.refund(bob, 1, refusedId);
        refusing.refund(bob, 1, _id(channels[1]));
        vm.assertEq(coin.balanceOf(_address("dave")), 50);
        coin.refuse(refusing.BURN()); // the issuer keeps his coins from being burnt
        vm.expectRevert("refused");
        refusing.collect(refused[2]);
        refusing.collect(mallory);
        refusing.collect(carol); // changed her mind
        refusing.refund(bob, 1, refusedId);
        vm.assertEq(coin.balanceOf(carol), 110);
        vm.assertEq(coin.balanceOf(alice), 50);
        vm.assertEq(coin.balanceOf(address(refusing)), refusing.credit(refused[2]));
    }

    function test_Attack_ReentrancyByTokenHook() public {
        CallbackToken coin = new CallbackToken();
        StakeVault open = new StakeVault(coin, settlement, address(this), MINIMUM);
        coin.mint(bob, 1000);
        vm.startPrank(bob);
        coin.approve(address(open), 1000);
        open.stake(1000);
        vm.stopPrank();
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        a.token = address(coin);
        coin.mint(alice, 50);
        vm.prank(alice);
        coin.approve(address(pull), 50);
        settlement.deposit(a, 50, address(pull), "");
        BatchSettlement.VoucherClaim[] memory claims = _voucher(a, 50, 50);
        vm.prank(bob);
        settlement.claim(claims);
        open.freeze("1", bob, COST);
        open.slash("1", carol, Fault("1", _id(a), 50));
        open.prove(bob, a);
        vm.warp(START + 21 days);
        open.close(bob, 1);
        bytes[3] memory again = [
            abi.encodeCall(open.refund, (bob, 1, _id(a))), abi.encodeCall(open.collect, (carol)), abi.encodeCall(open.stake, (1))
        ];
        for (uint256 i = 0; i < again.length; ++i) {
            coin.arm(address(open), again[i]);
            if (i == 0) open.refund(bob, 1, _id(a));
            else open.collect(i == 1 ? carol : open.BURN());
            vm.assertTrue(coin.failed(), "entered again");
            vm.assertEq(bytes4(coin.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        }
        vm.assertEq(coin.balanceOf(alice), 50);
        vm.assertEq(coin.balanceOf(carol), 110);
        vm.assertEq(coin.balanceOf(address(open)), 0);
    }

    /// @dev Carol accuses bob rightly. While her dispute runs, bob loses faster ones to mallory: for the tenth, and to use up what pays costs.
    function test_Attack_OutrunTheHonestChallengerWithAFriend() public {
        vm.assertEq(vault.cover(bob), 100);
        bytes32 honest = _open();
        BatchSettlement.ChannelConfig memory none = _channel(mallory, "none");
        vm.warp(START + 1);
        for (uint256 i = 0; i < 30; ++i) {
            _lose(mallory, bytes32(i + 1), none, 0);
        }
        vm.assertEq(vault.credit(mallory), 90, "costs above what was free");
        vm.assertEq(vault.cover(bob), 0);
        vm.warp(START + 10 days);
        vault.slash(honest, carol, Fault("request", 0, 0));
        _close(1);
        vm.assertEq(vault.credit(carol), COST + 100, "the honest challenger is not whole");
        vm.assertEq(vault.credit(mallory), 90);
        vm.assertEq(vault.credit(vault.BURN()), STAKE - 200);
    }

    /// @dev Starting afresh before the case ends would put the new stake beyond the victims' reach, or make them share it.
    function test_Attack_RestakeWhileTheVictimsArrive() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        _reserve(a, 500);
        _lose(mallory, "own", _channel(mallory, "none"), 0);
        usd.mint(bob, 2000);
        vm.startPrank(bob);
        usd.approve(address(vault), 2000);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.CaseOpen.selector, START + 21 days));
        vault.stake(1000);
        vm.warp(START + 21 days);
        vault.stake(1000); // whether anybody has closed the case or not
        vm.stopPrank();
        _books(bob, 1000, 0, 0);
        bytes32 id = _id(a);
        vm.expectRevert(StakeVault.NoReservation.selector);
        vault.release(id, bob); // or the old reservation would be taken off the new stake
        _reserve(a, 10);
        (uint256 amount,) = vault.reservation(id, bob);
        vm.assertEq(amount, 10);
        _books(bob, 1000, 10, 0);
        vault.close(bob, 1);
        vm.assertEq(vault.credit(vault.BURN()), 1000 - 110);
    }

    /// @dev A judge that never ends its disputes can hold stake for MAX_DISPUTE, not for ever.
    function test_Attack_JudgeNeverEnds() public {
        vm.prank(bob);
        vault.requestUnstake(STAKE);
        bytes32 id = _open();
        vm.warp(START + vault.MAX_DISPUTE());
        vm.prank(bob);
        vault.withdraw();
        vm.assertEq(usd.balanceOf(bob), STAKE);
        vault.slash(id, carol, Fault("request", 0, 0)); // too late, and not stuck
        vm.assertEq(vault.credit(carol), 0);
        (uint32 running,, uint32 cases,) = vault.disputes(bob);
        vm.assertEq(uint256(running) + cases, 0);
    }

    function test_Attack_StrangersJudge() public {
        bytes32 id = _open();
        address[3] memory strangers = [bob, mallory, address(0)];
        for (uint256 i = 0; i < strangers.length; ++i) {
            vm.startPrank(strangers[i]);
            vm.expectRevert(StakeVault.NotTheJudge.selector);
            vault.freeze("mine", bob, COST);
            vm.expectRevert(StakeVault.NotTheJudge.selector);
            vault.thaw(id);
            vm.expectRevert(StakeVault.NotTheJudge.selector);
            vault.slash(id, mallory, Fault("request", 0, 0));
            vm.stopPrank();
        }
    }

    /// @dev Receipts over impossible sums must not make the end of a dispute fail.
    function test_Attack_StateAnImpossibleAmount() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        _pay(a, 50);
        _lose(carol, "1", a, type(uint128).max);
        _lose(carol, "2", a, type(uint128).max);
        _lose(carol, "3", a, 1);
        vault.prove(bob, a);
        _close(1);
        vm.assertEq(_refund(1, a), 50);
    }

    /// @dev A dispute takes longer than the reservation had left. Bob waits until it has run out, has it released to reserve for a friend, and
    /// loses a dispute that opened later. What counts is what held when the first of the disputes opened.
    function test_Attack_LetTheReservationRunOutDuringTheDispute() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        BatchSettlement.ChannelConfig memory friend = _channel(mallory, "friend");
        bytes32 id = _id(a);
        vm.prank(bob);
        vault.reserve(id, 900, uint64(START + 7 days));
        _pay(a, 270);
        _pay(friend, 1e6);
        vm.warp(START + 7 days - 1);
        bytes32 honest = _open();
        vm.warp(START + 8 days);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeFrozen.selector, START + 21 days - 1));
        vault.release(id, bob);
        _reserve(friend, 100);
        _lose(mallory, "own", friend, 1e6);
        vault.slash(honest, carol, _fault("hers", a, 270));
        vault.prove(bob, friend);
        vault.prove(bob, a);
        _close(1);
        vm.assertEq(_refund(1, a), 270);
        vm.assertEq(vault.credit(carol), 100 + COST);
    }

    /// @dev A reservation that has run out before the dispute opens protects nobody, released or not; and it can be released again once nothing runs.
    function test_ReservationsAreReleasedAfterTheDispute() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        bytes32 id = _id(a);
        vm.prank(bob);
        vault.reserve(id, 900, uint64(START + 7 days));
        bytes32 one = _open();
        vm.warp(START + 7 days);
        vault.thaw(one);
        bytes32 two = _open(); // a new freeze, later
        vm.warp(START + 8 days);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeFrozen.selector, START + 21 days));
        vault.release(id, bob);
        vault.thaw(two);
        vault.release(id, bob);
        _books(bob, STAKE, 0, 0);
    }

    /// @dev A reservation that has run out before the case protects nobody, released or not.
    function test_Attack_CountOnAReservationThatHasEnded() public {
        BatchSettlement.ChannelConfig memory a = _channel(alice, "a");
        BatchSettlement.ChannelConfig memory b = _channel(_address("dave"), "b");
        _reserve(a, 500);
        vm.warp(START + 60 days);
        _reserve(b, 300);
        _pay(a, 1000);
        _pay(b, 90);
        _lose(carol, "1", a, 1000);
        _lose(carol, "2", b, 90);
        vault.prove(bob, a);
        vault.prove(bob, b);
        vm.assertEq(vault.caseOf(bob, 1).backed, 90);
        vm.assertEq(vault.caseOf(bob, 1).other, 1000);
    }

    /// @dev Whatever is reserved, paid, stated and opened: backed claims are paid in full, half is burnt, every unit goes somewhere.
    /// forge-config: default.fuzz.runs = 128
    function testFuzz_Shares(uint128 more, uint128[4] memory reserved, uint128[4] memory paid, uint128[4] memory owed, uint8 open)
        public
    {
        more = uint128(_bound(more, 1, 1e12));
        _stake(bob, more);
        uint128 stake = STAKE + more;
        BatchSettlement.ChannelConfig[4] memory channels;
        uint256[4] memory sure;
        for (uint256 i = 0; i < 4; ++i) {
            channels[i] = _channel(vm.addr(i + 1), bytes32(i));
            reserved[i] = uint128(_bound(reserved[i], 0, vault.freeStake(bob)));
            paid[i] = uint128(_bound(paid[i], 1, 2 * stake));
            owed[i] = uint128(_bound(owed[i], 1, 2 * stake));
            if (reserved[i] != 0) _reserve(channels[i], reserved[i]);
            sure[i] = vault.backing(_id(channels[i]), bob);
            if (paid[i] < sure[i]) sure[i] = paid[i];
            if (owed[i] < sure[i]) sure[i] = owed[i];
            _pay(channels[i], paid[i]);
        }
        for (uint256 i = 0; i < uint256(open) % 30; ++i) {
            vault.slash(_open(), carol, Fault(bytes32(i + 100), 0, 0));
        }
        for (uint256 i = 0; i < 4; ++i) {
            _lose(carol, bytes32(i), channels[i], owed[i]);
            vault.prove(bob, channels[i]);
        }
        _close(1);
        for (uint256 i = 0; i < 4; ++i) {
            uint256 got = _refund(1, channels[i]);
            vm.assertGe(got, sure[i], "less than the reservation backs");
            vm.assertLe(got, paid[i] < owed[i] ? paid[i] : owed[i], "more than was paid");
        }
        vm.assertLe(vault.credit(carol), stake / 5, "challengers have more than a fifth");
        vm.assertGe(vault.credit(carol), stake / 10, "less than the tenth");
        vm.assertGe(vault.credit(vault.BURN()), stake - stake / 2, "less than half is burnt");
        vault.collect(carol);
        vault.collect(vault.BURN());
        vm.assertEq(usd.balanceOf(address(vault)), 0);
    }
}

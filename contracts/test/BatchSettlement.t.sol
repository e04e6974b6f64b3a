// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Channels} from "./Channels.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {ERC3009Collector} from "../src/ERC3009Collector.sol";

/// @title Channels used as they are meant to be
contract BatchSettlementTest is Channels {
    function setUp() public {
        _deployChannels();
    }

    function test_LifeOfAChannel() public {
        BatchSettlement.ChannelConfig memory config = _config("life");
        bytes32 id = settlement.getChannelId(config);

        bytes memory data = _authorization(id, 1000);
        vm.expectEmit(address(settlement));
        emit BatchSettlement.ChannelCreated(id, config);
        vm.expectEmit(address(settlement));
        emit BatchSettlement.Deposited(id, address(this), 1000, 1000);
        settlement.deposit(config, 1000, address(collector), data);
        _deposit(config, 500);

        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 700, 600);
        vm.expectEmit(address(settlement));
        emit BatchSettlement.Claimed(id, _address("bob"), 600, 600);
        vm.prank(_address("bob"));
        settlement.claim(claims);

        vm.expectEmit(address(settlement));
        emit BatchSettlement.Settled(_address("bob"), address(usd), address(this), 600);
        settlement.settle(_address("bob"), address(usd));
        settlement.settle(_address("bob"), address(usd)); // nothing more to pay
        vm.assertEq(usd.balanceOf(_address("bob")), 600);

        vm.expectEmit(address(settlement));
        emit BatchSettlement.Refunded(id, _address("bob"), 900);
        vm.prank(_address("bob"));
        settlement.refund(config, 10_000); // more than there is: all there is
        vm.assertEq(usd.balanceOf(_address("alice")), 1e12 - 600);
        vm.assertEq(usd.balanceOf(address(settlement)), 0);
        (uint256 balance, uint256 claimed) = _state(config);
        vm.assertEq(balance, 600);
        vm.assertEq(claimed, 600);
    }

    function test_ChannelIdIsTheTypedDigest() public view {
        BatchSettlement.ChannelConfig memory c = _config("id");
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "ChannelConfig(address payer,address payerAuthorizer,address receiver,address receiverAuthorizer,address token,uint40 withdrawDelay,bytes32 salt)"
                ),
                c.payer,
                c.payerAuthorizer,
                c.receiver,
                c.receiverAuthorizer,
                c.token,
                c.withdrawDelay,
                c.salt
            )
        );
        vm.assertEq(settlement.getChannelId(c), _typed("x402 Batch Settlement", "1", address(settlement), structHash));
    }

    function test_RuntimeCodeWorksAtAnotherAddress() public {
        address elsewhere = address(0x4020074e9dF2ce1deE5A9C1b5c3f541D02a10003);
        vm.etch(elsewhere, address(settlement).code);
        BatchSettlement.ChannelConfig memory config = _config("elsewhere");
        bytes32 here = settlement.getChannelId(config);
        settlement = BatchSettlement(elsewhere);
        collector = new ERC3009Collector(elsewhere);
        vm.assertTrue(settlement.getChannelId(config) != here, "the domain must follow the address");
        _deposit(config, 10);
        _claim(config, 4);
        settlement.settle(_address("bob"), address(usd));
        vm.assertEq(usd.balanceOf(_address("bob")), 4);
    }

    function test_ClaimBatchBySignature() public {
        BatchSettlement.VoucherClaim[] memory claims = new BatchSettlement.VoucherClaim[](3);
        for (uint256 i = 0; i < 3; ++i) {
            BatchSettlement.ChannelConfig memory config = _config(bytes32(i));
            _deposit(config, 100);
            claims[i] = _voucher(config, 50, uint128(10 + i))[0];
        }
        bytes memory signature = _sign("bob", settlement.getClaimBatchDigest(claims));
        settlement.claimWithSignature(claims, signature); // an outsider submits
        settlement.settle(_address("bob"), address(usd));
        vm.assertEq(usd.balanceOf(_address("bob")), 33);

        claims[0].totalClaimed = 50; // not what bob signed
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.claimWithSignature(claims, signature);
    }

    function test_ClaimBatchOfTwoReceiversNeedsEachOfThem() public {
        BatchSettlement.ChannelConfig memory config = _config("one");
        _deposit(config, 100);
        BatchSettlement.ChannelConfig memory other = _config("two");
        other.receiverAuthorizer = _address("carol");
        _deposit(other, 100);
        BatchSettlement.VoucherClaim[] memory claims = new BatchSettlement.VoucherClaim[](2);
        claims[0] = _voucher(config, 1, 1)[0];
        claims[1] = _voucher(other, 1, 1)[0];
        bytes memory signature = _sign("bob", settlement.getClaimBatchDigest(claims));
        vm.expectRevert(BatchSettlement.NotReceiverAuthorizer.selector);
        settlement.claimWithSignature(claims, signature);
    }

    function test_RefundBySignatureIsGoodOnce() public {
        BatchSettlement.ChannelConfig memory config = _config("refund");
        bytes32 id = settlement.getChannelId(config);
        _deposit(config, 100);
        bytes memory signature = _sign("bob", settlement.getRefundDigest(id, 0, 30));
        settlement.refundWithSignature(config, 30, 0, signature);
        vm.expectRevert(BatchSettlement.InvalidRefundNonce.selector);
        settlement.refundWithSignature(config, 30, 0, signature);
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.refundWithSignature(config, 30, 1, signature);

        // A direct refund uses up a nonce as well.
        bytes memory next = _sign("bob", settlement.getRefundDigest(id, 1, 30));
        vm.prank(_address("bob"));
        settlement.refund(config, 1);
        vm.expectRevert(BatchSettlement.InvalidRefundNonce.selector);
        settlement.refundWithSignature(config, 30, 1, next);
        (uint256 balance,) = _state(config);
        vm.assertEq(balance, 69);
    }

    function test_WithdrawalTakesWhatIsLeftAfterTheDelay() public {
        BatchSettlement.ChannelConfig memory config = _config("withdraw");
        bytes32 id = settlement.getChannelId(config);
        _deposit(config, 100);
        vm.expectEmit(address(settlement));
        emit BatchSettlement.WithdrawInitiated(id, 100, uint40(START + 1 hours));
        vm.prank(_address("session"));
        settlement.initiateWithdraw(config, 100);
        vm.prank(_address("session"));
        vm.expectRevert(BatchSettlement.WithdrawalAlreadyPending.selector);
        settlement.initiateWithdraw(config, 1);

        _claim(config, 40); // the receiver saw it coming
        vm.warp(START + 1 hours - 1);
        vm.prank(_address("alice"));
        vm.expectRevert(BatchSettlement.WithdrawDelayNotElapsed.selector);
        settlement.finalizeWithdraw(config);
        vm.warp(START + 1 hours);
        vm.prank(_address("session"));
        settlement.finalizeWithdraw(config);
        vm.assertEq(usd.balanceOf(_address("alice")), 1e12 - 40);
        vm.assertEq(usd.balanceOf(_address("session")), 0); // the key never gets the money
        vm.prank(_address("alice"));
        vm.expectRevert(BatchSettlement.WithdrawalNotPending.selector);
        settlement.finalizeWithdraw(config);
    }

    function test_RefundCountsAgainstAPendingWithdrawal() public {
        BatchSettlement.ChannelConfig memory config = _config("both");
        bytes32 id = settlement.getChannelId(config);
        _deposit(config, 100);
        vm.prank(_address("alice"));
        settlement.initiateWithdraw(config, 60);
        vm.prank(_address("bob"));
        settlement.refund(config, 20);
        (uint256 pending, uint256 at) = settlement.pendingWithdrawals(id);
        vm.assertEq(pending, 40);
        vm.assertEq(at, START);
        vm.expectEmit(address(settlement));
        emit BatchSettlement.ChannelClosed(id, config);
        vm.prank(_address("bob"));
        settlement.refund(config, 80);
        (pending, at) = settlement.pendingWithdrawals(id);
        vm.assertEq(pending, 0);
        vm.assertEq(at, 0);
    }

    function test_DepositRefusesBadChannels() public {
        BatchSettlement.ChannelConfig memory config = _config("bad");
        config.payer = address(0);
        _refusesDeposit(config, BatchSettlement.InvalidChannel.selector);
        config = _config("bad");
        config.receiver = address(0);
        _refusesDeposit(config, BatchSettlement.InvalidChannel.selector);
        config = _config("bad");
        config.receiverAuthorizer = address(0);
        _refusesDeposit(config, BatchSettlement.InvalidChannel.selector);
        config = _config("bad");
        config.token = address(0);
        _refusesDeposit(config, BatchSettlement.InvalidChannel.selector);
        config = _config("bad");
        config.withdrawDelay = 15 minutes - 1;
        _refusesDeposit(config, BatchSettlement.WithdrawDelayOutOfRange.selector);
        config.withdrawDelay = 30 days + 1;
        _refusesDeposit(config, BatchSettlement.WithdrawDelayOutOfRange.selector);

        config = _config("bad");
        vm.expectRevert(BatchSettlement.ZeroDeposit.selector);
        settlement.deposit(config, 0, address(collector), "");
        vm.expectRevert(BatchSettlement.InvalidCollector.selector);
        settlement.deposit(config, 1, address(0), "");
    }

    function _refusesDeposit(BatchSettlement.ChannelConfig memory config, bytes4 why) private {
        vm.expectRevert(why);
        settlement.deposit(config, 1, address(collector), "");
    }

    function test_OnlyTheRightSideMayAct() public {
        BatchSettlement.ChannelConfig memory config = _config("sides");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 10, 10);
        address[3] memory strangers = [_address("mallory"), _address("alice"), _address("session")];
        for (uint256 i = 0; i < 3; ++i) {
            vm.startPrank(strangers[i]);
            vm.expectRevert(BatchSettlement.NotAuthorizedToClaim.selector);
            settlement.claim(claims);
            vm.expectRevert(BatchSettlement.NotAuthorizedToRefund.selector);
            settlement.refund(config, 1);
            vm.stopPrank();
        }
        address[2] memory others = [_address("mallory"), _address("bob")];
        for (uint256 i = 0; i < 2; ++i) {
            vm.startPrank(others[i]);
            vm.expectRevert(BatchSettlement.InvalidChannel.selector);
            settlement.initiateWithdraw(config, 1);
            vm.expectRevert(BatchSettlement.NotAuthorizedToFinalizeWithdraw.selector);
            settlement.finalizeWithdraw(config);
            vm.stopPrank();
        }
        vm.startPrank(_address("bob"));
        vm.expectRevert(BatchSettlement.EmptyBatch.selector);
        settlement.claim(new BatchSettlement.VoucherClaim[](0));
        vm.expectRevert(BatchSettlement.ZeroRefund.selector);
        settlement.refund(config, 0);
        vm.stopPrank();
        vm.startPrank(_address("alice"));
        vm.expectRevert(BatchSettlement.NothingToWithdraw.selector);
        settlement.initiateWithdraw(config, 0);
        vm.expectRevert(BatchSettlement.WithdrawAmountExceedsAvailable.selector);
        settlement.initiateWithdraw(config, 101);
        vm.stopPrank();
    }

    function test_MulticallClaimsAndSettlesInOneTransaction() public {
        BatchSettlement.ChannelConfig memory config = _config("multi");
        _deposit(config, 100);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(settlement.claim, (_voucher(config, 9, 9)));
        calls[1] = abi.encodeCall(settlement.settle, (_address("bob"), address(usd)));
        vm.prank(_address("bob"));
        settlement.multicall(calls);
        vm.assertEq(usd.balanceOf(_address("bob")), 9);
    }

    function testFuzz_ClaimNeverPassesVoucherOrBalance(uint128 balance, uint128 ceiling, uint128 total) public {
        balance = uint128(_bound(balance, 1, 1e12));
        ceiling = uint128(_bound(ceiling, 0, 2e12));
        total = uint128(_bound(total, 0, 2e12));
        BatchSettlement.ChannelConfig memory config = _config("fuzz");
        _deposit(config, balance);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, ceiling, total);
        bool fair = total == 0 || (total <= ceiling && total <= balance);
        vm.prank(_address("bob"));
        if (!fair) vm.expectRevert();
        settlement.claim(claims);
        (, uint256 claimed) = _state(config);
        vm.assertEq(claimed, fair ? total : 0);
    }

    /// @dev Whatever happens in between, what goes out is what came in.
    function testFuzz_MoneyIsConserved(uint128 paidIn, uint128 earned, uint128 back) public {
        paidIn = uint128(_bound(paidIn, 1, 1e12));
        earned = uint128(_bound(earned, 1, paidIn));
        back = uint128(_bound(back, 1, type(uint128).max));
        BatchSettlement.ChannelConfig memory config = _config("sum");
        _deposit(config, paidIn);
        _claim(config, earned);
        vm.prank(_address("bob"));
        settlement.refund(config, back);
        settlement.settle(_address("bob"), address(usd));
        uint256 rest = paidIn - earned > back ? paidIn - earned - back : 0;
        vm.assertEq(usd.balanceOf(_address("bob")), earned);
        vm.assertEq(usd.balanceOf(address(settlement)), rest);
        vm.assertEq(usd.balanceOf(_address("alice")), 1e12 - earned - rest);
    }
}

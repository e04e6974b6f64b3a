// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Channels} from "./Channels.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";

/// @dev Does random things to four channels, as every party, at random times; keeps the books that the contract should keep.
contract ChannelTraffic is Channels {
    uint256 public constant CHANNELS = 4;

    uint256 public paidIn;
    uint256 public paidBack;
    uint256 public highestClaims; // sum over channels of the most ever claimed
    mapping(uint256 channel => uint256) private _claimed;

    constructor() {
        _deployChannels();
    }

    function deposit(uint256 channel, uint128 amount) external {
        amount = uint128(_bound(amount, 1, 1e6));
        _deposit(_pick(channel), amount);
        paidIn += amount;
    }

    function claim(uint256 channel, uint128 total) external {
        BatchSettlement.ChannelConfig memory config = _pick(channel);
        (uint256 balance,) = _state(config);
        total = uint128(_bound(total, 0, balance + balance / 8)); // now and then too much
        _claim(config, total);
        if (total > _claimed[channel % CHANNELS]) {
            highestClaims += total - _claimed[channel % CHANNELS];
            _claimed[channel % CHANNELS] = total;
        }
    }

    function settle() external {
        settlement.settle(bob, address(usd));
    }

    function refund(uint256 channel, uint128 amount) external {
        amount = uint128(_bound(amount, 1, 2e6));
        uint256 before = usd.balanceOf(alice);
        vm.prank(bob);
        settlement.refund(_pick(channel), amount);
        paidBack += usd.balanceOf(alice) - before;
    }

    function initiateWithdraw(uint256 channel, uint128 amount) external {
        BatchSettlement.ChannelConfig memory config = _pick(channel);
        (uint256 balance, uint256 claimed) = _state(config);
        vm.prank(session);
        settlement.initiateWithdraw(config, uint128(_bound(amount, 1, balance - claimed)));
    }

    function finalizeWithdraw(uint256 channel, uint256 wait) external {
        vm.warp(block.timestamp + _bound(wait, 0, 2 hours));
        uint256 before = usd.balanceOf(alice);
        vm.prank(alice);
        settlement.finalizeWithdraw(_pick(channel));
        paidBack += usd.balanceOf(alice) - before;
    }

    /// @dev Sums of the contract's own books.
    function books() external view returns (uint256 held, uint256 claimed, uint256 balances, uint256 settled) {
        for (uint256 i = 0; i < CHANNELS; ++i) {
            (uint256 balance, uint256 c) = _state(_pick(i));
            balances += balance;
            claimed += c;
            vm.assertLe(c, balance, "a channel owes more than it has");
        }
        held = usd.balanceOf(address(settlement));
        uint256 receiverClaimed;
        (receiverClaimed, settled) = settlement.receivers(bob, address(usd));
        vm.assertEq(receiverClaimed, claimed, "a receiver's sum is not that of its channels");
    }

    function paidToReceiver() external view returns (uint256) {
        return usd.balanceOf(bob);
    }

    function _pick(uint256 channel) private view returns (BatchSettlement.ChannelConfig memory) {
        return _config(bytes32(channel % CHANNELS));
    }
}

/// @title What must hold whatever anybody does
contract BatchSettlementInvariants {
    ChannelTraffic private _traffic;
    address[] private _targets;

    function setUp() public {
        _traffic = new ChannelTraffic();
        _targets.push(address(_traffic));
    }

    /// @dev forge calls only these.
    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Tokens held are the balances less what receivers were paid; what came in is what went out and what is there; claims never go
    /// down and never pass the vouchers; no channel owes more than it has, and a receiver's sum is that of its channels.
    /// forge-config: default.invariant.runs = 48
    /// forge-config: default.invariant.depth = 64
    function invariant_BooksAddUp() external view {
        (uint256 held, uint256 claimed, uint256 balances, uint256 settled) = _traffic.books();
        require(held == balances - settled, "tokens held are not balances less settled");
        require(_traffic.paidIn() == _traffic.paidBack() + settled + held, "money was made or lost");
        require(settled == _traffic.paidToReceiver(), "settled is not what the receiver got");
        require(claimed == _traffic.highestClaims(), "a claim went back or passed its voucher");
    }

    /// @dev Random traffic proves nothing if its actions cannot happen: here each of them does.
    function test_TrafficCanDoEverything() external {
        _traffic.deposit(0, 1000);
        _traffic.claim(0, 100);
        _traffic.settle();
        _traffic.refund(0, 200);
        _traffic.initiateWithdraw(0, 300);
        _traffic.finalizeWithdraw(0, 2 hours);
        (uint256 held, uint256 claimed, uint256 balances, uint256 settled) = _traffic.books();
        require(held == 400 && claimed == 100 && balances == 500 && settled == 100, "the traffic did something else");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AllowanceCollector} from "./BatchSettlementAttacks.t.sol";
import {Channels} from "./Channels.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {Fault} from "../src/IStake.sol";
import {StakeVault} from "../src/StakeVault.sol";
import {TestUSD} from "../src/TestUSD.sol";

/// @title A vault whose judge is the test itself, with real channels that pay the provider bob
abstract contract Slashing is Channels {
    uint128 internal constant STAKE = 1000;
    uint128 internal constant MINIMUM = 100;
    uint128 internal constant COST = 10;

    StakeVault internal vault;
    AllowanceCollector internal pull;
    address internal carol;
    address internal mallory;
    uint256 private _next;

    function _deployVault() internal {
        _deployChannels();
        pull = new AllowanceCollector();
        vault = new StakeVault(usd, settlement, address(this), MINIMUM);
        (carol, mallory) = (_address("carol"), _address("mallory"));
        _stake(bob, STAKE);
    }

    function _stake(address provider, uint128 amount) internal {
        usd.mint(provider, amount);
        vm.startPrank(provider);
        usd.approve(address(vault), amount);
        vault.stake(amount);
        vm.stopPrank();
    }

    /// @dev A channel from `payer` to bob.
    function _channel(address payer, bytes32 salt) internal view returns (BatchSettlement.ChannelConfig memory config) {
        config = _config(salt);
        config.payer = payer;
    }

    function _id(BatchSettlement.ChannelConfig memory config) internal view returns (bytes32) {
        return settlement.getChannelId(config);
    }

    function _reserve(BatchSettlement.ChannelConfig memory config, uint128 amount) internal {
        bytes32 id = _id(config);
        vm.prank(config.receiver);
        vault.reserve(id, amount, uint64(block.timestamp + 60 days));
    }

    /// @dev Pays bob `amount` more out of the channel: deposited, signed for, claimed.
    function _pay(BatchSettlement.ChannelConfig memory config, uint128 amount) internal {
        usd.mint(config.payer, amount);
        vm.prank(config.payer);
        usd.approve(address(pull), amount);
        settlement.deposit(config, amount, address(pull), "");
        (, uint256 claimed) = _state(config);
        BatchSettlement.VoucherClaim[] memory claims =
            _voucher(config, uint128(claimed) + amount, uint128(claimed) + amount);
        vm.prank(config.receiverAuthorizer);
        settlement.claim(claims);
    }

    function _open() internal returns (bytes32 id) {
        id = bytes32(++_next);
        vault.freeze(id, bob, COST);
    }

    function _fault(bytes32 subject, BatchSettlement.ChannelConfig memory config, uint128 amount)
        internal
        view
        returns (Fault memory)
    {
        return Fault(subject, _id(config), amount);
    }

    /// @dev A dispute that opens and is lost at once.
    function _lose(address challenger, bytes32 subject, BatchSettlement.ChannelConfig memory config, uint128 amount)
        internal
    {
        vault.slash(_open(), challenger, _fault(subject, config, amount));
    }

    /// @dev Waits for the end of the claim window and closes the case.
    function _close(uint32 number) internal {
        vm.warp(vault.caseOf(bob, number).openedAt + vault.CLAIM_WINDOW());
        vault.close(bob, number);
    }

    /// @dev Pays a channel's part out and returns it.
    function _refund(uint32 number, BatchSettlement.ChannelConfig memory config) internal returns (uint256) {
        uint256 before = usd.balanceOf(config.payer);
        vault.refund(bob, number, _id(config));
        return usd.balanceOf(config.payer) - before;
    }

    function _books(address provider, uint256 total, uint256 reserved, uint256 unbonding) internal view {
        (uint256 t, uint256 r, uint256 u) = vault.stakeOf(provider);
        vm.assertEq(t, total, "total");
        vm.assertEq(r, reserved, "reserved");
        vm.assertEq(u, unbonding, "unbonding");
    }
}

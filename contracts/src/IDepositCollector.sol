// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The side of a deposit that knows how to pull one kind of payment
/// @notice A channel contract calls this; what must hold afterwards (the balance grew by `amount`) the channel contract checks itself.
interface IDepositCollector {
    /// @param payer whose tokens are pulled.
    /// @param token the ERC-20.
    /// @param amount how much, in the token's smallest unit.
    /// @param channelId the channel that is being funded; collectors bind the payer's authorization to it.
    /// @param collectorData what this kind of collector needs, ABI-encoded.
    function collect(address payer, address token, uint256 amount, bytes32 channelId, bytes calldata collectorData)
        external;
}

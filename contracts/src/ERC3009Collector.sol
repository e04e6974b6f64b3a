// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDepositCollector} from "./IDepositCollector.sol";

/// @dev The one function of EIP-3009 that is needed here, in the overload that takes the signature as bytes.
interface IReceiveWithAuthorization {
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external;
}

/// @title Pulls a deposit with a signed EIP-3009 authorization
/// @notice The payer signs ReceiveWithAuthorization for this contract, off chain and without gas; anybody may then submit the deposit.
/// @dev Same interface as the deposit collector of x402 `batch-settlement`. EIP-3009 lets only `to` call, so an outsider who sees the
/// signature cannot spend it at the token; and its nonce is keccak256(abi.encode(channelId, salt)), so it cannot fund another channel.
contract ERC3009Collector is IDepositCollector {
    using SafeERC20 for IERC20;

    /// @notice The channel contract that the tokens go to, and the only one that may call.
    // solhint-disable-next-line immutable-vars-naming
    address public immutable x402BatchSettlement;

    /// @notice Somebody other than the channel contract called.
    error OnlyX402BatchSettlement();
    /// @notice The constructor was given the zero address.
    error InvalidX402BatchSettlementAddress();

    constructor(address settlement) {
        if (settlement == address(0)) revert InvalidX402BatchSettlementAddress();
        x402BatchSettlement = settlement;
    }

    /// @inheritdoc IDepositCollector
    /// @param collectorData abi.encode(uint256 validAfter, uint256 validBefore, uint256 salt, bytes signature).
    function collect(address payer, address token, uint256 amount, bytes32 channelId, bytes calldata collectorData)
        external
    {
        if (msg.sender != x402BatchSettlement) revert OnlyX402BatchSettlement();
        (uint256 validAfter, uint256 validBefore, uint256 salt, bytes memory signature) =
            abi.decode(collectorData, (uint256, uint256, uint256, bytes));
        bytes32 nonce = keccak256(abi.encode(channelId, salt));
        IReceiveWithAuthorization(token).receiveWithAuthorization(
            payer, address(this), amount, validAfter, validBefore, nonce, signature
        );
        IERC20(token).safeTransfer(x402BatchSettlement, amount);
    }
}

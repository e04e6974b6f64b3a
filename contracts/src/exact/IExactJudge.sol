// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title A part of the exact program that computes cells
/// @notice Code is limited to 24 KB a contract, so the program is a registry with two parts behind it. Each gets the model's header and the arguments that the
/// program was called with, as they came.
interface IExactJudge {
    /// @notice As IProgram.judge, for a leaf of an operation that this part knows.
    /// @param header The 72 bytes of the model's header behind its version, padded with zeros.
    /// @param arguments The ABI encoding of IProgram.judge's arguments.
    function judge(bytes32[3] calldata header, bytes calldata arguments) external pure returns (bool);

    /// @notice As IProgram.judgePart; `arguments` are that function's.
    function judgePart(bytes32[3] calldata header, bytes calldata arguments) external pure returns (bool);
}

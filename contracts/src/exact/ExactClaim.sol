// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Statements} from "../Statements.sol";

/// @title What the exact program needs of a signed request and receipt
/// @notice 196 bytes, big-endian, nothing between: model root, prompt root, output root, seed, bias root (32 bytes each); tokens of the prompt and of the output,
/// temperature, topK, topP, minP, repeat (uint32 each), frequency, presence (int32 each). Every move of a dispute carries it, so it is short.
library ExactClaim {
    uint256 internal constant LENGTH = 196;

    /// @notice The request asks for what no contract can recompute: another lane, stop strings or a schema.
    error NotJudgeable();
    /// @notice The receipt is not one of the request.
    error OtherRequest();

    /// @notice The claim of a receipt for the request with this id. Whoever calls has checked that both were signed and that `id` is the request's digest.
    function encode(Statements.Request memory request, bytes32 id, Statements.Receipt memory receipt)
        internal
        pure
        returns (bytes memory)
    {
        if (request.lane != 1 || request.stop != 0 || request.schema != 0) revert NotJudgeable();
        if (receipt.request != id) revert OtherRequest();
        bytes32 seed = keccak256(abi.encodePacked("assay.seed.v1", receipt.nonce, id));
        Statements.Sampling memory s = request.sampling;
        return bytes.concat(
            abi.encodePacked(
                request.model, request.prompt, receipt.output, seed, s.bias, request.promptTokens, receipt.count
            ),
            abi.encodePacked(s.temperature, s.topK, s.topP, s.minP, s.repeat, s.frequency, s.presence)
        );
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Statements} from "./Statements.sol";
import {DISPUTE_WINDOW as WINDOW} from "./Windows.sol";

/// @title The judge of one version of the semantics
/// @notice Its address is the verifyingContract of everything that the parties of a job sign, so a signature given under one version of the
/// rules means nothing under another. Immutable: no storage, no owner, no upgrade.
/// @dev What it has so far is the vocabulary: the digests, the derived values, and who signed. It does not judge disputes yet.
contract Referee is EIP712 {
    using Statements for *;

    /// @notice Seconds after a receipt's `finished` within which it may be disputed.
    uint64 public constant DISPUTE_WINDOW = WINDOW;

    constructor() EIP712("Assay", "1") {}

    /// @notice The id of the exact semantics that this referee stands for.
    function semantics() external pure returns (bytes32) {
        return keccak256("assay.exact.v2");
    }

    /// @notice The domain separator of everything that is signed for this referee.
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @notice What a buyer's session key signs; also the request's id.
    function requestDigest(Statements.Request calldata request) external view returns (bytes32) {
        return _hashTypedDataV4(request.hash());
    }

    /// @notice What a provider signs with each paid chunk of a stream.
    function chunkDigest(Statements.Chunk calldata chunk) external view returns (bytes32) {
        return _hashTypedDataV4(chunk.hash());
    }

    /// @notice What a provider signs when a request is done.
    function receiptDigest(Statements.Receipt calldata receipt) external view returns (bytes32) {
        return _hashTypedDataV4(receipt.hash());
    }

    /// @notice What a provider signs to offer a price.
    function quoteDigest(Statements.Quote calldata quote) external view returns (bytes32) {
        return _hashTypedDataV4(quote.hash());
    }

    /// @notice What a provider signs to commit to the next nonces of a channel.
    function nonceBatchDigest(Statements.NonceBatch calldata batch) external view returns (bytes32) {
        return _hashTypedDataV4(batch.hash());
    }

    /// @notice The commitment that a request names for `nonce`.
    function commitmentOf(bytes32 nonce) external pure returns (bytes32) {
        return keccak256(abi.encodePacked("assay.nonce.v1", nonce));
    }

    /// @notice The sampling seed of a request: neither side can choose it, for the provider fixed the nonce first and the buyer the request.
    function seedOf(bytes32 nonce, bytes32 requestId) external pure returns (bytes32) {
        return keccak256(abi.encodePacked("assay.seed.v1", nonce, requestId));
    }

    /// @notice What `promptTokens` and `count` output tokens cost at these prices (token units per million tokens), rounded up once.
    /// @dev Reverts when the result does not fit 128 bits.
    function amountOf(uint32 promptTokens, uint32 count, uint128 inputPrice, uint128 outputPrice)
        external
        pure
        returns (uint128)
    {
        uint256 millionths = uint256(promptTokens) * inputPrice + uint256(count) * outputPrice;
        return SafeCast.toUint128((millionths + 999_999) / 1_000_000);
    }

    /// @notice Who signed `digest`. Takes 65 bytes (r, s, v with v 27 or 28) with s in the lower half of the order; reverts on anything else,
    /// so that there is one signature per key and digest and nothing recovers to the zero address.
    function signerOf(bytes32 digest, bytes calldata signature) external pure returns (address) {
        return ECDSA.recoverCalldata(digest, signature);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IClaims} from "./IClaims.sol";
import {Fault} from "./IStake.sol";
import {Referee} from "./Referee.sol";
import {Statements} from "./Statements.sol";
import {ExactClaim} from "./exact/ExactClaim.sol";

/// @title What a provider's signed receipts claim, and how two of them contradict each other
/// @notice For the exact lane: the statements are those that the referee hashes. A receipt names its request by the request's digest, so who signed the receipt
/// has agreed to every field of the request; the request's own signature is not needed here.
/// @dev No storage. In all of them the provider is whoever signed the receipt, the subject is the request's id, and the amount is the receipt's.
contract Receipts is IClaims {
    /// @notice The kinds of contradiction. Statements are abi.encode of what stands beside each.
    enum Kind {
        None,
        TwoAnswers, // (Request, Receipt, signature, Receipt, signature): two receipts for this request that say different things
        NonceTwice, // (Request, Receipt, signature, Receipt, signature): the nonce of this request's receipt is in another request's too
        OtherNonce, // (Request, Receipt, signature): the nonce is not the one that was committed to
        BeyondLimits // (Request, Receipt, signature): more tokens, or more money, than the request allows
    }

    Referee public immutable referee;

    /// @notice The receipt is for another request.
    error OtherRequest();
    /// @notice The second receipt is signed by somebody else than the first.
    error OtherProvider();
    /// @notice The statements do not contradict each other in this way, or there is no such kind.
    error NoContradiction();

    constructor(Referee referee_) {
        referee = referee_;
    }

    /// @inheritdoc IClaims
    /// @dev statements = abi.encode(Request, Receipt, signature of the receipt).
    function check(bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault, bytes memory claim)
    {
        (Statements.Request memory request, Statements.Receipt memory receipt, bytes memory signature) =
            abi.decode(statements, (Statements.Request, Statements.Receipt, bytes));
        bytes32 id;
        (provider, finished, fault, id) = _read(request, receipt, signature);
        claim = ExactClaim.encode(request, id, receipt);
    }

    /// @inheritdoc IClaims
    function contradiction(uint8 kind, bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        if (kind == uint8(Kind.OtherNonce) || kind == uint8(Kind.BeyondLimits)) return _alone(Kind(kind), statements);
        if (kind == uint8(Kind.TwoAnswers) || kind == uint8(Kind.NonceTwice)) return _pair(Kind(kind), statements);
        revert NoContradiction();
    }

    /// @dev One receipt against its own request.
    function _alone(Kind kind, bytes calldata statements)
        private
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        (Statements.Request memory request, Statements.Receipt memory receipt, bytes memory signature) =
            abi.decode(statements, (Statements.Request, Statements.Receipt, bytes));
        (provider, finished, fault,) = _read(request, receipt, signature);
        bool broken = kind == Kind.OtherNonce
            ? referee.commitmentOf(receipt.nonce) != request.commitment
            : receipt.count > request.maxTokens || receipt.amount > request.priceLimit;
        if (!broken) revert NoContradiction();
    }

    /// @dev Two receipts of one provider.
    function _pair(Kind kind, bytes calldata statements)
        private
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        (
            Statements.Request memory request,
            Statements.Receipt memory one,
            bytes memory signature,
            Statements.Receipt memory other,
            bytes memory otherSignature
        ) = abi.decode(statements, (Statements.Request, Statements.Receipt, bytes, Statements.Receipt, bytes));
        (provider, finished, fault,) = _read(request, one, signature);
        if (referee.signerOf(referee.receiptDigest(other), otherSignature) != provider) revert OtherProvider();
        bool broken = kind == Kind.TwoAnswers
            ? one.request == other.request && _differ(one, other)
            : one.request != other.request && one.nonce == other.nonce;
        if (!broken) revert NoContradiction();
        if (_seconds(other.finished) > finished) finished = _seconds(other.finished);
        if (kind == Kind.TwoAnswers && other.amount > fault.amount) fault.amount = other.amount;
    }

    /// @dev Whether two receipts of one request say different things. Times may differ: whoever signs again after a crash has said nothing new.
    function _differ(Statements.Receipt memory one, Statements.Receipt memory other) private pure returns (bool) {
        return one.output != other.output || one.count != other.count || one.amount != other.amount
            || one.nonce != other.nonce || one.finish != other.finish;
    }

    function _read(Statements.Request memory request, Statements.Receipt memory receipt, bytes memory signature)
        private
        view
        returns (address provider, uint64 finished, Fault memory fault, bytes32 id)
    {
        id = referee.requestDigest(request);
        if (receipt.request != id) revert OtherRequest();
        provider = referee.signerOf(referee.receiptDigest(receipt), signature);
        finished = _seconds(receipt.finished);
        fault = Fault(id, request.channel, receipt.amount);
    }

    function _seconds(uint64 milliseconds) private pure returns (uint64) {
        return milliseconds / 1000;
    }
}

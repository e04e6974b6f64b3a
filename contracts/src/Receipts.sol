// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {BatchSettlement} from "./BatchSettlement.sol";
import {IClaims} from "./IClaims.sol";
import {Fault} from "./IStake.sol";
import {Openings} from "./Openings.sol";
import {Referee} from "./Referee.sol";
import {Statements} from "./Statements.sol";
import {ExactClaim} from "./exact/ExactClaim.sol";

/// @title What a provider's signed receipts claim, and how two of them contradict each other
/// @notice For the exact lane: the statements are those that the referee hashes. A receipt names its request by the request's digest, so who signed the receipt
/// has agreed to every field of the request; the request's own signature is needed only where somebody asks whether there was an order at all.
///
/// A receipt whose `finished` is zero stands for a chunk: the statement that a provider signs about an answer that goes on (request, output, count, amount). What a chunk does not say is
/// taken from the request: the nonce is the one that it commits to, and the window for disputes begins with its time. So an answer that broke off before its receipt is
/// judged like any other. A provider's own receipt with a zero there could never be disputed, since its window would have closed in 1970: nothing is lost.
/// @dev No storage. In all of them the provider is whoever signed the receipt, the subject is the request's id, and the amount is the receipt's.
contract Receipts is IClaims {
    /// @notice The kinds of contradiction. Statements are abi.encode of what stands beside each.
    enum Kind {
        None,
        TwoAnswers, // (Request, Receipt, signature, Receipt, signature): two receipts for this request that say different things
        NonceTwice, // (Request, Receipt, signature, Receipt, signature): the nonce of this request's receipt is in another request's too
        OtherNonce, // (Request, Receipt, signature): the nonce is not the one that was committed to
        BeyondLimits, // (Request, Receipt, signature): more tokens, or more money, than the request allows
        // From here on (Request, Receipt, signature, bytes proof), numbers in the proof big-endian with nothing between them:
        GoesOn, // (ends, uint32 index, uint32 token, path): an end token that is not the last of the output
        NoStop, // (ends, uint32 index, uint32 token, path): it says that it stopped, without stop strings or schema, and the last token ends nothing
        NoLimit, // (header, uint16 leaves, path): it says that a limit was reached, and neither the request's nor the model's was
        OtherPrice, // (Quote, ABI-encoded): the amount is not what the quote gives
        Senseless, // (): no tokens, or no known reason for ending
        OtherCount // (uint8 tree, uint64 count, then bytes32 top, or uint32 index, bytes32 leaf, path): the root of the prompt's or the output's tokens is not over as many as are billed
    }

    /// @dev Kinds of trees, their depths (that of the prompt's is the output's), and the model's header: ASCII name of the semantics, then uint32 dim, layers, heads, kvHeads, headDim, ropeDim, ffn, vocab, context, ...
    uint8 private constant PROMPT = 1;
    uint8 private constant OUTPUT = 2;
    uint256 private constant OUTPUT_LEVELS = 20;
    uint8 private constant MODEL = 4;
    uint256 private constant MODEL_LEVELS = 12;
    uint256 private constant HEADER_LENGTH = 86;
    uint256 private constant CONTEXT_AT = 46;

    /// @dev Reasons for ending, as receipts number them.
    uint8 private constant STOPPED = 1;
    uint8 private constant AT_LIMIT = 2;

    Referee public immutable referee;
    /// @notice Whose channels pay for the work.
    BatchSettlement public immutable settlement;

    /// @notice The receipt is for another request.
    error OtherRequest();
    /// @notice The second receipt is signed by somebody else than the first.
    error OtherProvider();
    /// @notice The statements do not contradict each other in this way, or there is no such kind.
    error NoContradiction();
    /// @notice What was shown is not what the request commits to: another tokenizer, model, quote or channel.
    error OtherThing();

    constructor(Referee referee_, BatchSettlement settlement_) {
        referee = referee_;
        settlement = settlement_;
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
        if (kind >= uint8(Kind.GoesOn) && kind <= uint8(Kind.OtherCount)) return _shown(Kind(kind), statements);
        revert NoContradiction();
    }

    /// @inheritdoc IClaims
    /// @dev statements = abi.encode(Request, Receipt, signature of the receipt), of any lane. Only of work that a channel pays for: nobody could answer `ordered` without one, and an escrow or a
    /// single payment has an order of its own on chain.
    function question(bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        (Statements.Request memory request, Statements.Receipt memory receipt, bytes memory signature) =
            abi.decode(statements, (Statements.Request, Statements.Receipt, bytes));
        if (request.channel == 0) revert OtherThing();
        (provider, finished, fault,) = _read(request, receipt, signature);
    }

    /// @inheritdoc IClaims
    /// @dev evidence = abi.encode(ChannelConfig, signature of the request): the channel is the request's, and its payer's session key has signed the request's id.
    function ordered(Fault calldata fault, bytes calldata evidence) external view returns (bool) {
        (BatchSettlement.ChannelConfig memory config, bytes memory signature) =
            abi.decode(evidence, (BatchSettlement.ChannelConfig, bytes));
        if (settlement.getChannelId(config) != fault.channel) revert OtherThing();
        return referee.signerOf(fault.subject, signature) == config.payerAuthorizer;
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

    /// @dev One receipt against what its request commits to.
    function _shown(Kind kind, bytes calldata statements)
        private
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        (
            Statements.Request memory request,
            Statements.Receipt memory receipt,
            bytes memory signature,
            bytes memory proof
        ) = abi.decode(statements, (Statements.Request, Statements.Receipt, bytes, bytes));
        (provider, finished, fault,) = _read(request, receipt, signature);
        bool broken;
        if (kind == Kind.NoLimit) broken = _noLimit(request, receipt, proof);
        else if (kind == Kind.OtherPrice) broken = _otherPrice(request, receipt, proof);
        else if (kind == Kind.Senseless) broken = _senseless(receipt, proof);
        else if (kind == Kind.OtherCount) broken = _otherCount(request, receipt, proof);
        else broken = _badEnd(kind, request, receipt, proof);
        if (!broken) revert NoContradiction();
    }

    /// @dev Whether the receipt goes on after an end token, or stops without one. `ends` is keccak256 of the vocabulary, uint8 n and n end tokens (uint32, ascending), which
    /// the tokenizer's hash commits to.
    function _badEnd(
        Kind kind,
        Statements.Request memory request,
        Statements.Receipt memory receipt,
        bytes memory proof
    ) private pure returns (bool) {
        uint256 count = Openings.number(proof, 32, 1);
        uint256 at = 33 + 4 * count;
        bytes32 tokenizer = keccak256(
            bytes.concat("assay.tokenizer.v3", Openings.slice(proof, 0, 32), Openings.slice(proof, 33, 4 * count))
        );
        if (tokenizer != request.tokenizer) revert OtherThing();
        uint256 index = Openings.number(proof, at, 4);
        bytes memory token = Openings.slice(proof, at + 4, 4);
        if (Openings.root(OUTPUT, OUTPUT_LEVELS, receipt.count, index, token, proof, at + 8) != receipt.output) {
            revert OtherThing();
        }
        bool ends;
        for (uint256 i = 0; i < count; ++i) {
            if (Openings.number(proof, 33 + 4 * i, 4) == Openings.number(token, 0, 4)) ends = true;
        }
        if (kind == Kind.GoesOn) return ends && index + 1 < receipt.count;
        return !ends && index + 1 == receipt.count && receipt.finish == STOPPED && request.stop == 0 && request.schema == 0;
    }

    /// @dev Whether no limit was reached where the receipt says so: neither maxTokens nor the model's context, which its header says.
    function _noLimit(Statements.Request memory request, Statements.Receipt memory receipt, bytes memory proof)
        private
        pure
        returns (bool)
    {
        bytes memory header = Openings.slice(proof, 0, HEADER_LENGTH);
        uint256 leaves = Openings.number(proof, HEADER_LENGTH, 2);
        if (Openings.root(MODEL, MODEL_LEVELS, leaves, 0, header, proof, HEADER_LENGTH + 2) != request.model) {
            revert OtherThing();
        }
        return receipt.finish == AT_LIMIT && receipt.count < request.maxTokens
            && uint256(request.promptTokens) + receipt.count < Openings.number(header, CONTEXT_AT, 4);
    }

    /// @dev Whether the receipt bills another amount than the quote gives.
    function _otherPrice(Statements.Request memory request, Statements.Receipt memory receipt, bytes memory proof)
        private
        view
        returns (bool)
    {
        Statements.Quote memory quote = abi.decode(proof, (Statements.Quote));
        if (referee.quoteDigest(quote) != request.quote) revert OtherThing();
        return referee.amountOf(request.promptTokens, receipt.count, quote.inputPrice, quote.outputPrice) != receipt.amount;
    }

    /// @dev Whether no answer can be like that.
    function _senseless(Statements.Receipt memory receipt, bytes memory proof) private pure returns (bool) {
        if (proof.length != 0) revert Openings.BadProof();
        return receipt.count == 0 || (!_isChunk(receipt) && receipt.finish != STOPPED && receipt.finish != AT_LIMIT);
    }

    /// @dev Whether a root is not over as many tokens as are billed. Either it says so itself: it is the hash of another count and a top. Or it says as many as are billed, and
    /// below it token `index`, one of them, is missing (a leaf of zero), or is there though it is none of them.
    function _otherCount(Statements.Request memory request, Statements.Receipt memory receipt, bytes memory proof)
        private
        pure
        returns (bool)
    {
        uint256 tree = Openings.number(proof, 0, 1);
        if (tree != PROMPT && tree != OUTPUT) revert OtherThing();
        (bytes32 root, uint256 billed) =
            tree == PROMPT ? (request.prompt, request.promptTokens) : (receipt.output, receipt.count);
        uint256 count = Openings.number(proof, 1, 8);
        bytes32 node = bytes32(Openings.number(proof, count == billed ? 13 : 9, 32));
        bool broken = true;
        if (count == billed) {
            uint256 index = Openings.number(proof, 9, 4);
            broken = (node == 0) == (index < billed);
            node = Openings.top(OUTPUT_LEVELS, index, node, proof, 45);
        } else if (proof.length != 41) {
            revert Openings.BadProof();
        }
        if (Openings.rootOver(uint8(tree), count, node) != root) revert OtherThing();
        return broken;
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
        if (_signer(other, otherSignature) != provider) revert OtherProvider();
        bool receipts = !_isChunk(one) && !_isChunk(other);
        bool broken = kind == Kind.TwoAnswers
            ? one.request == other.request && (receipts ? _differ(one, other) : _differSoFar(one, other))
            : receipts && one.request != other.request && one.nonce == other.nonce;
        if (!broken) revert NoContradiction();
        if (_seconds(other.finished) > finished) finished = _seconds(other.finished);
        if (kind == Kind.TwoAnswers && other.amount > fault.amount) fault.amount = other.amount;
    }

    /// @dev Whether two receipts of one request say different things. Times may differ: whoever signs again after a crash has said nothing new.
    function _differ(Statements.Receipt memory one, Statements.Receipt memory other) private pure returns (bool) {
        return one.output != other.output || one.count != other.count || one.amount != other.amount
            || one.nonce != other.nonce || one.finish != other.finish;
    }

    /// @dev Whether two statements about as many tokens of one answer say different things.
    function _differSoFar(Statements.Receipt memory one, Statements.Receipt memory other) private pure returns (bool) {
        return one.count == other.count && (one.output != other.output || one.amount != other.amount);
    }

    /// @dev Whether a receipt stands for a chunk.
    function _isChunk(Statements.Receipt memory receipt) private pure returns (bool) {
        return receipt.finished == 0;
    }

    /// @dev Who signed a receipt, or the chunk that it stands for.
    function _signer(Statements.Receipt memory receipt, bytes memory signature) private view returns (address) {
        bytes32 digest = _isChunk(receipt)
            ? referee.chunkDigest(Statements.Chunk(receipt.request, receipt.output, receipt.count, receipt.amount))
            : referee.receiptDigest(receipt);
        return referee.signerOf(digest, signature);
    }

    function _read(Statements.Request memory request, Statements.Receipt memory receipt, bytes memory signature)
        private
        view
        returns (address provider, uint64 finished, Fault memory fault, bytes32 id)
    {
        id = referee.requestDigest(request);
        if (receipt.request != id) revert OtherRequest();
        provider = _signer(receipt, signature);
        finished = _seconds(receipt.finished);
        if (_isChunk(receipt)) {
            // What it does not say is not signed, so there is one way to fill it in.
            if (receipt.finish != 0 || receipt.started != 0 || referee.commitmentOf(receipt.nonce) != request.commitment) {
                revert OtherThing();
            }
            finished = request.time;
        }
        fault = Fault(id, request.channel, receipt.amount);
    }

    function _seconds(uint64 milliseconds) private pure returns (uint64) {
        return milliseconds / 1000;
    }
}

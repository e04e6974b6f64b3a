// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title What the parties of a job sign, and how each statement is hashed
/// @notice Pure EIP-712 struct hashes: no state, no domain, no signatures. The Go package `job` has the same messages; tests hold the two together.
library Statements {
    /// @notice How tokens are drawn. All but topK in thousandths; temperature 0 is greedy; topK 0, topP 1000, minP 0, repeat 1000 (or 0),
    /// frequency 0 and presence 0 are off.
    struct Sampling {
        uint32 temperature;
        uint32 topK;
        uint32 topP;
        uint32 minP;
        /// Divides the logits of tokens that occur in prompt or output.
        uint32 repeat;
        /// Subtracted for each time that a token is in the output, and once for being there.
        int32 frequency;
        int32 presence;
        /// Hash of the biases of tokens; zero: none.
        bytes32 bias;
    }

    /// @notice What the buyer orders. Its digest is the request id.
    struct Request {
        bytes32 model;
        bytes32 tokenizer;
        bytes32 template;
        /// Merkle root of the prompt's tokens.
        bytes32 prompt;
        uint32 promptTokens;
        uint32 maxTokens;
        Sampling sampling;
        /// Hash of the stop strings.
        bytes32 stop;
        /// Hash of the JSON schema that the answer follows; zero: none.
        bytes32 schema;
        /// 1 exact, 2 statistical, 3 attested.
        uint8 lane;
        /// Digest of the quote that this order takes up.
        bytes32 quote;
        /// The most that this request may cost, in token units.
        uint128 priceLimit;
        /// Payment channel id.
        bytes32 channel;
        /// The provider's commitment to the nonce that it will reveal in the receipt.
        bytes32 commitment;
        bytes32 buyerNonce;
        /// Seconds since 1970.
        uint64 time;
    }

    /// @notice The provider's running statement while it streams: root, count and amount of this request so far.
    struct Chunk {
        bytes32 request;
        bytes32 output;
        uint32 count;
        uint128 amount;
    }

    /// @notice The provider's last statement about a request.
    struct Receipt {
        bytes32 request;
        /// Merkle root of the output's tokens.
        bytes32 output;
        uint32 count;
        uint128 amount;
        /// The nonce that the request's commitment binds.
        bytes32 nonce;
        /// 1 stopped by itself, 2 reached a limit.
        uint8 finish;
        /// Milliseconds since 1970.
        uint64 started;
        uint64 finished;
    }

    /// @notice A provider's firm offer until it expires. Prices in token units per million tokens.
    struct Quote {
        address provider;
        /// ERC-8004 agent id.
        uint256 agent;
        /// Zero: open to anyone.
        address buyer;
        bytes32 model;
        uint8 lane;
        address token;
        uint128 inputPrice;
        uint128 outputPrice;
        /// Tokens per signed chunk.
        uint32 chunkTokens;
        uint32 maxPrompt;
        uint32 maxTokens;
        /// Stake that the provider sets aside for each channel.
        uint128 reserve;
        /// Seconds since 1970.
        uint64 issued;
        uint64 expires;
    }

    /// @notice A provider's commitment to the nonces number `first` to `first` + 31 of a channel.
    struct NonceBatch {
        bytes32 channel;
        uint32 first;
        /// Merkle root over 32 nonce commitments.
        bytes32 root;
    }

    bytes32 internal constant SAMPLING_TYPEHASH =
        keccak256("Sampling(uint32 temperature,uint32 topK,uint32 topP,uint32 minP,uint32 repeat,int32 frequency,int32 presence,bytes32 bias)");
    bytes32 internal constant REQUEST_TYPEHASH = keccak256(
        "Request(bytes32 model,bytes32 tokenizer,bytes32 template,bytes32 prompt,uint32 promptTokens,uint32 maxTokens,Sampling sampling,bytes32 stop,bytes32 schema,uint8 lane,bytes32 quote,uint128 priceLimit,bytes32 channel,bytes32 commitment,bytes32 buyerNonce,uint64 time)Sampling(uint32 temperature,uint32 topK,uint32 topP,uint32 minP,uint32 repeat,int32 frequency,int32 presence,bytes32 bias)"
    );
    bytes32 internal constant CHUNK_TYPEHASH =
        keccak256("Chunk(bytes32 request,bytes32 output,uint32 count,uint128 amount)");
    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(bytes32 request,bytes32 output,uint32 count,uint128 amount,bytes32 nonce,uint8 finish,uint64 started,uint64 finished)"
    );
    bytes32 internal constant QUOTE_TYPEHASH = keccak256(
        "Quote(address provider,uint256 agent,address buyer,bytes32 model,uint8 lane,address token,uint128 inputPrice,uint128 outputPrice,uint32 chunkTokens,uint32 maxPrompt,uint32 maxTokens,uint128 reserve,uint64 issued,uint64 expires)"
    );
    bytes32 internal constant NONCE_BATCH_TYPEHASH =
        keccak256("NonceBatch(bytes32 channel,uint32 first,bytes32 root)");

    /// @notice hashStruct of a Sampling.
    function hash(Sampling memory sampling) internal pure returns (bytes32) {
        return keccak256(abi.encode(SAMPLING_TYPEHASH, sampling));
    }

    /// @notice hashStruct of a Request.
    /// @dev Encoded in two halves: every field is one static word, so the halves join to the same bytes and the stack stays shallow.
    function hash(Request memory request) internal pure returns (bytes32) {
        bytes memory work = abi.encode(
            REQUEST_TYPEHASH,
            request.model,
            request.tokenizer,
            request.template,
            request.prompt,
            request.promptTokens,
            request.maxTokens,
            hash(request.sampling)
        );
        bytes memory terms = abi.encode(
            request.stop,
            request.schema,
            request.lane,
            request.quote,
            request.priceLimit,
            request.channel,
            request.commitment,
            request.buyerNonce,
            request.time
        );
        return keccak256(bytes.concat(work, terms));
    }

    /// @notice hashStruct of a Chunk.
    function hash(Chunk memory chunk) internal pure returns (bytes32) {
        return keccak256(abi.encode(CHUNK_TYPEHASH, chunk));
    }

    /// @notice hashStruct of a Receipt.
    function hash(Receipt memory receipt) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_TYPEHASH, receipt));
    }

    /// @notice hashStruct of a Quote.
    function hash(Quote memory quote) internal pure returns (bytes32) {
        return keccak256(abi.encode(QUOTE_TYPEHASH, quote));
    }

    /// @notice hashStruct of a NonceBatch.
    function hash(NonceBatch memory batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(NONCE_BATCH_TYPEHASH, batch));
    }
}

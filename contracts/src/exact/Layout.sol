// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ExactClaim} from "./ExactClaim.sol";

// The operations in the order of the trace (docs/trace.md). Those from SQUARES to OUTPUT are done once in each layer.
uint256 constant ROTATION = 0;
uint256 constant EMBEDDING = 1;
uint256 constant SQUARES = 2;
uint256 constant PRODUCTS = 3;
uint256 constant PEAKS = 4;
uint256 constant INPUTS = 5;
uint256 constant QUERY = 6;
uint256 constant QUERY_INPUTS = 7;
uint256 constant KEY = 8;
uint256 constant KEY_INPUTS = 9;
uint256 constant VALUE = 10;
uint256 constant VALUE_INPUTS = 11;
uint256 constant COLUMNS = 12;
uint256 constant SCORES = 13;
uint256 constant SCORE_PEAKS = 14;
uint256 constant MASSES = 15;
uint256 constant WEIGHTS = 16;
uint256 constant MEANS = 17;
uint256 constant JOINED = 18;
uint256 constant JOINED_PEAKS = 19;
uint256 constant JOINED_INPUTS = 20;
uint256 constant ATTENDED = 21;
uint256 constant FFN_SQUARES = 22;
uint256 constant FFN_PRODUCTS = 23;
uint256 constant FFN_PEAKS = 24;
uint256 constant FFN_INPUTS = 25;
uint256 constant GATES = 26;
uint256 constant GATED = 27;
uint256 constant GATED_PEAKS = 28;
uint256 constant GATED_INPUTS = 29;
uint256 constant OUTPUT = 30;
uint256 constant FINAL_SQUARES = 31;
uint256 constant FINAL_PRODUCTS = 32;
uint256 constant FINAL_PEAKS = 33;
uint256 constant FINAL_INPUTS = 34;
uint256 constant LOGITS = 35;
uint256 constant COUNTS = 36;
uint256 constant ADJUSTED = 37;
uint256 constant BEST = 38;
uint256 constant RANKS = 39;
uint256 constant PORTIONS = 40;
uint256 constant DRAWS = 41;
uint256 constant WINNER = 42;
uint256 constant TOKEN = 43;
uint256 constant OPERATIONS = 44;

/// @dev Base-2 logarithm of each operation's width in bytes, four bits each, ROTATION lowest.
uint256 constant WIDTHS = 0x24332222213342133213342132323221131212133422;

uint256 constant MAX_POSITIONS = 32768;
uint256 constant MAX_LEAVES = 1 << 36;
uint256 constant MAX_BIASED_LEAVES = 1 << 30;

/// @dev A model's header, what the claim says, and where each operation begins.
struct Shape {
    uint256 dim;
    uint256 layers;
    uint256 heads;
    uint256 kvHeads;
    uint256 headDim;
    uint256 ropeDim;
    uint256 ffn;
    uint256 vocab;
    uint256 context;
    bool tied;
    bool bias;
    bool qkNorm;
    int256 residual;
    uint256 epsilon;
    uint256 score;
    uint256 headEpsilon;
    bytes32 model;
    bytes32 prompt;
    bytes32 output;
    bytes32 seed;
    bytes32 biases;
    uint256 promptTokens;
    uint256 count;
    uint256 temperature;
    uint256 topK;
    uint256 topP;
    uint256 minP;
    uint256 repeat;
    int256 frequency;
    int256 presence;
    uint256 positions;
    uint256 layerStart;
    uint256 layerLeaves;
    uint256 finalStart;
    uint256 leaves;
    /// Leaves a row of each operation; 0: it is not there.
    uint256[OPERATIONS] perRow;
    /// First leaf; of a layer's operations from the beginning of the layer.
    uint256[OPERATIONS] start;
}

/// @dev Where a leaf stands. `leaf` counts within the row.
struct Place {
    uint256 op;
    uint256 layer;
    uint256 row;
    uint256 leaf;
}

/// @title Which number of a trace stands where
/// @notice The canonical order as a function of a model's header, the token counts and the sampling parameters; the twin of the Go package `trace`.
library Layout {
    /// @notice The header is not one of docs/exact.md, or its cells would not fit the gas bound.
    error BadShape();
    /// @notice The claim is not 196 bytes, or its numbers are outside the ranges in which it can be judged.
    error BadClaim();
    /// @notice The trace has no such leaf.
    error NoLeaf();

    /// @notice The header, from 72 bytes in three words, as the leaf of the model's tree has them behind its version.
    function header(bytes32[3] memory words) internal pure returns (Shape memory s) {
        uint256 a = uint256(words[0]);
        uint256 b = uint256(words[1]);
        s.dim = a >> 224;
        s.layers = uint32(a >> 192);
        s.heads = uint32(a >> 160);
        s.kvHeads = uint32(a >> 128);
        s.headDim = uint32(a >> 96);
        s.ropeDim = uint32(a >> 64);
        s.ffn = uint32(a >> 32);
        s.vocab = uint32(a);
        s.context = b >> 224;
        s.tied = uint32(b >> 192) != 0;
        s.bias = uint32(b >> 160) != 0;
        s.qkNorm = uint32(b >> 128) != 0;
        s.residual = int256(uint256(uint32(b >> 96)));
        s.epsilon = uint64(b >> 32);
        s.score = uint32(b);
        s.headEpsilon = uint256(words[2]) >> 192;
    }

    /// @notice Reverts unless the header is in the ranges of docs/exact.md and of the bounds in docs/trace.md.
    function check(bytes32[3] memory words) internal pure returns (Shape memory s) {
        s = header(words);
        uint256 b = uint256(words[1]);
        bool good = s.dim >= 2 && s.dim <= 32768 && s.layers >= 1 && s.layers <= 450 && s.heads >= 1 && s.heads <= 1024;
        good = good && s.kvHeads >= 1 && s.kvHeads <= s.heads && s.heads % s.kvHeads == 0;
        good = good && s.headDim >= 2 && s.headDim <= 160 && s.headDim % 2 == 0;
        good = good && s.ropeDim >= 2 && s.ropeDim <= s.headDim && s.ropeDim % 2 == 0 && s.heads * s.headDim <= 61440;
        good = good && s.ffn >= 1 && s.ffn <= 61440 && s.vocab >= 2 && s.vocab <= 1 << 20;
        good = good && s.context >= 1 && s.context <= 131072 && s.residual >= 8 && s.residual <= 26;
        good = good && uint32(b >> 192) <= 1 && uint32(b >> 160) <= 1 && uint32(b >> 128) <= 1;
        good = good && s.epsilon <= 1 << 62 && s.headEpsilon <= 1 << 62 && (s.qkNorm || s.headEpsilon == 0);
        // Every matrix has at most 2^24 leaves, and every tensor's leaf fits the model's tree.
        good = good && s.vocab * up(s.dim, 256) <= 1 << 24 && tensors(s) < 1 << 12;
        if (!good) revert BadShape();
    }

    /// @notice The whole shape. Reverts if the claim is outside the bounds.
    function build(bytes32[3] memory words, bytes calldata claim) internal pure returns (Shape memory s) {
        s = header(words);
        if (claim.length != ExactClaim.LENGTH) revert BadClaim();
        s.model = bytes32(claim[0:32]);
        s.prompt = bytes32(claim[32:64]);
        s.output = bytes32(claim[64:96]);
        s.seed = bytes32(claim[96:128]);
        s.biases = bytes32(claim[128:160]);
        s.promptTokens = word(claim, 0);
        s.count = word(claim, 1);
        s.temperature = word(claim, 2);
        s.topK = word(claim, 3);
        s.topP = word(claim, 4);
        s.minP = word(claim, 5);
        s.repeat = word(claim, 6);
        s.frequency = int32(uint32(word(claim, 7)));
        s.presence = int32(uint32(word(claim, 8)));
        s.positions = s.promptTokens + s.count - 1;
        bool good = s.promptTokens >= 1 && s.count >= 1 && s.positions < s.context && s.positions <= MAX_POSITIONS;
        good = good && s.temperature <= 100000 && s.topP >= 1 && s.topP <= 1000 && s.minP <= 1000;
        good = good && (s.repeat == 0 || (s.repeat >= 100 && s.repeat <= 10000));
        good = good && s.frequency >= -2000 && s.frequency <= 2000 && s.presence >= -2000 && s.presence <= 2000;
        if (!good) revert BadClaim();
        sizes(s);
        begin(s);
        // Where a bias must be shown too, two paths of 36 levels beside it would be too much.
        if (s.leaves > (s.biases == 0 ? MAX_LEAVES : MAX_BIASED_LEAVES)) revert BadClaim();
    }

    /// @notice Whether a leaf stands behind the last layer: as `place` says, at a tenth of the price.
    /// @dev The sum of all rows in closed form. If it were wrong the half that is asked would not know the cell, and nothing could be judged.
    function behindLayers(bytes32[3] memory words, bytes calldata claim, uint256 leaf) internal pure returns (bool) {
        if (claim.length != ExactClaim.LENGTH) revert BadClaim();
        unchecked {
            Shape memory s = header(words);
            uint256 n = word(claim, 0) + word(claim, 1) - 1;
            uint256 chunks = up(s.dim, 128);
            // Two norms and two streams of dim; queries and keys with their inputs; joined heads; gates.
            uint256 row = 4 * (chunks + up(chunks, 16)) + 2 * up(s.dim, 256) + 3 * s.heads + 4 * s.kvHeads;
            row += 2 * s.heads * (up(n, 128) + up(up(n, 128), 16));
            row += quantised(s.heads * s.headDim) + quantised(s.ffn) + up(s.ffn, 128);
            uint256 layer = n * row + s.kvHeads * s.headDim * up(n, 128);
            return leaf >= n * (up(s.ropeDim, 128) + chunks) + s.layers * layer;
        }
    }

    /// @dev The leaves of a vector, its peaks and its inputs.
    function quantised(uint256 length) private pure returns (uint256) {
        unchecked {
            return up(length, 128) + up(up(length, 128), 16) + up(length, 256);
        }
    }

    function word(bytes calldata claim, uint256 i) private pure returns (uint256 v) {
        assembly ("memory-safe") {
            v := shr(224, calldataload(add(claim.offset, add(160, mul(4, i)))))
        }
    }

    /// @notice Whether the trace has counts: some penalty is on.
    function penalises(Shape memory s) internal pure returns (bool) {
        return (s.repeat != 0 && s.repeat != 1000) || s.frequency != 0 || s.presence != 0;
    }

    /// @notice a / b rounded up.
    function up(uint256 a, uint256 b) internal pure returns (uint256) {
        unchecked {
            return (a + b - 1) / b;
        }
    }

    /// @notice How many tensors the model's tree holds, after its header.
    function tensors(Shape memory s) internal pure returns (uint256) {
        unchecked {
            return s.layers * layerTensors(s) + (s.tied ? 4 : 5);
        }
    }

    /// @notice How many tensors one layer has.
    function layerTensors(Shape memory s) internal pure returns (uint256) {
        unchecked {
            return 9 + (s.bias ? 3 : 0) + (s.qkNorm ? 2 : 0);
        }
    }

    function sizes(Shape memory s) private pure {
        unchecked {
            uint256[OPERATIONS] memory r = s.perRow;
            r[ROTATION] = up(s.ropeDim, 128);
            stream(r, SQUARES, s.dim);
            stream(r, FFN_SQUARES, s.dim);
            stream(r, FINAL_SQUARES, s.dim);
            r[EMBEDDING] = r[PRODUCTS];
            r[ATTENDED] = r[PRODUCTS];
            r[OUTPUT] = r[PRODUCTS];
            uint256 kv = s.kvHeads;
            r[KEY] = kv;
            r[KEY_INPUTS] = kv;
            r[VALUE] = kv;
            r[VALUE_INPUTS] = kv;
            uint256 heads = s.heads;
            r[QUERY] = heads;
            r[QUERY_INPUTS] = heads;
            r[MEANS] = heads;
            uint256 chunks = up(s.positions, 128);
            r[COLUMNS] = chunks;
            r[SCORES] = heads * chunks;
            r[WEIGHTS] = heads * chunks;
            r[SCORE_PEAKS] = heads * up(chunks, 16);
            r[MASSES] = r[SCORE_PEAKS];
            vector(r, JOINED, heads * s.headDim);
            r[GATES] = up(s.ffn, 128);
            vector(r, GATED, s.ffn);
        }
        tail(s);
    }

    /// @dev The leaves of what begins with the squares of a stream: squares, products, peaks, inputs.
    function stream(uint256[OPERATIONS] memory r, uint256 op, uint256 length) private pure {
        unchecked {
            vector(r, op + 1, length);
            r[op] = r[op + 2];
        }
    }

    /// @dev The leaves of a vector that is quantised: itself, its peaks, its inputs.
    function vector(uint256[OPERATIONS] memory r, uint256 op, uint256 length) private pure {
        unchecked {
            r[op] = up(length, 128);
            r[op + 1] = up(r[op], 16);
            r[op + 2] = up(length, 256);
        }
    }

    /// @dev The leaves of what stands behind the last layer.
    function tail(Shape memory s) private pure {
        unchecked {
            uint256[OPERATIONS] memory r = s.perRow;
            uint256 chunks = up(s.vocab, 128);
            bool penalties = penalises(s);
            r[LOGITS] = chunks;
            if (penalties) r[COUNTS] = chunks;
            if (penalties || s.biases != 0) r[ADJUSTED] = chunks;
            r[BEST] = up(chunks, 16);
            r[WINNER] = r[BEST];
            r[TOKEN] = 1;
            if (s.temperature == 0) return;
            r[DRAWS] = chunks;
            if (s.topK != 0 && s.topK < s.vocab) r[RANKS] = 8 * chunks;
            if (s.topP < 1000) r[PORTIONS] = 8 * chunks;
        }
    }

    function begin(Shape memory s) private pure {
        unchecked {
            uint256[OPERATIONS] memory r = s.perRow;
            uint256[OPERATIONS] memory start = s.start;
            uint256 n = s.positions;
            start[EMBEDDING] = n * r[ROTATION];
            s.layerStart = start[EMBEDDING] + n * r[EMBEDDING];
            uint256 at;
            for (uint256 op = SQUARES; op <= OUTPUT; ++op) {
                start[op] = at;
                at += r[op] * (op == COLUMNS ? s.kvHeads * s.headDim : n);
            }
            s.layerLeaves = at;
            at = s.layerStart + s.layers * at;
            s.finalStart = at;
            for (uint256 op = FINAL_SQUARES; op <= TOKEN; ++op) {
                start[op] = at;
                at += r[op] * (op == COUNTS ? n : s.count);
            }
            s.leaves = at;
        }
    }

    /// @notice The index of a leaf in the trace. The place must exist.
    function index(Shape memory s, uint256 op, uint256 layer, uint256 row, uint256 leaf)
        internal
        pure
        returns (uint256 at)
    {
        unchecked {
            at = s.start[op] + row * s.perRow[op] + leaf;
            if (op >= SQUARES && op <= OUTPUT) at += s.layerStart + layer * s.layerLeaves;
        }
    }

    /// @notice The place of a leaf. Reverts past the last one.
    function place(Shape memory s, uint256 at) internal pure returns (Place memory p) {
        if (at >= s.leaves) revert NoLeaf();
        unchecked {
            uint256 op = TOKEN;
            if (at < s.layerStart) {
                op = EMBEDDING;
            } else if (at < s.finalStart) {
                op = OUTPUT;
                p.layer = (at - s.layerStart) / s.layerLeaves;
                at = (at - s.layerStart) % s.layerLeaves;
            }
            // What is not there begins where its successor does, so the last one that begins here is there.
            while (s.start[op] > at) --op;
            at -= s.start[op];
            p.op = op;
            p.row = at / s.perRow[op];
            p.leaf = at % s.perRow[op];
        }
    }

    /// @notice Bytes of an element.
    function width(uint256 op) internal pure returns (uint256) {
        unchecked {
            return 1 << ((WIDTHS >> (4 * op)) & 15);
        }
    }

    /// @notice Elements of a leaf; 0 if it is absent.
    function elements(Shape memory s, uint256 op, uint256 row, uint256 leaf) internal pure returns (uint256) {
        unchecked {
            if (op >= FINAL_SQUARES) return tailElements(s, op, leaf);
            if (op == ROTATION) return part(s.ropeDim, 128, leaf);
            if (op == QUERY || op == KEY) return 3 + 2 * s.headDim + (s.qkNorm ? 2 + s.headDim : 0);
            if (op == QUERY_INPUTS || op == KEY_INPUTS) return 1 + s.headDim;
            if (op == VALUE || op == VALUE_INPUTS) return 2 + s.headDim;
            if (op == MEANS) return 3 + s.headDim;
            if (op == COLUMNS) return part(s.positions, 128, leaf);
            if (op == SCORES || op == WEIGHTS) {
                uint256 count = part(row + 1, 128, leaf % up(s.positions, 128));
                return count > 0 && op == WEIGHTS ? count + 2 : count;
            }
            if (op == SCORE_PEAKS || op == MASSES) {
                uint256 count = part(row / 128 + 1, 16, leaf % up(up(s.positions, 128), 16));
                return count > 0 && op == MASSES ? count + 1 : count;
            }
            if (op == JOINED) return 1 + part(s.heads * s.headDim, 128, leaf);
            if (op == ATTENDED || op == OUTPUT) return 1 + part(s.dim, 128, leaf);
            if (op == EMBEDDING) return part(s.dim, 128, leaf);
            if (op == GATES) return 2 + 2 * part(s.ffn, 128, leaf);
            if (op == GATED) return part(s.ffn, 128, leaf);
            if (op == GATED_PEAKS) return part(up(s.ffn, 128), 16, leaf);
            if (op == GATED_INPUTS) return 2 + part(s.ffn, 256, leaf);
            if (op == JOINED_PEAKS) return part(up(s.heads * s.headDim, 128), 16, leaf);
            if (op == JOINED_INPUTS) return 2 + part(s.heads * s.headDim, 256, leaf);
            return streamElements(s, op >= FFN_SQUARES ? op - FFN_SQUARES : op - SQUARES, leaf);
        }
    }

    /// @dev `kind`: 0 squares, 1 products, 2 peaks, 3 inputs.
    function streamElements(Shape memory s, uint256 kind, uint256 leaf) private pure returns (uint256) {
        unchecked {
            if (kind == 1) return 2 + part(s.dim, 128, leaf);
            if (kind == 3) return 2 + part(s.dim, 256, leaf);
            return part(up(s.dim, 128), 16, leaf);
        }
    }

    function tailElements(Shape memory s, uint256 op, uint256 leaf) private pure returns (uint256) {
        unchecked {
            if (op <= FINAL_INPUTS) return streamElements(s, op - FINAL_SQUARES, leaf);
            if (op == TOKEN) return 1;
            if (op == RANKS) return 19;
            if (op == PORTIONS) return 20;
            if (op == BEST || op == WINNER) return part(up(s.vocab, 128), 16, leaf);
            uint256 count = part(s.vocab, 128, leaf);
            return op == LOGITS ? count + 1 : op == DRAWS ? count + 2 : count;
        }
    }

    /// @notice The length of piece number `i` of something of length `whole` cut into pieces of `size`; 0 past its end.
    function part(uint256 whole, uint256 size, uint256 i) internal pure returns (uint256) {
        unchecked {
            uint256 from = i * size;
            if (from >= whole) return 0;
            return whole - from < size ? whole - from : size;
        }
    }

    /// @notice Into how many partial sums an element is split; 1: it is judged as it is.
    function parts(Shape memory s, uint256 op, uint256 row, uint256 element) internal pure returns (uint256) {
        unchecked {
            if (op == MEANS) return element >= 3 ? row / 128 + 1 : 1;
            uint256 cols = columns(s, op, element);
            return cols == 0 ? 1 : up(cols, 256);
        }
    }

    /// @notice The length of the matrix row that an element is the product of; 0 if it is none.
    function columns(Shape memory s, uint256 op, uint256 element) internal pure returns (uint256) {
        unchecked {
            if (op == QUERY || op == KEY || op == VALUE) return element >= 1 && element <= s.headDim ? s.dim : 0;
            if (op == ATTENDED) return element >= 1 ? s.heads * s.headDim : 0;
            if (op == OUTPUT) return element >= 1 ? s.ffn : 0;
            if (op == GATES) return element >= 2 ? s.dim : 0;
            if (op == LOGITS) return element >= 1 ? s.dim : 0;
            return 0;
        }
    }
}

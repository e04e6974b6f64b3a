// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Cells} from "./Cells.sol";
import {Cell, Evidence} from "./Evidence.sol";
import {Judge} from "./Judge.sol";
import "./Layout.sol";
import {Matrix, Steps} from "./Steps.sol";

/// @title The cells of the exact lane from the tables of rotations to the output of the last layer
/// @notice No state, no owner. docs/trace.md says which inputs each cell has, docs/exact.md what it computes.
contract ExactLayers is Judge {
    using Evidence for Cell;

    /// @inheritdoc Judge
    function compute(Cell memory c, bytes calldata sums) internal pure override returns (int256) {
        uint256 op = c.place.op;
        if (op >= FINAL_SQUARES) revert NoCell();
        if (op >= FFN_SQUARES && op <= FFN_INPUTS) return Steps.norm(c, FFN_SQUARES);
        if (op >= SQUARES && op <= INPUTS) return Steps.norm(c, SQUARES);
        if (op == QUERY || op == KEY) return query(c, sums);
        if (op == VALUE) return value(c, sums);
        if (op == ATTENDED || op == OUTPUT) return stream(c, sums);
        if (op == GATES) return gate(c, sums);
        if (op >= SCORES && op <= MEANS) return attention(c, op, sums);
        if (op == ROTATION) return rotation(c);
        if (op == EMBEDDING) return embedding(c);
        if (op == QUERY_INPUTS || op == KEY_INPUTS) return queryInput(c);
        if (op == VALUE_INPUTS) return valueInput(c);
        if (op == COLUMNS) return column(c);
        if (op == JOINED) return joined(c);
        if (op == GATED) return gated(c);
        if (op == JOINED_PEAKS) return int256(Steps.peak(c, 1, 4, c.shape.heads * c.shape.headDim));
        if (op == GATED_PEAKS) return int256(Steps.peak(c, 0, 8, c.shape.ffn));
        if (op == JOINED_INPUTS) return joinedInput(c);
        return c.element == 1 ? 32 - Evidence.i16(c.data, 0) : Steps.quantised(c, 0, 8, c.shape.ffn);
    }

    /// @inheritdoc Judge
    function matrix(Cell memory c) internal pure override returns (Matrix memory m) {
        unchecked {
            Shape memory s = c.shape;
            uint256 op = c.place.op;
            uint256 leaf = c.place.leaf;
            m.cols = Layout.columns(s, op, c.element);
            (m.rows, m.inputs) = (s.dim, INPUTS);
            if (op <= VALUE) {
                m.tensor = Steps.layerTensor(c, op == QUERY ? Steps.Q : op == KEY ? Steps.K : Steps.V);
                m.rows = s.headDim * (op == QUERY ? s.heads : s.kvHeads);
                m.row = leaf * s.headDim + c.element - 1;
            } else if (op == GATES) {
                uint256 count = Layout.part(s.ffn, 128, leaf);
                bool up = c.element >= 2 + count;
                m.tensor = Steps.outputTensor(c) + (up ? 3 : 2);
                (m.rows, m.inputs) = (s.ffn, FFN_INPUTS);
                m.row = 128 * leaf + c.element - 2 - (up ? count : 0);
            } else {
                m.tensor = Steps.outputTensor(c) + (op == OUTPUT ? 4 : 0);
                m.inputs = op == OUTPUT ? GATED_INPUTS : JOINED_INPUTS;
                m.row = 128 * leaf + c.element - 1;
            }
        }
    }

    /// @inheritdoc Judge
    function partial_(Cell memory c, uint256 part) internal pure override returns (int256) {
        return c.place.op == MEANS ? meanPart(c, part) : super.partial_(c, part);
    }

    /// @dev A matrix for its exponent alone: the row does not matter.
    function exponent(Cell memory c, uint256 cols, bool up) private pure returns (int256) {
        Matrix memory m = matrix(c);
        m.cols = cols;
        if (c.place.op == GATES) m.tensor = Steps.outputTensor(c) + (up ? 3 : 2);
        return Steps.exponent(c, m);
    }

    function rotation(Cell memory c) private pure returns (int256) {
        unchecked {
            Shape memory s = c.shape;
            uint256 p = c.place.row;
            uint256 i = 128 * c.place.leaf + c.element;
            uint256 tables = Steps.lastTensors(s) + (s.tied ? 1 : 2);
            uint256 fine = table(c, tables, 256, p % 256);
            uint256 coarse = table(c, tables + 1, Layout.up(s.context, 256), p / 256);
            uint256 pair = i & ~uint256(1);
            return Cells.rotate(
                Evidence.i32(coarse, pair),
                Evidence.i32(coarse, pair + 1),
                Evidence.i32(fine, pair),
                Evidence.i32(fine, pair + 1),
                i & 1 == 1
            );
        }
    }

    function table(Cell memory c, uint256 number, uint256 rows, uint256 row) private pure returns (uint256) {
        uint256 cols = c.shape.ropeDim;
        (, bytes32 root) = c.tensor(number, rows, cols);
        return c.open(Evidence.TENSOR, 24, rows, row, root, 4 * cols);
    }

    function embedding(Cell memory c) private pure returns (int256) {
        unchecked {
            Shape memory s = c.shape;
            uint256 v = c.token(c.place.row);
            if (v >= s.vocab) return 0;
            uint256 i = 128 * c.place.leaf + c.element;
            (int256 e, bytes32 root) = c.tensor(1, s.vocab, s.dim);
            uint256 group = c.weights(root, s.vocab, s.dim, v, i / 256) + 34 * ((i % 256) / 32);
            int256 w;
            assembly ("memory-safe") {
                w := signextend(0, byte(mod(i, 32), calldataload(group)))
            }
            return Cells.fix32(w * int256(Evidence.u16(group, 16)), e - s.residual);
        }
    }

    /// @dev The bias of a row of Q, K or V, in units of an accumulator with exponent e.
    function bias(Cell memory c, int256 e) private pure returns (int256) {
        unchecked {
            if (!c.shape.bias) return 0;
            Matrix memory m = matrix(c);
            uint256 number = Steps.FIRST_BIAS + (c.place.op == QUERY ? 0 : c.place.op == KEY ? 1 : 2);
            (int256 eb, bytes32 root) = c.tensor(Steps.layerTensor(c, number), 1, m.rows);
            int256 b = c.vector(root, m.rows, m.row);
            int256 t = Cells.wrap(eb - e);
            if (t >= 0) return Cells.rsh(b, t);
            return b << (t < -38 ? 38 : uint256(-t));
        }
    }

    /// @dev s, q, (J, t, normalised q,) rotated q, k, E.
    function query(Cell memory c, bytes calldata sums) private pure returns (int256) {
        unchecked {
            Shape memory s = c.shape;
            uint256 hd = s.headDim;
            uint256 i = c.element;
            if (i == 0) return exponent(c, s.dim, false) - 16;
            if (i <= hd) {
                int256 shift = Evidence.i32(c.data, 0);
                int256 b = bias(c, shift + 16);
                return Cells.fix32(Cells.wrap(Steps.product(c, matrix(c), sums) + b), shift);
            }
            uint256 rotated = 1 + hd;
            if (s.qkNorm) {
                rotated += 2 + hd;
                if (i < rotated) return headNorm(c, i - hd - 1);
            }
            if (i < rotated + hd) return rotate(c, i - rotated, rotated - hd);
            if (i > rotated + hd) return 16 - Evidence.i32(c.data, rotated + hd);
            return Cells.quantShift(Steps.largest(c.data, rotated, 4, hd));
        }
    }

    /// @dev Elements of a query's or key's own norm: 0 J, 1 t, then the numbers.
    function headNorm(Cell memory c, uint256 i) private pure returns (int256) {
        unchecked {
            Shape memory s = c.shape;
            uint256 hd = s.headDim;
            if (i < 2) {
                uint256 sum = Steps.squareSum(c.data + 4, hd);
                (int256 j, int256 t) = Cells.inverseRoot(sum, hd, s.headEpsilon);
                return i == 0 ? j : t;
            }
            uint256 number = Steps.FIRST_BIAS + (s.bias ? 3 : 0) + (c.place.op == QUERY ? 0 : 1);
            (int256 e, bytes32 root) = c.tensor(Steps.layerTensor(c, number), 1, hd);
            int256 g = c.vector(root, hd, i - 2);
            int256 y = Evidence.i32(c.data, i - 1) * int256(Evidence.u32(c.data, hd + 1));
            y = Cells.fix32(Cells.wrap(y), Evidence.i32(c.data, hd + 2));
            return Cells.fix32(y * g, 6 + e);
        }
    }

    /// @dev Number i of the rotated vector; what is rotated begins at element `from`.
    function rotate(Cell memory c, uint256 i, uint256 from) private pure returns (int256) {
        unchecked {
            if (i >= c.shape.ropeDim) return Evidence.i32(c.data, from + i);
            uint256 pair = i & ~uint256(1);
            uint256 at = c.trace(ROTATION, 0, c.place.row, i / 128);
            return Cells.rotate(
                Evidence.i32(c.data, from + pair),
                Evidence.i32(c.data, from + pair + 1),
                Evidence.i32(at, pair % 128),
                Evidence.i32(at, (pair % 128) + 1),
                i & 1 == 1
            );
        }
    }

    function queryInput(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 hd = c.shape.headDim;
            uint256 at = c.trace(c.place.op - 1, c.place.layer, c.place.row, c.place.leaf);
            uint256 k = (c.shape.qkNorm ? 3 + 3 * hd : 1 + 2 * hd);
            if (c.element == 0) return Evidence.i32(at, k + 1);
            return Cells.quantElement(Evidence.i32(at, k - hd + c.element - 1), Evidence.i32(at, k));
        }
    }

    /// @dev e, v, k.
    function value(Cell memory c, bytes calldata sums) private pure returns (int256) {
        unchecked {
            uint256 hd = c.shape.headDim;
            if (c.element == 0) return exponent(c, c.shape.dim, false);
            if (c.element > hd) return Cells.quantShift(Steps.largest(c.data, 1, 8, hd));
            int256 b = bias(c, Evidence.i64(c.data, 0));
            return Steps.product(c, matrix(c), sums) + b;
        }
    }

    /// @dev E, Emin, a.
    function valueInput(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            if (c.element == 1) {
                int256 least = Evidence.i16(c.data, 0);
                if (p.row == 0) return least;
                int256 before = Evidence.i16(c.trace(VALUE_INPUTS, p.layer, p.row - 1, p.leaf), 1);
                return before < least ? before : least;
            }
            uint256 at = c.trace(VALUE, p.layer, p.row, p.leaf);
            int256 k = Evidence.i64(at, c.shape.headDim + 1);
            if (c.element == 0) return Evidence.i64(at, 0) - k;
            return Cells.quantElement(Evidence.i64(at, c.element - 1), k);
        }
    }

    function column(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 hd = c.shape.headDim;
            uint256 row = c.place.row;
            uint256 at = c.trace(VALUE_INPUTS, c.place.layer, 128 * c.place.leaf + c.element, row / hd);
            return Evidence.i16(at, 2 + (row % hd));
        }
    }

    function attention(Cell memory c, uint256 op, bytes calldata sums) private pure returns (int256) {
        if (op == SCORES) return score(c);
        if (op == SCORE_PEAKS) return scorePeak(c);
        if (op == MASSES) return massSum(c);
        return op == WEIGHTS ? weight(c) : mean(c, sums);
    }

    /// @dev Chunks of 128 positions, as many as the last position has.
    function chunks(Cell memory c) private pure returns (uint256) {
        return Layout.up(c.shape.positions, 128);
    }

    function kvHead(Cell memory c, uint256 head) private pure returns (uint256) {
        unchecked {
            return head / (c.shape.heads / c.shape.kvHeads);
        }
    }

    function score(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 head = p.leaf / chunks(c);
            uint256 position = 128 * (p.leaf % chunks(c)) + c.element;
            uint256 q = c.trace(QUERY_INPUTS, p.layer, p.row, head);
            uint256 k = c.trace(KEY_INPUTS, p.layer, position, kvHead(c, head));
            int256 dot = Cells.dot16(q + 2, k + 2, c.shape.headDim);
            return Cells.score(dot, c.shape.score, Evidence.i16(q, 0), Evidence.i16(k, 0));
        }
    }

    /// @dev For a fold leaf over the positions: its head and its number within the head.
    function fold(Cell memory c) private pure returns (uint256 head, uint256 leaf) {
        unchecked {
            uint256 leaves = Layout.up(chunks(c), 16);
            return (c.place.leaf / leaves, c.place.leaf % leaves);
        }
    }

    function scorePeak(Cell memory c) private pure returns (int256 most) {
        unchecked {
            Place memory p = c.place;
            (uint256 head, uint256 leaf) = fold(c);
            uint256 chunk = 16 * leaf + c.element;
            uint256 at = c.trace(SCORES, p.layer, p.row, head * chunks(c) + chunk);
            uint256 count = Layout.part(p.row + 1, 128, chunk);
            most = Steps.maximum(at, count, type(int32).min);
            (uint256 before, uint256 last) = Steps.previous(c, 0, leaf == 0);
            if (before != 0 && Evidence.i32(before, last) > most) most = Evidence.i32(before, last);
        }
    }

    /// @dev Opens the largest score of a head at this position.
    function top(Cell memory c, uint256 head) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 last = p.row / 128;
            uint256 leaf = head * Layout.up(chunks(c), 16) + last / 16;
            return Evidence.i32(c.trace(SCORE_PEAKS, p.layer, p.row, leaf), last % 16);
        }
    }

    function massSum(Cell memory c) private pure returns (int256 sum) {
        unchecked {
            Place memory p = c.place;
            (uint256 head, uint256 leaf) = fold(c);
            if (c.element == 0) return top(c, head);
            int256 most = Evidence.i32(c.data, 1); // the low half of X
            uint256 chunk = 16 * leaf + c.element - 1;
            uint256 at = c.trace(SCORES, p.layer, p.row, head * chunks(c) + chunk);
            uint256 count = Layout.part(p.row + 1, 128, chunk);
            sum = int256(Cells.masses(at, count, most));
            (uint256 before, uint256 last) = Steps.previous(c, 1, leaf == 0);
            if (before != 0) sum += Evidence.i64(before, last);
        }
    }

    /// @dev max(0, most - x) of int32.
    function below(int256 most, int256 x) private pure returns (uint256) {
        unchecked {
            return most < x ? 0 : uint256(most - x);
        }
    }

    /// @dev X, Emin, W.
    function weight(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 head = p.leaf / chunks(c);
            if (c.element == 0) return top(c, head);
            uint256 kv = kvHead(c, head);
            if (c.element == 1) return Evidence.i16(c.trace(VALUE_INPUTS, p.layer, p.row, kv), 1);
            uint256 i = c.element - 2;
            uint256 position = 128 * (p.leaf % chunks(c)) + i;
            int256 e = Evidence.i16(c.trace(VALUE_INPUTS, p.layer, position, kv), 0) - Evidence.i32(c.data, 1);
            int256 x = Evidence.i32(c.trace(SCORES, p.layer, p.row, p.leaf), i);
            uint256 mass = Cells.exp2neg(below(Evidence.i32(c.data, 0), x), 22);
            return int256(mass >> (e < 0 ? 0 : uint256(e)));
        }
    }

    /// @dev Z, Eo, Em, o.
    function mean(Cell memory c, bytes calldata sums) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 head = p.leaf;
            uint256 last = p.row / 128;
            if (c.element == 0) {
                uint256 leaf = head * Layout.up(chunks(c), 16) + last / 16;
                return Evidence.i64(c.trace(MASSES, p.layer, p.row, leaf), 1 + (last % 16));
            }
            if (c.element == 1) return Evidence.i16(c.trace(VALUE_INPUTS, p.layer, p.row, kvHead(c, head)), 1) + 8;
            if (c.element == 2) {
                int256 least = Evidence.i64(c.data, 1);
                if (head == 0) return least;
                int256 before = Evidence.i64(c.trace(MEANS, p.layer, p.row, head - 1), 2);
                return before < least ? before : least;
            }
            int256 acc = last == 0 ? meanPart(c, 0) : Steps.total(sums);
            return Cells.mean(acc, Evidence.i64(c.data, 0));
        }
    }

    function meanPart(Cell memory c, uint256 chunk) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 row = kvHead(c, p.leaf) * c.shape.headDim + c.element - 3;
            uint256 v = c.trace(COLUMNS, p.layer, row, chunk);
            uint256 w = c.trace(WEIGHTS, p.layer, p.row, p.leaf * chunks(c) + chunk);
            return Cells.dotMean(w + 8, v, Layout.part(p.row + 1, 128, chunk));
        }
    }

    /// @dev Em, z.
    function joined(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            if (c.element == 0) return Evidence.i64(c.trace(MEANS, p.layer, p.row, c.shape.heads - 1), 2);
            uint256 i = 128 * p.leaf + c.element - 1;
            uint256 at = c.trace(MEANS, p.layer, p.row, i / c.shape.headDim);
            int256 down = Cells.wrap(Evidence.i64(at, 1) - Evidence.i32(c.data, 0));
            return Cells.clamp32(Cells.rsh(Evidence.i64(at, 3 + (i % c.shape.headDim)), down));
        }
    }

    /// @dev k, E, a.
    function joinedInput(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            if (c.element != 1) return Steps.quantised(c, 1, 4, c.shape.heads * c.shape.headDim);
            return Evidence.i32(c.trace(JOINED, p.layer, p.row, 2 * p.leaf), 0) - Evidence.i16(c.data, 0);
        }
    }

    /// @dev s, h: of attended and output.
    function stream(Cell memory c, bytes calldata sums) private pure returns (int256) {
        unchecked {
            Shape memory s = c.shape;
            if (c.element == 0) {
                return exponent(c, c.place.op == OUTPUT ? s.ffn : s.heads * s.headDim, false) - s.residual;
            }
            Matrix memory m = matrix(c);
            int256 old;
            int256 acc;
            if (m.cols > 256) {
                acc = Steps.total(sums);
                old = oldStream(c);
            } else {
                uint256 weights = Steps.openWeights(c, m, 0);
                old = oldStream(c);
                acc = Steps.timesInputs(c, m, 0, weights);
            }
            return Cells.clamp32(old + Cells.fix32(acc, Evidence.i32(c.data, 0)));
        }
    }

    /// @dev Opens the number of the stream that this one adds to.
    function oldStream(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 i = c.element;
            if (p.op == OUTPUT) return Evidence.i32(c.trace(ATTENDED, p.layer, p.row, p.leaf), i);
            if (p.layer > 0) return Evidence.i32(c.trace(OUTPUT, p.layer - 1, p.row, p.leaf), i);
            return Evidence.i32(c.trace(EMBEDDING, 0, p.row, p.leaf), i - 1);
        }
    }

    /// @dev sg, su, g, u.
    function gate(Cell memory c, bytes calldata sums) private pure returns (int256) {
        unchecked {
            uint256 i = c.element;
            if (i < 2) return exponent(c, c.shape.dim, i == 1) - 16;
            Matrix memory m = matrix(c);
            uint256 scalar = i < 2 + Layout.part(c.shape.ffn, 128, c.place.leaf) ? 0 : 1;
            return Cells.fix32(Steps.product(c, m, sums), Evidence.i32(c.data, scalar));
        }
    }

    function gated(Cell memory c) private pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            uint256 at = c.trace(GATES, p.layer, p.row, p.leaf);
            uint256 count = Layout.part(c.shape.ffn, 128, p.leaf);
            return Cells.silu(Evidence.i32(at, 2 + c.element)) * Evidence.i32(at, 2 + count + c.element);
        }
    }
}

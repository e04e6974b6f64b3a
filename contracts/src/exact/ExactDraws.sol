// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Cells} from "./Cells.sol";
import {Cell, Evidence} from "./Evidence.sol";
import {Judge} from "./Judge.sol";
import "./Layout.sol";
import {Matrix, Steps} from "./Steps.sol";

/// @title The cells of the exact lane from the last norm to the drawn token
/// @notice No state, no owner. docs/trace.md says which inputs each cell has, docs/exact.md what it computes.
contract ExactDraws is Judge {
    using Evidence for Cell;

    /// @inheritdoc Judge
    function compute(Cell memory c, bytes calldata sums) internal pure override returns (int256) {
        uint256 op = c.place.op;
        if (op < FINAL_SQUARES) revert NoCell();
        if (op <= FINAL_INPUTS) return Steps.norm(c, FINAL_SQUARES);
        if (op == LOGITS) return logit(c, sums);
        if (op == COUNTS) return int256(counted(c));
        if (op == ADJUSTED) return adjusted(c);
        if (op == BEST) return best(c);
        if (op == RANKS) return int256(ranked(c));
        if (op == PORTIONS) return portion(c);
        if (op == DRAWS) return draw(c);
        return op == WINNER ? winner(c) : token(c);
    }

    /// @inheritdoc Judge
    function matrix(Cell memory c) internal pure override returns (Matrix memory m) {
        unchecked {
            Shape memory s = c.shape;
            m.tensor = s.tied ? 1 : Steps.lastTensors(s) + 1;
            (m.rows, m.cols, m.inputs) = (s.vocab, s.dim, FINAL_INPUTS);
            m.row = 128 * c.place.leaf + c.element - 1;
        }
    }

    function chunks(Cell memory c) private pure returns (uint256) {
        return Layout.up(c.shape.vocab, 128);
    }

    /// @dev s, l.
    function logit(Cell memory c, bytes calldata sums) private pure returns (int256) {
        unchecked {
            Matrix memory m = matrix(c);
            if (c.element == 0) return Steps.exponent(c, m) - 16;
            return Cells.fix32(Steps.product(c, m, sums), Evidence.i32(c.data, 0));
        }
    }

    function counted(Cell memory c) private pure returns (uint256 v) {
        unchecked {
            uint256 p = c.place.row;
            uint256 drawn = c.token(p);
            if (p > 0) v = Evidence.u32(c.trace(COUNTS, 0, p - 1, c.place.leaf), c.element);
            if (drawn == 128 * c.place.leaf + c.element) v = (v + (p >= c.shape.promptTokens ? 2 : 0)) | 1;
        }
    }

    function adjusted(Cell memory c) private pure returns (int256 l) {
        unchecked {
            Shape memory s = c.shape;
            Place memory p = c.place;
            l = Evidence.i32(c.trace(LOGITS, 0, p.row, p.leaf), 1 + c.element);
            if (Layout.penalises(s)) {
                uint256 at = c.trace(COUNTS, 0, s.promptTokens - 1 + p.row, p.leaf);
                uint256 v = Evidence.u32(at, c.element);
                l = Cells.penalise(l, s.repeat, s.frequency, s.presence, v & 1 == 1, v >> 1);
            }
            int256 b = s.biases == 0 ? int256(0) : c.bias(128 * p.leaf + c.element);
            l = Cells.shift(l, b);
        }
    }

    /// @dev Opens chunk number `chunk` of the logits after penalties and biases; returns where the first of them stands.
    function final_(Cell memory c, uint256 chunk) private pure returns (uint256) {
        unchecked {
            if (c.shape.perRow[ADJUSTED] != 0) return c.trace(ADJUSTED, 0, c.place.row, chunk);
            return c.trace(LOGITS, 0, c.place.row, chunk) + 4;
        }
    }

    function best(Cell memory c) private pure returns (int256 most) {
        unchecked {
            uint256 chunk = 16 * c.place.leaf + c.element;
            uint256 at = final_(c, chunk);
            uint256 count = Layout.part(c.shape.vocab, 128, chunk);
            most = Steps.maximum(at, count, type(int32).min);
            (uint256 before, uint256 last) = Steps.previous(c, 0, c.place.leaf == 0);
            if (before != 0 && Evidence.i32(before, last) > most) most = Evidence.i32(before, last);
        }
    }

    /// @dev Opens the largest logit of the row.
    function top(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 at = c.trace(BEST, 0, c.place.row, c.shape.perRow[BEST] - 1);
            return Evidence.i32(at, (chunks(c) - 1) % 16);
        }
    }

    /// @dev The digit that a pass of `ranks` settles, from its last leaf: the smallest with at least `rank` tokens up to it; and what is below it.
    function rankDigit(uint256 at) private pure returns (uint256 digit, uint256 below) {
        unchecked {
            uint256 rank = Evidence.u32(at, 2);
            for (; digit < 15; ++digit) {
                uint256 up = uint32(below + Evidence.u32(at, 3 + digit));
                if (up >= rank) break;
                below = up;
            }
        }
    }

    /// @dev M, prefix, rank, counts.
    function ranked(Cell memory c) private pure returns (uint256) {
        unchecked {
            uint256 pass = c.place.leaf / chunks(c);
            if (c.element == 0) return uint256(top(c));
            if (c.element < 3) {
                if (pass == 0) return c.element == 1 ? 0 : c.shape.topK;
                uint256 at = c.trace(RANKS, 0, c.place.row, pass * chunks(c) - 1);
                (uint256 digit, uint256 below) = rankDigit(at);
                return c.element == 1 ? Evidence.u32(at, 1) * 16 + digit : Evidence.u32(at, 2) - below;
            }
            (uint256 lower, uint256 upper) = range(pass, Evidence.u32(c.data, 1), c.element - 3);
            return radix(c, lower, upper, 0, Evidence.i32(c.data, 0));
        }
    }

    /// @dev The differences, from `lower` to below `upper`, whose first digits are `prefix` and whose next is `digit`.
    function range(uint256 pass, uint256 prefix, uint256 digit) private pure returns (uint256 lower, uint256 upper) {
        unchecked {
            // A prefix that has more digits than the pass has settled fits no difference.
            if (prefix >> (4 * pass) != 0) return (1, 0);
            lower = (prefix * 16 + digit) << (28 - 4 * pass);
            upper = lower + (1 << (28 - 4 * pass));
        }
    }

    /// @dev Counts the chunk's tokens in a range, or sums their masses at a temperature (not 0), and adds what the leaf before has.
    function radix(Cell memory c, uint256 lower, uint256 upper, uint256 temperature, int256 most)
        private
        pure
        returns (uint256 sum)
    {
        unchecked {
            uint256 chunk = c.place.leaf % chunks(c);
            uint256 at = final_(c, chunk);
            uint256 count = Layout.part(c.shape.vocab, 128, chunk);
            sum = temperature == 0
                ? Cells.tally(at, count, most, lower, upper)
                : Cells.tallyMass(at, count, most, lower, upper, temperature);
            if (chunk == 0) return sum;
            uint256 before = c.trace(c.place.op, 0, c.place.row, c.place.leaf - 1);
            sum += temperature == 0 ? Evidence.u32(before, c.element) : Evidence.u64(before, c.element);
        }
    }

    /// @dev Opens the last leaf of `ranks` and returns the largest difference that top-k keeps; 2^32 - 1 without top-k.
    function rankLimit(Cell memory c) private pure returns (uint256) {
        unchecked {
            uint256 leaves = c.shape.perRow[RANKS];
            if (leaves == 0) return type(uint32).max;
            uint256 at = c.trace(RANKS, 0, c.place.row, leaves - 1);
            (uint256 digit,) = rankDigit(at);
            return uint32(Evidence.u32(at, 1) * 16 + digit);
        }
    }

    /// @dev What a pass of `portions` settles, from its last leaf: the digit at which the masses reach what is wanted, and what is then wanted of it. `first`: the
    /// wanted part is still thousandths of the whole.
    function portionDigit(uint256 at, bool first) private pure returns (uint256 digit, uint256 want) {
        unchecked {
            want = Evidence.u64(at, 3);
            if (first) {
                uint256 whole;
                for (uint256 i = 4; i < 20; ++i) {
                    whole += Evidence.u64(at, i);
                }
                want = uint64(want * uint64(whole));
            }
            uint256 below;
            for (; digit < 15; ++digit) {
                uint256 up = uint64(below + Evidence.u64(at, 4 + digit));
                if (uint64(1000 * up) >= want) break;
                below = up;
            }
            want = uint64(want - 1000 * below);
        }
    }

    /// @dev M, tau, prefix, want, masses.
    function portion(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 pass = c.place.leaf / chunks(c);
            if (c.element == 0) return top(c);
            if (c.element == 1) return int256(rankLimit(c));
            if (c.element < 4) {
                if (pass == 0) return c.element == 2 ? int256(0) : int256(c.shape.topP);
                uint256 at = c.trace(PORTIONS, 0, c.place.row, pass * chunks(c) - 1);
                (uint256 digit, uint256 want) = portionDigit(at, pass == 1);
                return int256(c.element == 2 ? Evidence.u64(at, 2) * 16 + digit : want);
            }
            (uint256 lower, uint256 upper) = range(pass, Evidence.u64(c.data, 2), c.element - 4);
            uint256 tau = Evidence.u64(c.data, 1);
            if (upper > tau) upper = tau + 1;
            return int256(radix(c, lower, upper, c.shape.temperature, Evidence.i64(c.data, 0)));
        }
    }

    /// @dev Opens the last leaf of what limits the draw and returns the largest difference that top-k and top-p keep.
    function limit(Cell memory c) private pure returns (uint256) {
        unchecked {
            uint256 leaves = c.shape.perRow[PORTIONS];
            if (leaves == 0) return rankLimit(c);
            uint256 at = c.trace(PORTIONS, 0, c.place.row, leaves - 1);
            (uint256 digit,) = portionDigit(at, false);
            return uint64(Evidence.u64(at, 2) * 16 + digit);
        }
    }

    /// @dev M, tau, scores.
    function draw(Cell memory c) private pure returns (int256) {
        unchecked {
            if (c.element == 0) return top(c);
            if (c.element == 1) return int256(limit(c));
            Shape memory s = c.shape;
            uint256 i = c.element - 2;
            int256 l = Evidence.i32(final_(c, c.place.leaf), i);
            uint256 d = uint32(uint256(Evidence.i64(c.data, 0) - l));
            if (d > Evidence.u64(c.data, 1)) return type(int64).min;
            d = Cells.cool(d, s.temperature);
            if (s.minP > 0 && 1000 * Cells.mass(d) < s.minP << 30) return type(int64).min;
            return Cells.gumbel(Cells.uniform(s.seed, c.place.row, 128 * c.place.leaf + i)) - int256(d);
        }
    }

    /// @dev Score and index of the first largest so far, in 16 bytes.
    function winner(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 chunk = 16 * c.place.leaf + c.element;
            uint256 count = Layout.part(c.shape.vocab, 128, chunk);
            bool greedy = c.shape.temperature == 0;
            uint256 at = greedy ? final_(c, chunk) : c.trace(DRAWS, 0, c.place.row, chunk) + 16;
            (uint256 before, uint256 last) = Steps.previous(c, 0, c.place.leaf == 0);
            int256 most = type(int64).min;
            uint256 index = 0;
            if (before != 0) (most, index) = (Evidence.i64(before, 2 * last), Evidence.u64(before, 2 * last + 1));
            for (uint256 i = 0; i < count; ++i) {
                int256 x = greedy ? Evidence.i32(at, i) : Evidence.i64(at, i);
                if (x > most) (most, index) = (x, 128 * chunk + i);
            }
            return (most << 64) | int256(index);
        }
    }

    function token(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 signed = c.token(c.shape.promptTokens + c.place.row);
            uint256 at = c.trace(WINNER, 0, c.place.row, c.shape.perRow[WINNER] - 1);
            uint256 drawn = Evidence.u64(at, 2 * ((chunks(c) - 1) % 16) + 1);
            // Where the draw is not what was signed nothing is right: whatever stands there, this differs from it.
            if (drawn != signed) return ~Evidence.i32(c.data, 0);
            return int256(drawn);
        }
    }
}

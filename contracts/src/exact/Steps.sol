// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Cells} from "./Cells.sol";
import {Cell, Evidence} from "./Evidence.sol";
import "./Layout.sol";

/// @dev A row of a weight matrix and what it is multiplied with.
struct Matrix {
    /// Number of the tensor in the model's tree.
    uint256 tensor;
    uint256 rows;
    uint256 cols;
    uint256 row;
    /// The operation whose leaves in this row of the trace are the other factor.
    uint256 inputs;
}

/// @title Cells that occur in the layers and behind them: norms, quantisation, matrices
/// @notice Each function computes what the element must be, opening its inputs in the order of docs/trace.md.
library Steps {
    using Evidence for Cell;

    // The tensors of a layer that come before its biases.
    uint256 internal constant ATTENTION_NORM = 0;
    uint256 internal constant Q = 1;
    uint256 internal constant K = 2;
    uint256 internal constant V = 3;
    uint256 internal constant FIRST_BIAS = 4;

    /// @notice Number in the model's tree of the layer's tensor `i`.
    function layerTensor(Cell memory c, uint256 i) internal pure returns (uint256) {
        unchecked {
            return 2 + c.place.layer * Layout.layerTensors(c.shape) + i;
        }
    }

    /// @notice Number of the layer's O; ffn norm, gate, up and down follow it.
    function outputTensor(Cell memory c) internal pure returns (uint256) {
        unchecked {
            return layerTensor(c, Layout.layerTensors(c.shape) - 5);
        }
    }

    /// @notice Number of the first tensor behind the layers, the output norm.
    function lastTensors(Shape memory s) internal pure returns (uint256) {
        unchecked {
            return 2 + s.layers * Layout.layerTensors(s);
        }
    }

    /// @notice Opens the element before this one of a fold: a fold leaf has `scalars` elements in front and then up to 16 values. `first`: no
    /// leaf before this one belongs to the fold. Returns where its leaf stands and its number there; 0 if there is none.
    function previous(Cell memory c, uint256 scalars, bool first) internal pure returns (uint256 at, uint256 i) {
        unchecked {
            if (c.element > scalars) return (c.data, c.element - 1);
            if (first) return (0, 0);
            return (c.trace(c.place.op, c.place.layer, c.place.row, c.place.leaf - 1), scalars + 15);
        }
    }

    /// @notice squares, products, peaks, inputs of a norm; `first` is the operation of its squares.
    function norm(Cell memory c, uint256 first) internal pure returns (int256) {
        unchecked {
            uint256 kind = c.place.op - first;
            if (kind == 0) return int256(squares(c));
            if (kind == 1) return c.element < 2 ? factor(c) : normalised(c);
            if (kind == 2) return int256(peak(c, 2, 8, c.shape.dim));
            if (c.element != 1) return quantised(c, 2, 8, c.shape.dim);
            (int256 e,) = c.tensor(gain(c), 1, c.shape.dim);
            return 22 + e - Evidence.i16(c.data, 0);
        }
    }

    /// @dev The tensor of the norm's gain.
    function gain(Cell memory c) private pure returns (uint256) {
        unchecked {
            if (c.place.op >= FINAL_SQUARES) return lastTensors(c.shape);
            return c.place.op >= FFN_SQUARES ? outputTensor(c) + 1 : layerTensor(c, ATTENTION_NORM);
        }
    }

    /// @dev Opens a leaf of the residual stream that the norm reads.
    function stream(Cell memory c, uint256 chunk) private pure returns (uint256) {
        unchecked {
            Place memory p = c.place;
            if (p.op >= FINAL_SQUARES) {
                return c.trace(OUTPUT, c.shape.layers - 1, c.shape.promptTokens - 1 + p.row, chunk);
            }
            if (p.op >= FFN_SQUARES) return c.trace(ATTENDED, p.layer, p.row, chunk);
            return p.layer == 0 ? c.trace(EMBEDDING, 0, p.row, chunk) : c.trace(OUTPUT, p.layer - 1, p.row, chunk);
        }
    }

    function squares(Cell memory c) private pure returns (uint256 sum) {
        unchecked {
            uint256 chunk = 16 * c.place.leaf + c.element;
            uint256 count = Layout.part(c.shape.dim, 128, chunk);
            uint256 at = stream(c, chunk);
            uint256 skip = scalarsOfStream(c);
            sum = squareSum(at + 4 * skip, count);
            (uint256 before, uint256 last) = previous(c, 0, c.place.leaf == 0);
            if (before != 0) sum += Evidence.u128(before, last);
        }
    }

    /// @dev Attended and output leaves have one scalar in front, embedding leaves none.
    function scalarsOfStream(Cell memory c) private pure returns (uint256) {
        return c.place.op < FFN_SQUARES && c.place.layer == 0 ? 0 : 1;
    }

    function factor(Cell memory c) private pure returns (int256) {
        unchecked {
            Shape memory s = c.shape;
            Place memory p = c.place;
            uint256 at = c.trace(p.op - 1, p.layer, p.row, s.perRow[p.op - 1] - 1);
            uint256 sum = Evidence.u128(at, (Layout.up(s.dim, 128) - 1) % 16);
            (int256 j, int256 shift) = Cells.inverseRoot(sum, s.dim, s.epsilon);
            return c.element == 0 ? j : shift;
        }
    }

    function normalised(Cell memory c) private pure returns (int256) {
        unchecked {
            uint256 i = c.element - 2;
            uint256 dim = c.shape.dim;
            (, bytes32 root) = c.tensor(gain(c), 1, dim);
            int256 g = c.vector(root, dim, 128 * c.place.leaf + i);
            int256 h = Evidence.i32(stream(c, c.place.leaf), scalarsOfStream(c) + i);
            h = Cells.fix32(Cells.wrap(h * Evidence.i64(c.data, 0)), Evidence.i64(c.data, 1));
            return h * g;
        }
    }

    /// @notice A running largest magnitude of the operation before this one, whose leaves have `scalars` elements of `width` bytes in front of the numbers.
    function peak(Cell memory c, uint256 scalars, uint256 width, uint256 length) internal pure returns (uint256 most) {
        unchecked {
            Place memory p = c.place;
            uint256 chunk = 16 * p.leaf + c.element;
            uint256 at = c.trace(p.op - 1, p.layer, p.row, chunk);
            most = largest(at, scalars, width, Layout.part(length, 128, chunk));
            (uint256 before, uint256 last) = previous(c, 0, p.leaf == 0);
            if (before != 0 && Evidence.u64(before, last) > most) most = Evidence.u64(before, last);
        }
    }

    /// @notice The sum of the squares of `count` int32 in calldata.
    function squareSum(uint256 at, uint256 count) internal pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let end := add(at, mul(4, count)) } lt(at, end) { at := add(at, 4) } {
                let h := sar(224, calldataload(at))
                sum := add(sum, mul(h, h))
            }
        }
    }

    /// @notice The largest magnitude of numbers `from` to `from + count - 1` of a leaf of 4 or 8 bytes a number.
    function largest(uint256 at, uint256 from, uint256 width, uint256 count) internal pure returns (uint256 most) {
        assembly ("memory-safe") {
            let shift := sub(256, mul(8, width))
            at := add(at, mul(width, from))
            for { let end := add(at, mul(width, count)) } lt(at, end) { at := add(at, width) } {
                let v := sar(shift, calldataload(at))
                let sign := sar(255, v)
                v := sub(xor(v, sign), sign)
                if gt(v, most) { most := v }
            }
        }
    }

    /// @notice The largest of `count` int32 in calldata and `most`.
    function maximum(uint256 at, uint256 count, int256 most) internal pure returns (int256) {
        assembly ("memory-safe") {
            for { let end := add(at, mul(4, count)) } lt(at, end) { at := add(at, 4) } {
                let v := sar(224, calldataload(at))
                if sgt(v, most) { most := v }
            }
        }
        return most;
    }

    /// @notice The shift (element 0) or a number (element 2 on) of inputs, from peaks and vector, the two operations before this one.
    function quantised(Cell memory c, uint256 scalars, uint256 width, uint256 length) internal pure returns (int256) {
        unchecked {
            Place memory p = c.place;
            if (c.element == 0) {
                uint256 peaks = c.trace(p.op - 1, p.layer, p.row, c.shape.perRow[p.op - 1] - 1);
                return Cells.quantShift(Evidence.u64(peaks, (Layout.up(length, 128) - 1) % 16));
            }
            uint256 i = c.element - 2;
            uint256 at = c.trace(p.op - 2, p.layer, p.row, 2 * p.leaf + i / 128);
            i = scalars + i % 128;
            return Cells.quantElement(width == 8 ? Evidence.i64(at, i) : Evidence.i32(at, i), Evidence.i16(c.data, 0));
        }
    }

    /// @notice The exponent of a matrix product: that of the matrix plus that of the row's first inputs leaf.
    function exponent(Cell memory c, Matrix memory m) internal pure returns (int256 e) {
        unchecked {
            (e,) = c.tensor(m.tensor, m.rows, m.cols);
            e += Evidence.i16(c.trace(m.inputs, c.place.layer, c.place.row, 0), 1);
        }
    }

    /// @notice Opens a chunk of the matrix row; returns where it stands.
    function openWeights(Cell memory c, Matrix memory m, uint256 chunk) internal pure returns (uint256) {
        (, bytes32 root) = c.tensor(m.tensor, m.rows, m.cols);
        return c.weights(root, m.rows, m.cols, m.row, chunk);
    }

    /// @notice The partial sum of weights that have been opened with the inputs that stand next in the evidence.
    function timesInputs(Cell memory c, Matrix memory m, uint256 chunk, uint256 weights) internal pure returns (int256) {
        unchecked {
            uint256 inputs = c.trace(m.inputs, c.place.layer, c.place.row, chunk);
            return Cells.dotWeights(weights, inputs + 4, Layout.part(m.cols, 256, chunk));
        }
    }

    /// @notice The product of the row: computed if it is one chunk, else the total of what was posted.
    function product(Cell memory c, Matrix memory m, bytes calldata sums) internal pure returns (int256) {
        if (m.cols > 256) return total(sums);
        return timesInputs(c, m, 0, openWeights(c, m, 0));
    }

    /// @notice The sum of int64 numbers, wrapping.
    function total(bytes calldata sums) internal pure returns (int256 sum) {
        unchecked {
            uint256 at;
            assembly ("memory-safe") {
                at := sums.offset
            }
            for (uint256 i = 0; i < sums.length / 8; ++i) {
                sum += Evidence.i64(at, i);
            }
            return Cells.wrap(sum);
        }
    }
}

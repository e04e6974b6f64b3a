// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import "./Layout.sol";

/// @dev One element under judgement, and how far its evidence has been read. `data`, `at` and `end` are offsets into calldata.
struct Cell {
    Shape shape;
    Place place;
    uint256 leaf;
    uint256 element;
    bytes32 root;
    uint256 data;
    uint256 at;
    uint256 end;
}

/// @title Reading the inputs of a cell from the evidence that a party brings
/// @notice Evidence is what docs/trace.md says, end to end: each input's bytes, then the siblings up to where all else is absent. Every input is read
/// at the place that the layout names; whatever does not lead to the root there reverts, and so does anything left over.
/// @dev Trees: leaf = keccak256(0x00 ‖ kind ‖ data), node = keccak256(0x01 ‖ left ‖ right), an absent leaf is zero, root = keccak256(0x02 ‖ kind ‖ uint64 leaves ‖ top). The first
/// byte keeps leaves, nodes and roots apart, the kind trees of different meaning, and every depth is fixed.
library Evidence {
    /// @notice The evidence does not open the inputs that the cell has.
    error BadEvidence();

    uint256 internal constant PROMPT = 1;
    uint256 internal constant OUTPUTS = 2;
    uint256 internal constant MODEL = 4;
    uint256 internal constant TENSOR = 5;
    uint256 internal constant BIASES = 6;
    uint256 internal constant TRACE = 7;

    uint256 internal constant HEADER_LENGTH = 86;

    /// @notice Begins to read.
    function begin(Cell memory c, bytes calldata evidence) internal pure {
        uint256 at;
        assembly ("memory-safe") {
            at := evidence.offset
        }
        (c.at, c.end) = (at, at + evidence.length);
    }

    /// @notice Notes where the disputed leaf stands.
    function hold(Cell memory c, bytes calldata data) internal pure {
        uint256 at;
        assembly ("memory-safe") {
            at := data.offset
        }
        c.data = at;
    }

    /// @notice Reverts unless all evidence has been read, and no more.
    function finish(Cell memory c) internal pure {
        if (c.at != c.end) revert BadEvidence();
    }

    /// @notice The leaf of calldata bytes.
    function leafHash(uint256 kind, uint256 from, uint256 length) internal pure returns (bytes32 h) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(240, kind)) // 0x00, kind
            calldatacopy(add(free, 2), from, length)
            h := keccak256(free, add(length, 2))
        }
    }

    /// @notice The root that a leaf has in a tree of `levels` levels and `count` leaves, whose siblings stand at `from`: bitlen(count - 1) of them. Also where they end.
    function climb(uint256 kind, uint256 levels, uint256 count, uint256 index, bytes32 h, uint256 from)
        internal
        pure
        returns (bytes32 root, uint256 end)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(248, 1))
            let left := add(free, 1)
            let right := add(free, 33)
            let empty := 0
            end := from
            for { let last := sub(count, 1) } gt(levels, 0) { levels := sub(levels, 1) } {
                switch last
                case 0 {
                    mstore(left, h)
                    mstore(right, empty)
                }
                default {
                    let odd := and(index, 1)
                    mstore(add(left, mul(32, odd)), h)
                    mstore(sub(right, mul(32, odd)), calldataload(end))
                    end := add(end, 32)
                    index := shr(1, index)
                    last := shr(1, last)
                }
                h := keccak256(free, 65)
                if gt(levels, 1) {
                    mstore(left, empty)
                    mstore(right, empty)
                    empty := keccak256(free, 65)
                }
            }
            mstore(free, or(shl(248, 2), or(shl(240, kind), shl(176, count))))
            mstore(add(free, 10), h)
            root := keccak256(free, 42)
        }
    }

    /// @notice Opens a leaf of `length` bytes and returns where they stand in calldata.
    function open(Cell memory c, uint256 kind, uint256 levels, uint256 count, uint256 index, bytes32 root, uint256 length)
        internal
        pure
        returns (uint256 at)
    {
        unchecked {
            at = c.at;
            (bytes32 found, uint256 end) = climb(kind, levels, count, index, leafHash(kind, at, length), at + length);
            if (found != root || index >= count) revert BadEvidence();
            c.at = end;
        }
    }

    /// @notice Opens an earlier leaf of the trace.
    function trace(Cell memory c, uint256 op, uint256 layer, uint256 row, uint256 leaf) internal pure returns (uint256) {
        unchecked {
            uint256 index = Layout.index(c.shape, op, layer, row, leaf);
            if (index >= c.leaf) revert BadEvidence();
            uint256 length = Layout.elements(c.shape, op, row, leaf) * Layout.width(op);
            uint256 leaves = c.shape.leaves;
            return open(c, TRACE, depth(leaves), leaves, index, c.root, length);
        }
    }

    /// @notice The depth of a trace: 6 levels for each round of 64 children.
    function depth(uint256 leaves) internal pure returns (uint256 d) {
        unchecked {
            d = 6;
            while (leaves > 1 << d) d += 6;
        }
    }

    /// @notice Opens the token at a position.
    function token(Cell memory c, uint256 position) internal pure returns (uint256) {
        unchecked {
            Shape memory s = c.shape;
            uint256 p = s.promptTokens;
            if (position < p) return u32(open(c, PROMPT, 20, p, position, s.prompt, 4), 0);
            return u32(open(c, OUTPUTS, 20, s.count, position - p, s.output, 4), 0);
        }
    }

    /// @notice Opens tensor number `number` of the model (its leaf in the model's tree): its exponent and root.
    function tensor(Cell memory c, uint256 number, uint256 rows, uint256 cols)
        internal
        pure
        returns (int256 exponent, bytes32 root)
    {
        unchecked {
            uint256 at = c.at;
            exponent = i32(at, 0);
            bytes32 leaf;
            // The leaf is rows, cols, exponent, root; only the last two are not known.
            assembly ("memory-safe") {
                let free := mload(0x40)
                mstore(free, or(shl(240, MODEL), or(shl(208, rows), shl(176, cols))))
                calldatacopy(add(free, 10), at, 36)
                leaf := keccak256(free, 46)
                root := calldataload(add(at, 4))
            }
            bytes32 found;
            (found, c.at) = climb(MODEL, 12, Layout.tensors(c.shape) + 1, number, leaf, at + 36);
            if (found != c.shape.model) revert BadEvidence();
        }
    }

    /// @notice Opens 256 (or the last of) weights of a matrix row; returns where they stand.
    function weights(Cell memory c, bytes32 root, uint256 rows, uint256 cols, uint256 row, uint256 chunk)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 chunks = Layout.up(cols, 256);
            uint256 groups = Layout.part(Layout.up(cols, 32), 8, chunk);
            return open(c, TENSOR, 24, rows * chunks, row * chunks + chunk, root, 34 * groups);
        }
    }

    /// @notice Opens element i of a vector tensor of this length.
    function vector(Cell memory c, bytes32 root, uint256 length, uint256 i) internal pure returns (int256) {
        unchecked {
            uint256 size = 4 * Layout.part(length, 32, i / 32);
            return i32(open(c, TENSOR, 24, Layout.up(length, 32), i / 32, root, size), i % 32);
        }
    }

    /// @notice The bias of a token, shown by its entry in the sorted list of biases, or 0, shown by the entries on both sides of where it would be.
    /// @dev uint16 entries of the list, uint16 number of entries with smaller tokens, then the entry there (unless it is the end) and, if that is another token's, the one before.
    function bias(Cell memory c, uint256 v) internal pure returns (int256) {
        unchecked {
            uint256 at = c.at;
            uint256 count = u16(at, 0);
            uint256 slot = u16(at, 1);
            c.at = at + 4;
            if (count == 0 || count > 1024 || slot > count) revert BadEvidence();
            if (slot < count) {
                at = open(c, BIASES, 10, count, slot, c.shape.biases, 8);
                uint256 found = u32(at, 0);
                if (found == v) return i32(at, 1);
                if (found < v) revert BadEvidence();
            }
            if (slot > 0) {
                at = open(c, BIASES, 10, count, slot - 1, c.shape.biases, 8);
                if (u32(at, 0) >= v) revert BadEvidence();
            }
            return 0;
        }
    }

    // Number i of an array in calldata.

    function i16(uint256 at, uint256 i) internal pure returns (int256 v) {
        assembly ("memory-safe") {
            v := sar(240, calldataload(add(at, mul(2, i))))
        }
    }

    function u16(uint256 at, uint256 i) internal pure returns (uint256 v) {
        assembly ("memory-safe") {
            v := shr(240, calldataload(add(at, mul(2, i))))
        }
    }

    function i32(uint256 at, uint256 i) internal pure returns (int256 v) {
        assembly ("memory-safe") {
            v := sar(224, calldataload(add(at, mul(4, i))))
        }
    }

    function u32(uint256 at, uint256 i) internal pure returns (uint256 v) {
        assembly ("memory-safe") {
            v := shr(224, calldataload(add(at, mul(4, i))))
        }
    }

    function i64(uint256 at, uint256 i) internal pure returns (int256 v) {
        assembly ("memory-safe") {
            v := sar(192, calldataload(add(at, mul(8, i))))
        }
    }

    function u64(uint256 at, uint256 i) internal pure returns (uint256 v) {
        assembly ("memory-safe") {
            v := shr(192, calldataload(add(at, mul(8, i))))
        }
    }

    function u128(uint256 at, uint256 i) internal pure returns (uint256 v) {
        assembly ("memory-safe") {
            v := shr(128, calldataload(add(at, mul(16, i))))
        }
    }

    /// @notice Whether the low `width` bytes of `value` are element i at `at`.
    function same(uint256 at, uint256 i, uint256 width, int256 value) internal pure returns (bool equal) {
        assembly ("memory-safe") {
            equal := iszero(shl(sub(256, mul(8, width)), xor(value, shr(sub(256, mul(8, width)), calldataload(add(at, mul(width, i)))))))
        }
    }
}

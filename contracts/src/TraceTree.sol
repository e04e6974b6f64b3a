// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The Merkle tree of a trace, seen 6 levels at a time
/// @notice Leaves, nodes and roots are hashed under different first bytes, so that none can be passed off as another. A step goes 6 levels
/// down, from a node to one of its 64 descendants there, its children for short. The depth is 6 times the number of rounds.
/// @dev The same tree as package trace's kind 7 in Go.
library TraceTree {
    /// @dev A leaf's hash. An absent leaf, which has no data, is 32 zero bytes.
    function leafHash(bytes calldata data) internal pure returns (bytes32) {
        return data.length == 0 ? bytes32(0) : keccak256(abi.encodePacked(hex"0007", data));
    }

    /// @dev The root over `leaves` leaves, absent ones included, with this top node.
    function rootHash(uint64 leaves, bytes32 top) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"0207", leaves, top));
    }

    /// @dev How many steps lead from the top to a leaf: the smallest r from 1 on with 64^r >= leaves. `leaves` is at least 1.
    function rounds(uint64 leaves) internal pure returns (uint256 r) {
        uint256 last = uint256(leaves) - 1;
        do {
            ++r;
            last >>= 6;
        } while (last != 0);
    }

    /// @dev The node over 64 children.
    function fold(bytes32[64] calldata children) internal pure returns (bytes32 node) {
        assembly ("memory-safe") {
            let nodes := mload(0x40)
            let pair := add(nodes, 2048) // 0x01, left, right
            calldatacopy(nodes, children, 2048)
            mstore8(pair, 1)
            for { let size := 2048 } gt(size, 32) { size := shr(1, size) } {
                for { let at := 0 } lt(at, size) { at := add(at, 64) } {
                    mcopy(add(pair, 1), add(nodes, at), 64)
                    mstore(add(nodes, shr(1, at)), keccak256(pair, 65))
                }
            }
            node := mload(nodes)
        }
    }

    /// @dev The node 6 levels above `hash`, which is child number `index` modulo 64; siblings from the lowest level upwards.
    function climb(bytes32 hash, uint256 index, bytes32[6] calldata siblings) internal pure returns (bytes32 node) {
        assembly ("memory-safe") {
            let pair := mload(0x40)
            mstore8(pair, 1)
            let left := add(pair, 1)
            let right := add(pair, 33)
            node := hash
            for { let at := siblings } lt(at, add(siblings, 192)) { at := add(at, 32) } {
                switch and(index, 1)
                case 0 {
                    mstore(left, node)
                    calldatacopy(right, at, 32)
                }
                default {
                    calldatacopy(left, at, 32)
                    mstore(right, node)
                }
                node := keccak256(pair, 65)
                index := shr(1, index)
            }
        }
    }
}

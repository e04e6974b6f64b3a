// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Openings of small leaves that stand in memory
/// @notice Trees as package trace has them: leaf = keccak256(0x00 ‖ kind ‖ data), node = keccak256(0x01 ‖ left ‖ right), an absent leaf is zero, root =
/// keccak256(0x02 ‖ kind ‖ uint64 leaves ‖ top). A path holds the siblings from the leaf's level upwards, as many as there are nodes over leaves that are there:
/// bitlen(leaves - 1).
library Openings {
    /// @notice The proof is shorter than what it must hold, or holds more.
    error BadProof();

    /// @dev Bytes `from` to `from + length` of a proof.
    function slice(bytes memory proof, uint256 from, uint256 length) internal pure returns (bytes memory part) {
        if (from + length > proof.length) revert BadProof();
        part = new bytes(length);
        assembly ("memory-safe") {
            mcopy(add(part, 32), add(add(proof, 32), from), length)
        }
    }

    /// @dev The big-endian number of `width` bytes, 1 to 32, at `from`.
    function number(bytes memory proof, uint256 from, uint256 width) internal pure returns (uint256 n) {
        if (from + width > proof.length) revert BadProof();
        assembly ("memory-safe") {
            n := shr(sub(256, mul(8, width)), mload(add(add(proof, 32), from)))
        }
    }

    /// @dev The root of the tree of `levels` levels and `count` leaves in which leaf `index` has this data; `from` is where the siblings begin in the proof, which ends with them.
    function root(
        uint8 kind,
        uint256 levels,
        uint256 count,
        uint256 index,
        bytes memory data,
        bytes memory proof,
        uint256 from
    ) internal pure returns (bytes32 node) {
        if (index >= count || count > 1 << levels) revert BadProof();
        node = keccak256(abi.encodePacked(uint8(0), kind, data));
        bytes32 empty;
        for (uint256 last = count - 1; levels != 0; --levels) {
            if (last == 0) {
                node = _pair(node, empty);
            } else {
                bytes32 sibling = bytes32(number(proof, from, 32));
                from += 32;
                node = index & 1 == 0 ? _pair(node, sibling) : _pair(sibling, node);
                index >>= 1;
                last >>= 1;
            }
            empty = _pair(empty, empty);
        }
        if (from != proof.length) revert BadProof();
        node = rootOver(kind, count, node);
    }

    /// @dev The node over a tree of `levels` levels in which leaf `index`, which may be absent, has this hash. All siblings stand in the proof from `from` on, which ends with them.
    function top(uint256 levels, uint256 index, bytes32 node, bytes memory proof, uint256 from)
        internal
        pure
        returns (bytes32)
    {
        if (index >= 1 << levels || proof.length != from + 32 * levels) revert BadProof();
        for (; from != proof.length; from += 32) {
            bytes32 sibling = bytes32(number(proof, from, 32));
            node = index & 1 == 0 ? _pair(node, sibling) : _pair(sibling, node);
            index >>= 1;
        }
        return node;
    }

    /// @dev The root of a tree of so many leaves.
    function rootOver(uint8 kind, uint256 count, bytes32 node) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(2), kind, uint64(count), node));
    }

    function _pair(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(1), left, right));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title A computation whose numbers a contract can recompute one by one
/// @notice What the dispute game needs to know of a computation, and all it knows. A computation writes its numbers in one canonical order:
/// short leaves of elements, each element computed from elements before it and from what both parties signed. `claim` is what it needs of what
/// they signed, in a form that the program defines, as short as it can be since every move carries it; the game holds its hash and passes it on unread.
/// @dev Every function is total: on any bytes it returns, or reverts only because evidence that the mover had to bring is malformed or missing; whoever
/// must move and cannot, loses by the clock.
interface IProgram {
    /// @notice How many leaves the trace of `claim` has, absent ones included; at least 1. Reverts if the program does not know the claim's subject.
    function leaves(bytes calldata claim) external view returns (uint64);

    /// @notice How many elements leaf `leaf` has; 0 if it is absent. `data` of any other length than the leaf's is wrong.
    function elements(bytes calldata claim, uint64 leaf) external view returns (uint256 count, uint256 width);

    /// @notice Into how many partial sums the element is split before it is judged; 1: it is judged as it is.
    function parts(bytes calldata claim, uint64 leaf, uint256 element) external view returns (uint256);

    /// @notice Whether element `element` of the leaf with this data is what its inputs give. `root` is the trace root, under which `evidence` opens the inputs.
    /// For a split element: whether the partial sums `sums` (int64, 8 bytes each, big-endian, one a part) give the element.
    function judge(
        bytes calldata claim,
        bytes32 root,
        uint64 leaf,
        uint256 element,
        bytes calldata data,
        bytes calldata sums,
        bytes calldata evidence
    ) external view returns (bool);

    /// @notice Whether partial sum `part` of a split element is `sum`.
    function judgePart(
        bytes calldata claim,
        bytes32 root,
        uint64 leaf,
        uint256 element,
        uint256 part,
        int64 sum,
        bytes calldata evidence
    ) external view returns (bool);
}

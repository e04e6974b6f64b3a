// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Cell, Evidence} from "./Evidence.sol";
import {IExactJudge} from "./IExactJudge.sol";
import "./Layout.sol";
import {Matrix, Steps} from "./Steps.sol";

/// @title What both parts of the exact judge share: how a question is read and an answer compared
/// @dev Has no state and calls nobody.
abstract contract Judge is IExactJudge {
    using Evidence for Cell;

    /// @notice The leaf has no such element, the element no such part, or it belongs to the other half.
    error NoCell();

    /// @inheritdoc IExactJudge
    function judge(bytes32[3] calldata header, bytes calldata arguments) external pure returns (bool) {
        bytes calldata data = slice(arguments, 4);
        bytes calldata sums = slice(arguments, 5);
        Cell memory c = read(header, arguments, 6);
        c.hold(data);
        if (!wellFormed(c, data.length, sums.length)) return false;
        int256 value = compute(c, sums);
        c.finish();
        return Evidence.same(c.data, c.element, Layout.width(c.place.op), value);
    }

    /// @dev The cell that the first four arguments name, with the evidence that argument `evidence` is.
    function read(bytes32[3] calldata header, bytes calldata arguments, uint256 evidence)
        private
        pure
        returns (Cell memory c)
    {
        c.shape = Layout.build(header, slice(arguments, 0));
        c.root = bytes32(word(arguments, 1));
        c.leaf = word(arguments, 2);
        c.element = word(arguments, 3);
        c.place = Layout.place(c.shape, c.leaf);
        Place memory p = c.place;
        if (c.element >= Layout.elements(c.shape, p.op, p.row, p.leaf)) revert NoCell();
        c.begin(slice(arguments, evidence));
    }

    /// @dev Static argument i.
    function word(bytes calldata arguments, uint256 i) private pure returns (uint256) {
        return uint256(bytes32(arguments[32 * i:32 * i + 32]));
    }

    /// @dev Argument i, of type bytes.
    function slice(bytes calldata arguments, uint256 i) private pure returns (bytes calldata) {
        uint256 from = word(arguments, i);
        uint256 length = uint256(bytes32(arguments[from:from + 32]));
        return arguments[from + 32:from + 32 + length];
    }

    /// @dev Whether data and partial sums have the lengths that they must have.
    function wellFormed(Cell memory c, uint256 data, uint256 sums) private pure returns (bool) {
        unchecked {
            Place memory p = c.place;
            uint256 length = Layout.elements(c.shape, p.op, p.row, p.leaf) * Layout.width(p.op);
            uint256 parts = Layout.parts(c.shape, p.op, p.row, c.element);
            return data == length && sums == (parts > 1 ? 8 * parts : 0);
        }
    }

    /// @inheritdoc IExactJudge
    function judgePart(bytes32[3] calldata header, bytes calldata arguments) external pure returns (bool) {
        Cell memory c = read(header, arguments, 6);
        uint256 parts = Layout.parts(c.shape, c.place.op, c.place.row, c.element);
        uint256 part = word(arguments, 4);
        if (parts == 1 || part >= parts) revert NoCell();
        int256 value = partial_(c, part);
        c.finish();
        return value == int256(word(arguments, 5));
    }

    /// @dev What the element must be, opening its inputs.
    function compute(Cell memory c, bytes calldata sums) internal pure virtual returns (int256);

    /// @dev Which row of which matrix the element is the product of.
    function matrix(Cell memory c) internal pure virtual returns (Matrix memory);

    /// @dev What the partial sum must be, opening its inputs.
    function partial_(Cell memory c, uint256 part) internal pure virtual returns (int256) {
        Matrix memory m = matrix(c);
        return Steps.timesInputs(c, m, part, Steps.openWeights(c, m, part));
    }
}

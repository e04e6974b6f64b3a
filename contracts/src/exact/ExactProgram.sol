// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IProgram} from "../IProgram.sol";
import {Statements} from "../Statements.sol";
import {Evidence} from "./Evidence.sol";
import {ExactClaim} from "./ExactClaim.sol";
import {IExactJudge} from "./IExactJudge.sol";
import "./Layout.sol";

/// @title assay.exact.v2 as a program that the dispute game can play
/// @notice Knows models by their roots and any number of an answer's trace by its index. Immutable: no owner, no upgrade; what is registered is a fact about a
/// root, the same whoever shows it. docs/trace.md is the definition.
contract ExactProgram is IProgram {
    /// @notice A model can be judged from now on.
    event ModelRegistered(bytes32 indexed model);

    /// @notice The bytes are not a header of this semantics.
    error NotAHeader();
    /// @notice Nobody has registered the claim's model.
    error UnknownModel(bytes32 model);
    /// @notice An element or part that the leaf does not have.
    error NoCell();

    /// @notice Computes everything up to the last layer.
    IExactJudge public immutable LAYERS;
    /// @notice Computes what follows it.
    IExactJudge public immutable SAMPLING;

    mapping(bytes32 model => bytes32[3] header) private headers;

    constructor(IExactJudge layers, IExactJudge draws) {
        LAYERS = layers;
        SAMPLING = draws;
    }

    /// @notice Makes a model judgeable, and returns its root. `header` is leaf 0 of its tree (86 bytes), `siblings` the path to the root, without what is absent.
    /// @dev Anybody may, for anything: a root that nobody has weights for harms nobody, as no request names it. Reverts where a cell of the model might not fit the gas bound.
    function register(bytes calldata header, bytes32[] calldata siblings) external returns (bytes32 model) {
        if (header.length != Evidence.HEADER_LENGTH || bytes14(header[0:14]) != "assay.exact.v2") revert NotAHeader();
        bytes32[3] memory words;
        words[0] = bytes32(header[14:46]);
        words[1] = bytes32(header[46:78]);
        words[2] = bytes32(bytes8(header[78:86]));
        Shape memory s = Layout.check(words);
        uint256 count = Layout.tensors(s) + 1;
        uint256 levels;
        while (count > 1 << levels) ++levels;
        if (siblings.length != levels) revert Evidence.BadEvidence();
        uint256 from;
        uint256 path;
        assembly ("memory-safe") {
            from := header.offset
            path := siblings.offset
        }
        bytes32 leaf = Evidence.leafHash(Evidence.MODEL, from, Evidence.HEADER_LENGTH);
        (model,) = Evidence.climb(Evidence.MODEL, 12, count, 0, leaf, path);
        headers[model] = words;
        emit ModelRegistered(model);
    }

    /// @notice Whether claims about this model can be judged.
    function registered(bytes32 model) public view returns (bool) {
        return headers[model][0] != 0;
    }

    /// @notice The claim that a signed receipt makes, for the game. Whoever relies on it checks that both statements are signed and that `id` is the request's digest.
    /// Reverts for requests that no contract can recompute (another lane, stop strings, a schema).
    function claimOf(Statements.Request calldata request, bytes32 id, Statements.Receipt calldata receipt)
        external
        pure
        returns (bytes memory)
    {
        return ExactClaim.encode(request, id, receipt);
    }

    /// @inheritdoc IProgram
    function leaves(bytes calldata claim) external view returns (uint64) {
        return uint64(shape(claim).leaves);
    }

    /// @inheritdoc IProgram
    function elements(bytes calldata claim, uint64 leaf) external view returns (uint256 count, uint256 width) {
        Shape memory s = shape(claim);
        Place memory p = Layout.place(s, leaf);
        return (Layout.elements(s, p.op, p.row, p.leaf), Layout.width(p.op));
    }

    /// @inheritdoc IProgram
    function parts(bytes calldata claim, uint64 leaf, uint256 element) external view returns (uint256) {
        Shape memory s = shape(claim);
        Place memory p = Layout.place(s, leaf);
        if (element >= Layout.elements(s, p.op, p.row, p.leaf)) revert NoCell();
        return Layout.parts(s, p.op, p.row, element);
    }

    /// @inheritdoc IProgram
    function judge(
        bytes calldata claim,
        bytes32,
        uint64 leaf,
        uint256,
        bytes calldata,
        bytes calldata,
        bytes calldata
    ) external view returns (bool) {
        bytes32[3] memory words = headerOf(claim);
        return half(words, claim, leaf).judge(words, msg.data[4:]);
    }

    /// @inheritdoc IProgram
    function judgePart(bytes calldata claim, bytes32, uint64 leaf, uint256, uint256, int64, bytes calldata)
        external
        view
        returns (bool)
    {
        bytes32[3] memory words = headerOf(claim);
        return half(words, claim, leaf).judgePart(words, msg.data[4:]);
    }

    /// @dev The part that knows the leaf's operation.
    function half(bytes32[3] memory words, bytes calldata claim, uint64 leaf) private view returns (IExactJudge) {
        return Layout.behindLayers(words, claim, leaf) ? SAMPLING : LAYERS;
    }

    function shape(bytes calldata claim) private view returns (Shape memory) {
        return Layout.build(headerOf(claim), claim);
    }

    function headerOf(bytes calldata claim) private view returns (bytes32[3] memory words) {
        bytes32 model = claim.length < 32 ? bytes32(0) : bytes32(claim[0:32]);
        words = headers[model];
        if (words[0] == 0) revert UnknownModel(model);
    }
}

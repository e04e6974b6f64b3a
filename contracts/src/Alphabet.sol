// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IClaims} from "./IClaims.sol";
import {IProgram} from "./IProgram.sol";
import {Fault} from "./IStake.sol";
import {TraceTree} from "./TraceTree.sol";

/// @title A toy program, for tests of the game and for its demonstration
/// @notice It recites an alphabet of integers: each letter is the successor of the one before. A provider signs with which letter it begins
/// and with which it ends. It has one of everything that a real program has: elements computed from the same leaf and from earlier
/// leaves, a sum that is shown in parts, absent leaves, and an answer that the trace must end in.
/// @dev Every fifth leaf (numbers 4, 9, ...) is absent, and so are those from number `letters` on. A present leaf has 7 elements of 8 bytes (int64,
/// wrapping), the last present one has 8:
///
///     0 to 5   letters: the one before plus 1; the very first is `first`
///     6        the sum over k < 4 of (letter k of the present leaf before) * (k + 1), in 4 parts; 0 in leaf 0, in one part
///     7        the answer: letter 5, which must be `last`
///
/// Evidence, where an element needs the leaf before (letter 0 and the parts, from leaf 1 on): its data, then its siblings up to the top of the trace.
contract Alphabet is IProgram, IClaims {
    /// @notice What a provider signs. `leaves` is the length of the trace, absent ones included; at least `letters`, at most 2^47.
    struct Recital {
        address provider;
        uint64 finished;
        uint64 leaves;
        uint64 letters;
        int64 first;
        int64 last;
        bytes32 subject;
        uint128 amount;
    }

    /// @notice The kind of contradiction that there is here: two different recitals of one subject.
    uint8 public constant EQUIVOCATION = 1;

    uint256 private constant WIDTH = 8;
    uint256 private constant LETTERS = 6;
    uint256 private constant SUM = 6;
    uint256 private constant ANSWER = 7;
    uint256 private constant PARTS = 4;

    /// @notice The provider did not sign this.
    error NotSigned();
    /// @notice There is no leaf 0, or there are more leaves than can be.
    error BadRecital();
    /// @notice The evidence has the wrong length, or does not lead to the root.
    error BadEvidence();
    /// @notice There is no such element or part.
    error NoSuchElement();
    /// @notice The statements do not contradict each other, or there is no such kind.
    error NoContradiction();

    /// @notice What a provider signs of a recital.
    function digest(Recital memory recital) public view returns (bytes32) {
        return keccak256(abi.encode("assay.alphabet.v1", block.chainid, address(this), recital));
    }

    /// @inheritdoc IClaims
    function check(bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault, bytes memory claim)
    {
        (Recital memory recital, bytes memory signature) = abi.decode(statements, (Recital, bytes));
        _signed(recital, signature);
        if (recital.letters == 0 || recital.leaves < recital.letters) revert BadRecital();
        fault = Fault(recital.subject, 0, recital.amount);
        claim = abi.encode(recital.leaves, recital.letters, recital.first, recital.last);
        return (recital.provider, recital.finished, fault, claim);
    }

    /// @inheritdoc IClaims
    function contradiction(uint8 kind, bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        (Recital memory one, bytes memory signature, Recital memory other, bytes memory otherSignature) =
            abi.decode(statements, (Recital, bytes, Recital, bytes));
        if (
            kind != EQUIVOCATION || one.provider != other.provider || one.subject != other.subject
                || digest(one) == digest(other)
        ) revert NoContradiction();
        _signed(one, signature);
        _signed(other, otherSignature);
        finished = one.finished > other.finished ? one.finished : other.finished;
        fault = Fault(one.subject, 0, one.amount > other.amount ? one.amount : other.amount);
        return (one.provider, finished, fault);
    }

    /// @inheritdoc IClaims
    /// @dev statements = abi.encode(Recital, signature).
    function question(bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault)
    {
        (Recital memory recital, bytes memory signature) = abi.decode(statements, (Recital, bytes));
        _signed(recital, signature);
        return (recital.provider, recital.finished, Fault(recital.subject, 0, recital.amount));
    }

    /// @inheritdoc IClaims
    /// @dev Who orders a recital gives the provider some bytes, and the subject is their hash.
    function ordered(Fault calldata fault, bytes calldata evidence) external pure returns (bool) {
        return keccak256(evidence) == fault.subject;
    }

    /// @inheritdoc IProgram
    function leaves(bytes calldata claim) external pure returns (uint64 n) {
        (n,,,) = _read(claim);
    }

    /// @inheritdoc IProgram
    function elements(bytes calldata claim, uint64 leaf) public pure returns (uint256 many, uint256 width) {
        (, uint64 letters,,) = _read(claim);
        if (leaf >= letters || leaf % 5 == 4) return (0, 0);
        return (leaf == _before(letters) ? 8 : 7, WIDTH);
    }

    /// @inheritdoc IProgram
    function parts(bytes calldata, uint64 leaf, uint256 element) public pure returns (uint256) {
        return element == SUM && leaf != 0 ? PARTS : 1;
    }

    /// @inheritdoc IProgram
    function judge(
        bytes calldata claim,
        bytes32 root,
        uint64 leaf,
        uint256 element,
        bytes calldata data,
        bytes calldata sums,
        bytes calldata evidence
    ) external pure returns (bool) {
        (uint256 many,) = elements(claim, leaf);
        if (element >= many || data.length != many * WIDTH) revert NoSuchElement();
        if (sums.length != (parts(claim, leaf, element) == 1 ? 0 : PARTS * 8)) revert NoSuchElement();
        if (element == 0 && leaf != 0) return _follows(claim, root, leaf, data, evidence);
        if (evidence.length != 0) revert BadEvidence();
        return _holds(claim, element, data, sums);
    }

    /// @inheritdoc IProgram
    function judgePart(
        bytes calldata claim,
        bytes32 root,
        uint64 leaf,
        uint256 element,
        uint256 part,
        int64 sum,
        bytes calldata evidence
    ) external pure returns (bool) {
        if (element != SUM || leaf == 0 || part >= PARTS) revert NoSuchElement();
        unchecked {
            return sum == _at(_open(claim, root, leaf, evidence), part) * int64(uint64(part + 1));
        }
    }

    /// @dev Whether the first letter of this leaf follows the last one of the leaf before.
    function _follows(bytes calldata claim, bytes32 root, uint64 leaf, bytes calldata data, bytes calldata evidence)
        private
        pure
        returns (bool)
    {
        bytes calldata before = _open(claim, root, leaf, evidence);
        unchecked {
            return _at(data, 0) == _at(before, LETTERS - 1) + 1;
        }
    }

    /// @dev Whether an element that needs no other leaf is right; element 0 is that of leaf 0.
    function _holds(bytes calldata claim, uint256 element, bytes calldata data, bytes calldata sums)
        private
        pure
        returns (bool)
    {
        (,, int64 first, int64 last) = _read(claim);
        int64 value = _at(data, element);
        unchecked {
            if (element == 0) return value == first;
            if (element == ANSWER) return value == _at(data, LETTERS - 1) && value == last;
            if (element < LETTERS) return value == _at(data, element - 1) + 1;
            int64 total;
            for (uint256 i = 0; i < sums.length / 8; ++i) {
                total += _at(sums, i);
            }
            return value == total;
        }
    }

    /// @dev The data of the present leaf before `leaf`, opened under the root.
    function _open(bytes calldata claim, bytes32 root, uint64 leaf, bytes calldata evidence)
        private
        pure
        returns (bytes calldata data)
    {
        (uint64 n,,,) = _read(claim);
        uint256 size = 7 * WIDTH; // only the last present leaf is longer, and it comes before none
        uint256 steps = TraceTree.rounds(n);
        if (evidence.length != size + steps * 192) revert BadEvidence();
        data = evidence[:size];
        bytes32 node = TraceTree.leafHash(data);
        uint256 index = _before(leaf);
        for (uint256 i = 0; i < steps; ++i) {
            bytes calldata path = evidence[size + i * 192:];
            bytes32[6] calldata siblings;
            assembly ("memory-safe") {
                siblings := path.offset
            }
            node = TraceTree.climb(node, index, siblings);
            index >>= 6;
        }
        if (TraceTree.rootHash(n, node) != root) revert BadEvidence();
    }

    /// @dev The last present leaf before number `leaf`, which is at least 1.
    function _before(uint64 leaf) private pure returns (uint64) {
        return (leaf - 1) % 5 == 4 ? leaf - 2 : leaf - 1;
    }

    function _at(bytes calldata numbers, uint256 i) private pure returns (int64) {
        return int64(uint64(bytes8(numbers[i * 8:i * 8 + 8])));
    }

    function _read(bytes calldata claim) private pure returns (uint64, uint64, int64, int64) {
        return abi.decode(claim, (uint64, uint64, int64, int64));
    }

    function _signed(Recital memory recital, bytes memory signature) private view {
        (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecover(digest(recital), signature);
        if (problem != ECDSA.RecoverError.NoError || signer != recital.provider) revert NotSigned();
    }
}

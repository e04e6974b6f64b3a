// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Fault} from "./IStake.sol";

/// @title Who said what: the reading of signed statements for a game
/// @notice The one part that knows how statements are signed. A game asks here once, and keeps hashes of the answers.
interface IClaims {
    /// @notice Reads the statements that make a claim. Reverts if they are malformed, if one of them is not signed by whom it must be, or if no program can
    /// recompute what they say.
    /// @return provider who answers for the claim with its stake
    /// @return finished when the work was done, in seconds since 1970; the dispute window starts there
    /// @return fault what is broken if the claim is wrong
    /// @return claim the claim in the short form that the program reads
    function check(bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault, bytes memory claim);

    /// @notice Reads statements that contradict each other in the way of `kind`. Reverts if they do not, or if one of them is not signed.
    function contradiction(uint8 kind, bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault);

    /// @notice Reads a statement by which a provider says that it has done a piece of work, whoever asked for it. Reverts if it is malformed or not signed.
    function question(bytes calldata statements)
        external
        view
        returns (address provider, uint64 finished, Fault memory fault);

    /// @notice Whether `evidence` shows that whoever pays has ordered the work of `fault`, which is one that `question` has read. May revert where it is malformed.
    function ordered(Fault calldata fault, bytes calldata evidence) external view returns (bool);
}

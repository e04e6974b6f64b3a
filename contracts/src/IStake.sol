// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @notice What was broken, as far as money goes. Everything in it was signed by the provider, or follows from what it signed.
struct Fault {
    /// The same for every proof about one piece of work: the id of a request.
    bytes32 subject;
    /// The payment channel out of which the work was paid; zero: none.
    bytes32 channel;
    /// What the provider's own statement says that the work costs, in token units.
    uint128 amount;
}

/// @title What a game asks of the vault that holds providers' stake
/// @notice A vault obeys one judge, the game it was made for. Each freeze is ended by one thaw or one slash under the same id; between the two
/// nothing of the provider's stake leaves.
interface IStake {
    /// @notice What the vault would still set aside for a challenger's costs if a dispute were opened now, in token units.
    function cover(address provider) external view returns (uint128);

    /// @notice Whether the provider has been slashed over the subject: then nothing about it can be proven again.
    function convicted(address provider, bytes32 subject) external view returns (bool);

    /// @notice Holds the provider's stake while dispute `id` runs, and sets aside up to `costs` of it for the challenger. Reverts if the provider has nothing at
    /// stake; not if less than `costs` could be set aside.
    function freeze(bytes32 id, address provider, uint128 costs) external returns (uint128 covered);

    /// @notice Dispute `id` ended and the provider keeps its stake. Does not revert for a frozen id, for a game could not end otherwise.
    function thaw(bytes32 id) external;

    /// @notice Dispute `id` ended and the provider was wrong. Does not revert for a frozen id, and makes no transfer that its receiver could
    /// refuse. A second proof about the same subject pays the challenger's costs and nothing else.
    function slash(bytes32 id, address challenger, Fault calldata fault) external;
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title What a contract asks of a court of drawn jurors
/// @notice A question is answered with a number from zero to `most`.
interface IPanel {
    /// @notice What a case costs whoever opens it, in token units; an appeal is paid by who appeals.
    function price() external view returns (uint128);

    /// @notice The longest that a case takes from opening to its end, all appeals in, in seconds.
    function longest() external view returns (uint64);

    /// @notice Whether there are seats enough that a panel and its appeals can be drawn, and jurors have more to lose than this many tokens are.
    function ready(uint256 worth) external view returns (bool);

    /// @notice Opens a case, and takes its price from the caller. `question` says what it is about; `payer` gets the price back if no panel could be drawn.
    function open(bytes32 question, uint16 most, address payer) external returns (uint256 caseId);

    /// @notice How a case stands. `decided` is false while nobody has answered, also when it is `over`.
    function result(uint256 caseId) external view returns (bool over, bool decided, uint16 outcome);
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BatchSettlement} from "./BatchSettlement.sol";
import {Canaries} from "./Canaries.sol";
import {Dispute} from "./Dispute.sol";
import {IClaims} from "./IClaims.sol";
import {IProgram} from "./IProgram.sol";
import {Referee} from "./Referee.sol";
import {StakeVault} from "./StakeVault.sol";

/// @title A dispute game, the vault that obeys it and the canaries that it excuses, made together
/// @notice The game must name the other two, they must name the game, and none can ever change it. Their addresses follow from this contract's, so one that is made early can
/// name one that is made later, and nobody has to be trusted to introduce them. After its construction this contract can do nothing.
contract StakedGame {
    StakeVault public immutable vault;
    Dispute public immutable game;
    Canaries public immutable canaries;

    /// @notice The game or the canaries did not get the address that the others were told.
    error WrongAddress();

    /// @param token what is staked
    /// @param settlement where buyers' payments can be seen
    /// @param claims who reads signed statements for the game
    /// @param program what computes
    /// @param referee who hashes requests
    /// @param costs what a whole dispute costs a challenger, in token units; the vault's minimum is ten times that
    constructor(
        IERC20 token,
        BatchSettlement settlement,
        IClaims claims,
        IProgram program,
        Referee referee,
        uint128 costs
    ) {
        (address second, address third) = (_made(hex"02"), _made(hex"03"));
        vault = new StakeVault(token, settlement, second, 10 * costs);
        game = new Dispute(vault, claims, program, costs, third);
        canaries = new Canaries(token, game, referee);
        if (address(game) != second || address(canaries) != third) revert WrongAddress();
    }

    /// @dev Where this contract's creation number `nonce` stands, the first being 1: the RLP of (address, nonce), hashed.
    function _made(bytes1 nonce) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), nonce)))));
    }
}

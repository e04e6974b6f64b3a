// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BatchSettlement} from "./BatchSettlement.sol";
import {Dispute} from "./Dispute.sol";
import {IClaims} from "./IClaims.sol";
import {IProgram} from "./IProgram.sol";
import {StakeVault} from "./StakeVault.sol";

/// @title A dispute game and the vault that obeys it, made together
/// @notice Each of the two must name the other and can never change it. Their addresses follow from this contract's, so the one made first can
/// name the one made second, and nobody has to be trusted to introduce them later. After its construction this contract can do nothing.
contract StakedGame {
    StakeVault public immutable vault;
    Dispute public immutable game;

    /// @notice The game did not get the address that the vault was told.
    error WrongAddress();

    /// @param token what is staked
    /// @param settlement where buyers' payments can be seen
    /// @param claims who reads signed statements for the game
    /// @param program what computes
    /// @param costs what a whole dispute costs a challenger, in token units; the vault's minimum is ten times that
    constructor(IERC20 token, BatchSettlement settlement, IClaims claims, IProgram program, uint128 costs) {
        // A contract's first creation has nonce 1, its second 2; this is the RLP of (address, 2).
        address second = address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), hex"02")))));
        vault = new StakeVault(token, settlement, second, 10 * costs);
        game = new Dispute(vault, claims, program, costs);
        if (address(game) != second) revert WrongAddress();
    }
}

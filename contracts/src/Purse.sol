// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title How a contract that holds one token takes it in and pays it out
/// @notice What comes in is counted. What goes out and is refused, because an address is frozen or has code that fails, is kept for that address to `collect`:
/// so nobody's wallet can hold up anybody else's money.
abstract contract Purse is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice Where burnt tokens go. Nobody has its key: it is a word, not a hash.
    address public constant BURN = 0x000000000000000000000000000000000000dEaD;

    /// @notice The ERC-20 that is held. It must not change balances by itself.
    IERC20 public immutable token;

    /// @notice What an account can `collect` because a transfer to it failed, in token units.
    mapping(address account => uint256) public credit;

    event Credited(address indexed account, uint256 amount);
    event Collected(address indexed account, uint256 amount);

    /// @notice An address that must be given is zero.
    error ZeroAddress();
    /// @notice The token moved something else than what was asked (a fee on transfer); nothing happened.
    error WrongAmountReceived();
    /// @notice There is nothing to collect.
    error NothingToCollect();

    constructor(IERC20 token_) {
        if (address(token_) == address(0)) revert ZeroAddress();
        token = token_;
    }

    /// @notice Sends an account what a failed transfer has left here. Anyone may call.
    function collect(address account) external nonReentrant {
        uint256 amount = credit[account];
        if (amount == 0) revert NothingToCollect();
        credit[account] = 0;
        emit Collected(account, amount);
        token.safeTransfer(account, amount);
    }

    function _pull(address from, uint256 amount) internal {
        uint256 held = token.balanceOf(address(this));
        token.safeTransferFrom(from, address(this), amount);
        if (token.balanceOf(address(this)) != held + amount) revert WrongAmountReceived();
    }

    function _pay(address to, uint256 amount) internal {
        if (amount == 0 || token.trySafeTransfer(to, amount)) return;
        credit[to] += amount;
        emit Credited(to, amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {DISPUTE_WINDOW as WINDOW, UNBONDING_DELAY as DELAY} from "./Windows.sol";

/// @title Providers' stake, and how much of it stands behind each payment channel
/// @notice A provider (the address that signs its quotes and receipts) puts in tokens, sets parts of them aside for single channels so that
/// a buyer can see on chain what stands behind its money, and gets the rest back after an unbonding delay.
/// @dev Honest limits of this version: nothing can take stake away. It has no owner, no upgrade key and no slashing; the dispute game will
/// bring a new vault, and until then stake is a bond that can be seen and cannot leave in a hurry, but cannot be lost.
///
/// The books of one provider: total >= reserved + unbonding, and free = total - reserved - unbonding. The vault's token balance is at
/// least the sum of all totals (more only if somebody sends it tokens by mistake; those stay).
contract StakeVault is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice One provider's books, in token units; `unbondsAt` in seconds, meaningful while `unbonding` is not zero.
    struct Stake {
        uint128 total;
        uint128 reserved;
        uint128 unbonding;
        uint64 unbondsAt;
    }

    /// @notice Stake set aside for one channel; `until` in seconds.
    struct Reservation {
        uint128 amount;
        uint64 until;
    }

    /// @notice Seconds after a receipt within which it may be disputed.
    uint64 public constant DISPUTE_WINDOW = WINDOW;
    /// @notice Seconds from `requestUnstake` to `withdraw`; longer than the dispute window.
    uint64 public constant UNBONDING_DELAY = DELAY;
    /// @notice The furthest ahead that a reservation may end, in seconds, so that a slip of the pen cannot lock stake for ever.
    uint64 public constant MAX_RESERVATION = 365 days;

    /// @notice The ERC-20 that is staked. It must not take a fee on transfer and must not change balances by itself.
    IERC20 public immutable token;

    mapping(address provider => Stake) private _stakes;
    mapping(bytes32 channelId => mapping(address provider => Reservation)) private _reservations;

    event Staked(address indexed provider, uint128 amount, uint128 total);
    event Reserved(address indexed provider, bytes32 indexed channelId, uint128 amount, uint64 until);
    event Released(address indexed provider, bytes32 indexed channelId, uint128 amount);
    event UnstakeRequested(address indexed provider, uint128 unbonding, uint64 unbondsAt);
    event UnstakeCancelled(address indexed provider, uint128 amount);
    event Withdrawn(address indexed provider, uint128 amount, uint128 total);

    /// @notice The constructor was given the zero address.
    error ZeroToken();
    /// @notice The amount is zero.
    error ZeroAmount();
    /// @notice The token moved something else than what was asked (a fee on transfer); nothing was staked.
    error WrongAmountReceived();
    /// @notice There is less free stake than asked for.
    error FreeStakeTooSmall(uint128 free, uint128 asked);
    /// @notice A reservation can only be raised or extended before it ends.
    error ReservationLowered(uint128 amount, uint64 until);
    /// @notice A reservation must end after now and within MAX_RESERVATION.
    error ReservationEndOutOfRange(uint64 earliest, uint64 latest);
    /// @notice The reservation ran out; release it before reserving for that channel again.
    error ReservationEnded(uint64 until);
    /// @notice The reservation holds until then.
    error ReservationHolds(uint64 until);
    /// @notice There is no reservation to release.
    error NoReservation();
    /// @notice Nothing is unbonding.
    error NothingUnbonding();
    /// @notice The unbonding delay runs until then.
    error StillUnbonding(uint64 unbondsAt);

    constructor(IERC20 token_) {
        if (address(token_) == address(0)) revert ZeroToken();
        token = token_;
    }

    /// @notice Adds `amount` of the caller's tokens to its stake. The caller approves this contract first.
    function stake(uint128 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        Stake storage mine = _stakes[msg.sender];
        mine.total += amount;
        uint256 held = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        if (token.balanceOf(address(this)) != held + amount) revert WrongAmountReceived();
        emit Staked(msg.sender, amount, mine.total);
    }

    /// @notice Sets aside `amount` in total of the caller's stake for a channel until `until` (seconds). Before it ends, a reservation can be
    /// raised and extended, never lowered or shortened, so what a buyer saw stays true.
    /// @dev Reservations are kept per provider: nobody can occupy a channel id in another's name. Whether `until` is late enough (end of
    /// the channel plus the dispute window) is for the buyer to check before it pays.
    function reserve(bytes32 channelId, uint128 amount, uint64 until) external {
        if (amount == 0) revert ZeroAmount();
        uint64 now_ = uint64(block.timestamp);
        if (until <= now_ || until > now_ + MAX_RESERVATION) {
            revert ReservationEndOutOfRange(now_ + 1, now_ + MAX_RESERVATION);
        }
        Reservation storage held = _reservations[channelId][msg.sender];
        if (held.amount != 0 && held.until <= now_) revert ReservationEnded(held.until);
        if (amount < held.amount || until < held.until) revert ReservationLowered(held.amount, held.until);

        Stake storage mine = _stakes[msg.sender];
        uint128 more = amount - held.amount;
        uint128 free = _free(mine);
        if (more > free) revert FreeStakeTooSmall(free, more);
        mine.reserved += more;
        held.amount = amount;
        held.until = until;
        emit Reserved(msg.sender, channelId, amount, until);
    }

    /// @notice Returns a reservation that has ended to the provider's free stake. Anyone may call.
    function release(bytes32 channelId, address provider) external {
        Reservation memory held = _reservations[channelId][provider];
        if (held.amount == 0) revert NoReservation();
        if (block.timestamp < held.until) revert ReservationHolds(held.until);
        delete _reservations[channelId][provider];
        _stakes[provider].reserved -= held.amount;
        emit Released(provider, channelId, held.amount);
    }

    /// @notice Asks for `amount` of the caller's free stake back. It stops counting as free at once and can be taken after UNBONDING_DELAY.
    /// @dev One clock per provider: asking for more starts it again for everything that is unbonding.
    function requestUnstake(uint128 amount) external {
        if (amount == 0) revert ZeroAmount();
        Stake storage mine = _stakes[msg.sender];
        uint128 free = _free(mine);
        if (amount > free) revert FreeStakeTooSmall(free, amount);
        mine.unbonding += amount;
        mine.unbondsAt = uint64(block.timestamp) + UNBONDING_DELAY;
        emit UnstakeRequested(msg.sender, mine.unbonding, mine.unbondsAt);
    }

    /// @notice Takes a request back: everything that is unbonding becomes free stake again.
    function cancelUnstake() external {
        Stake storage mine = _stakes[msg.sender];
        uint128 amount = mine.unbonding;
        if (amount == 0) revert NothingUnbonding();
        mine.unbonding = 0;
        mine.unbondsAt = 0;
        emit UnstakeCancelled(msg.sender, amount);
    }

    /// @notice Pays out what the caller asked for, once the delay is over.
    function withdraw() external nonReentrant {
        Stake storage mine = _stakes[msg.sender];
        uint128 amount = mine.unbonding;
        if (amount == 0) revert NothingUnbonding();
        if (block.timestamp < mine.unbondsAt) revert StillUnbonding(mine.unbondsAt);
        mine.unbonding = 0;
        mine.unbondsAt = 0;
        mine.total -= amount;
        emit Withdrawn(msg.sender, amount, mine.total);
        token.safeTransfer(msg.sender, amount);
    }

    /// @notice A provider's books: `total` includes `reserved` and `unbonding`.
    function stakeOf(address provider) external view returns (uint128 total, uint128 reserved, uint128 unbonding) {
        Stake storage books = _stakes[provider];
        return (books.total, books.reserved, books.unbonding);
    }

    /// @notice When what is unbonding may be withdrawn, in seconds; zero when nothing is unbonding.
    function unbondsAt(address provider) external view returns (uint64) {
        return _stakes[provider].unbondsAt;
    }

    /// @notice What is neither reserved nor unbonding.
    function freeStake(address provider) external view returns (uint128) {
        return _free(_stakes[provider]);
    }

    /// @notice What `provider` has set aside for a channel, and until when (seconds). Past `until` it protects nobody, released or not.
    function reservation(bytes32 channelId, address provider) external view returns (uint128 amount, uint64 until) {
        Reservation storage held = _reservations[channelId][provider];
        return (held.amount, held.until);
    }

    function _free(Stake storage books) private view returns (uint128) {
        return books.total - books.reserved - books.unbonding;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {BatchSettlement} from "./BatchSettlement.sol";
import {Fault, IStake} from "./IStake.sol";
import {
    CLAIM_WINDOW as CLAIMS,
    DISPUTE_WINDOW as WINDOW,
    MAX_DISPUTE as LONGEST,
    UNBONDING_DELAY as DELAY
} from "./Windows.sol";

/// @title Providers' stake: how much of it stands behind each payment channel, and how it is lost
/// @notice A provider (the address that signs its quotes and receipts) puts in tokens, sets parts of them aside for single channels so that
/// a buyer can see on chain what stands behind its money, and gets the rest back after an unbonding delay. One contract, the judge, says when
/// a provider was wrong; staking here is consenting to that judge. There is no owner, no upgrade key and no pause.
///
/// A lost dispute takes the whole stake, reserved and unbonding parts included, into a *case*. For CLAIM_WINDOW more losses of the same provider join
/// it. Then it is shared:
///   at least half is burnt;
///   a tenth is for the winning challenger whose dispute opened first, another tenth pays the winners' costs, as far as it was free when they opened;
///   the rest is for buyers, each up to what the provider's receipts say and the channel has paid: first every channel up to three tenths of
///   its reservation, which together never exceed what is there, then what is left pro rata of what is still missing;
///   what nobody claims is burnt too.
///
/// @dev The books of one provider: total >= reserved + unbonding, and free = total - reserved - unbonding. The tokens held are the sum of all
/// totals, of what cases still hold and of all credits (more only if somebody sends tokens by mistake; those stay). Judging moves no tokens:
/// everybody fetches his own, so a wallet that refuses money stops nobody else.
contract StakeVault is IStake, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice One provider's books, in token units; times in seconds.
    struct Stake {
        uint128 total;
        uint128 reserved;
        uint128 unbonding;
        /// When what is unbonding may go; zero when nothing is.
        uint40 unbondsAt;
        /// Since when disputes have run without a break. Reservations that held then count, and none is released before the last of them ends.
        uint40 frozenSince;
        /// Disputes that run.
        uint24 open;
        /// How many cases there were; the newest has this number. A reservation made before a case is void after it.
        uint24 cases;
        /// What is set aside for the costs of the challengers in the disputes that run.
        uint128 covered;
        /// When the freeze of the newest dispute lapses, whatever becomes of it.
        uint64 frozenUntil;
        /// End of the claim window of the newest case; zero: there was none.
        uint64 closesAt;
    }

    /// @notice A dispute that runs: against whom, since when (seconds), and what of its challenger's costs is set aside, in token units.
    struct Freeze {
        address provider;
        uint64 at;
        uint128 covered;
    }

    /// @notice Stake set aside for one channel; `until` in seconds.
    struct Reservation {
        uint128 amount;
        uint64 until;
        /// The provider's `cases` when it was made.
        uint32 cases;
    }

    /// @notice One seized stake and who shares it, in token units; times in seconds.
    struct Case {
        uint128 seized;
        /// Costs paid to challengers.
        uint128 costs;
        /// Sum of the buyers' proven claims that reservations stand behind, less what was paid of them.
        uint128 backed;
        /// Sum of the other proven claims, less those that were dealt with.
        uint128 other;
        /// After closing: what is left for `other`.
        uint128 left;
        uint64 openedAt;
        /// The `frozenSince` of the seizure: reservations that held then stand behind their channels.
        uint40 since;
        bool closed;
        /// The winner whose dispute opened first, and when.
        address first;
        uint64 firstAt;
    }

    /// @notice One channel's part in a case, in token units.
    struct Claim {
        /// What the provider's statements say its wrong work on this channel cost.
        uint128 owed;
        /// What of it is proven to be paid, within three tenths of the reservation, and beyond.
        uint128 backed;
        uint128 other;
        /// Whom it goes to; zero until it is proven.
        address payer;
    }

    /// @notice Seconds after a receipt within which it may be disputed.
    uint64 public constant DISPUTE_WINDOW = WINDOW;
    /// @notice Seconds from `requestUnstake` to `withdraw`; longer than the dispute window.
    uint64 public constant UNBONDING_DELAY = DELAY;
    /// @notice Seconds after which the freeze of a dispute that its judge has not ended lapses.
    uint64 public constant MAX_DISPUTE = LONGEST;
    /// @notice Seconds from a first lost dispute in which claims against the same stake are collected.
    uint64 public constant CLAIM_WINDOW = CLAIMS;
    /// @notice The furthest ahead that a reservation may end, in seconds, so that a slip of the pen cannot lock stake for ever.
    uint64 public constant MAX_RESERVATION = 365 days;
    /// @notice Where burnt tokens go. Nobody has its key: it is a word, not a hash.
    address public constant BURN = 0x000000000000000000000000000000000000dEaD;

    /// @notice The ERC-20 that is staked. It must not take a fee on transfer and must not change balances by itself.
    IERC20 public immutable token;
    /// @notice The contract whose channels prove what buyers have paid.
    BatchSettlement public immutable settlement;
    /// @notice The only contract that can freeze and take stake; zero: nobody can.
    address public immutable judge;
    /// @notice The least stake without which nothing can be reserved, in token units: ten times what a whole dispute costs its challenger, gas and recomputation, so
    /// that a tenth of it pays for one.
    uint128 public immutable MINIMUM;

    mapping(address provider => Stake) private _stakes;
    mapping(bytes32 channelId => mapping(address provider => Reservation)) private _reservations;
    mapping(address provider => mapping(uint32 number => Case)) private _cases;
    mapping(address provider => mapping(uint32 number => mapping(bytes32 channelId => Claim))) private _claims;
    mapping(bytes32 id => Freeze) private _freezes;
    /// @inheritdoc IStake
    mapping(address provider => mapping(bytes32 subject => bool)) public convicted;
    /// @dev What of a channel's payments has been claimed in any case, so that one payment is not claimed twice.
    mapping(bytes32 channelId => uint128) private _counted;
    /// @notice What an account can `collect`, in token units.
    mapping(address account => uint128) public credit;

    event Staked(address indexed provider, uint128 amount, uint128 total);
    event Reserved(address indexed provider, bytes32 indexed channelId, uint128 amount, uint64 until);
    event Released(address indexed provider, bytes32 indexed channelId, uint128 amount);
    event UnstakeRequested(address indexed provider, uint128 unbonding, uint64 unbondsAt);
    event UnstakeCancelled(address indexed provider, uint128 amount);
    event Withdrawn(address indexed provider, uint128 amount, uint128 total);
    event Frozen(address indexed provider, bytes32 indexed id, uint128 covered, uint64 until);
    event Thawed(address indexed provider, bytes32 indexed id);
    event Seized(address indexed provider, uint32 indexed number, uint128 amount, uint64 closesAt);
    event Slashed(
        address indexed provider, uint32 indexed number, bytes32 indexed subject, address challenger, uint128 costs
    );
    event PaymentProven(
        address indexed provider, uint32 indexed number, bytes32 indexed channelId, uint128 backed, uint128 other
    );
    event CaseClosed(address indexed provider, uint32 indexed number, uint128 refunds, uint128 burnt);
    event Refunded(
        address indexed provider, uint32 indexed number, bytes32 indexed channelId, address payer, uint128 amount
    );
    event Collected(address indexed account, uint128 amount);

    /// @notice The constructor was given the zero address as token or settlement contract.
    error ZeroToken();
    /// @notice The amount is zero.
    error ZeroAmount();
    /// @notice The token moved something else than what was asked (a fee on transfer); nothing was staked.
    error WrongAmountReceived();
    /// @notice There is less free stake than asked for.
    error FreeStakeTooSmall(uint128 free, uint128 asked);
    /// @notice Reservations need a stake of at least `minimum` that is not unbonding.
    error StakeBelowMinimum(uint128 minimum, uint128 stake);
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
    /// @notice Disputes run; nothing leaves before they end, or before then.
    error StakeFrozen(uint64 until);
    /// @notice Only the judge may do this.
    error NotTheJudge();
    /// @notice The provider has no stake and no case that a proof could join.
    error NothingAtStake();
    /// @notice No dispute of this id runs.
    error NotFrozen();
    /// @notice A dispute of this id runs already.
    error AlreadyFrozen();
    /// @notice Claims against the lost stake are collected until then.
    error CaseOpen(uint64 closesAt);
    /// @notice No claims are being collected against this provider.
    error NoCaseOpen();
    /// @notice There is no such case, or it is closed already.
    error NoSuchCase();
    /// @notice No lost dispute of the running case is about this channel.
    error NothingOwed();
    /// @notice The channel pays somebody else, or in another token.
    error NotPaidToProvider();
    /// @notice There is nothing to pay out here.
    error NothingToCollect();

    /// @param token_ the token of all stakes
    /// @param settlement_ where buyers' payments can be seen
    /// @param judge_ the game that decides, or zero
    /// @param minimum the least stake that reservations can rest on, in token units
    constructor(IERC20 token_, BatchSettlement settlement_, address judge_, uint128 minimum) {
        if (address(token_) == address(0) || address(settlement_) == address(0)) revert ZeroToken();
        (token, settlement, judge, MINIMUM) = (token_, settlement_, judge_, minimum);
    }

    // Bonding

    /// @notice Adds `amount` of the caller's tokens to its stake. The caller approves this contract first. Not while claims against the caller's
    /// lost stake are being collected.
    function stake(uint128 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        Stake storage mine = _stakes[msg.sender];
        if (block.timestamp < mine.closesAt) revert CaseOpen(mine.closesAt);
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
        Stake storage mine = _stakes[msg.sender];
        Reservation storage held = _reservations[channelId][msg.sender];
        if (held.cases != mine.cases) delete _reservations[channelId][msg.sender]; // a case took it
        if (held.amount != 0 && held.until <= now_) revert ReservationEnded(held.until);
        if (amount < held.amount || until < held.until) revert ReservationLowered(held.amount, held.until);

        uint128 more = amount - held.amount;
        uint128 free = _free(mine);
        if (more > free) revert FreeStakeTooSmall(free, more);
        _standing(mine, 0);
        mine.reserved += more;
        held.amount = amount;
        held.until = until;
        held.cases = mine.cases;
        emit Reserved(msg.sender, channelId, amount, until);
    }

    /// @notice Returns a reservation that has ended to the provider's free stake. Anyone may call, but not while a dispute runs: it might be about
    /// the time in which the reservation held.
    function release(bytes32 channelId, address provider) external {
        Stake storage books = _stakes[provider];
        Reservation memory held = _reservations[channelId][provider];
        if (held.amount == 0 || held.cases != books.cases) revert NoReservation();
        if (block.timestamp < held.until) revert ReservationHolds(held.until);
        if (_frozen(books)) revert StakeFrozen(books.frozenUntil);
        delete _reservations[channelId][provider];
        books.reserved -= held.amount;
        emit Released(provider, channelId, held.amount);
    }

    /// @notice Asks for `amount` of the caller's free stake back. It stops counting as free at once and can be taken after UNBONDING_DELAY; until it is
    /// taken it can be lost. While anything is reserved, MINIMUM must stay.
    /// @dev One clock per provider: asking for more starts it again for everything that is unbonding.
    function requestUnstake(uint128 amount) external {
        if (amount == 0) revert ZeroAmount();
        Stake storage mine = _stakes[msg.sender];
        uint128 free = _free(mine);
        if (amount > free) revert FreeStakeTooSmall(free, amount);
        if (mine.reserved != 0) _standing(mine, amount);
        mine.unbonding += amount;
        mine.unbondsAt = uint40(block.timestamp + UNBONDING_DELAY);
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

    /// @notice Pays out what the caller asked for, once the delay is over and no dispute runs.
    function withdraw() external nonReentrant {
        Stake storage mine = _stakes[msg.sender];
        uint128 amount = mine.unbonding;
        if (amount == 0) revert NothingUnbonding();
        if (block.timestamp < mine.unbondsAt) revert StillUnbonding(mine.unbondsAt);
        if (_frozen(mine)) revert StakeFrozen(mine.frozenUntil);
        mine.unbonding = 0;
        mine.unbondsAt = 0;
        mine.total -= amount;
        emit Withdrawn(msg.sender, amount, mine.total);
        token.safeTransfer(msg.sender, amount);
    }

    // Judging

    /// @inheritdoc IStake
    function freeze(bytes32 id, address provider, uint128 costs) external returns (uint128 covered) {
        if (msg.sender != judge) revert NotTheJudge();
        if (_freezes[id].at != 0) revert AlreadyFrozen();
        Stake storage books = _stakes[provider];
        if (books.total == 0 && block.timestamp >= books.closesAt) revert NothingAtStake();
        covered = _least(costs, cover(provider));
        _freezes[id] = Freeze(provider, uint64(block.timestamp), covered);
        books.covered += covered;
        if (!_frozen(books)) books.frozenSince = uint40(block.timestamp);
        ++books.open;
        books.frozenUntil = uint64(block.timestamp) + MAX_DISPUTE;
        emit Frozen(provider, id, covered, books.frozenUntil);
    }

    /// @inheritdoc IStake
    function thaw(bytes32 id) external {
        (Freeze memory was,) = _end(id);
        emit Thawed(was.provider, id);
    }

    /// @inheritdoc IStake
    function slash(bytes32 id, address challenger, Fault calldata fault) external {
        (Freeze memory was, Stake storage books) = _end(id);
        bool again = convicted[was.provider][fault.subject];
        if (!again) convicted[was.provider][fault.subject] = true;
        if (block.timestamp >= books.closesAt) {
            // The second of two disputes about one subject ends before the case of the first does, unless its freeze has lapsed.
            if (again || books.total == 0) {
                emit Slashed(was.provider, 0, fault.subject, challenger, 0);
                return;
            }
            _seize(was.provider, books, challenger, was.at);
        }
        Case storage the = _cases[was.provider][books.cases];
        uint128 costs = _least(was.covered, the.seized / 10 - the.costs);
        if (costs != 0) {
            the.costs += costs;
            credit[challenger] += costs;
        }
        if (was.at < the.firstAt) (the.first, the.firstAt) = (challenger, was.at);
        if (!again && fault.channel != 0) {
            Claim storage claim = _claims[was.provider][books.cases][fault.channel];
            // No provider can state a sum so large that this call, and with it a game, gets stuck.
            claim.owed = _least(claim.owed, type(uint128).max - fault.amount) + fault.amount;
        }
        emit Slashed(was.provider, books.cases, fault.subject, challenger, costs);
    }

    /// @notice Shows that a channel has paid the provider, for the running case. Anyone may call, again too when more was claimed from the
    /// channel since; only the channel's payer gains.
    /// @dev What the provider has not claimed yet is not paid yet: the payer can take it back from the channel, or make the provider claim it.
    function prove(address provider, BatchSettlement.ChannelConfig calldata config) external {
        Stake storage books = _stakes[provider];
        if (block.timestamp >= books.closesAt) revert NoCaseOpen();
        bytes32 channelId = settlement.getChannelId(config);
        Claim storage claim = _claims[provider][books.cases][channelId];
        if (claim.owed == 0) revert NothingOwed();
        if (config.receiver != provider || config.token != address(token)) revert NotPaidToProvider();

        Case storage the = _cases[provider][books.cases];
        (, uint128 paid) = settlement.channels(channelId);
        uint128 before = claim.backed + claim.other;
        uint128 amount = _least(claim.owed, paid - (_counted[channelId] - before)); // what is paid only grows
        uint128 backed = _least(amount, _backing(_reservations[channelId][provider], books.cases - 1, the.since));
        uint128 other = amount - backed;
        the.backed = the.backed - claim.backed + backed;
        the.other = the.other - claim.other + other;
        _counted[channelId] += amount - before;
        (claim.backed, claim.other, claim.payer) = (backed, other, config.payer);
        emit PaymentProven(provider, books.cases, channelId, backed, other);
    }

    // Paying out

    /// @notice Ends a case whose claim window is over: burns, pays the tenth, and fixes what refunds share. Anyone may call.
    function close(address provider, uint32 number) external {
        Case storage the = _cases[provider][number];
        if (the.openedAt == 0 || the.closed) revert NoSuchCase();
        uint64 closesAt = the.openedAt + CLAIM_WINDOW;
        if (block.timestamp < closesAt) revert CaseOpen(closesAt);
        the.closed = true;
        uint128 tenth = the.seized / 10;
        uint128 forBuyers = the.seized / 2 - tenth - the.costs;
        // Backed claims fit: three tenths of each reservation, rounded down, are no more than the same of all of them.
        uint128 left = _least(the.other, forBuyers - the.backed);
        uint128 burnt = the.seized - tenth - the.costs - the.backed - left;
        the.left = left;
        credit[the.first] += tenth;
        credit[BURN] += burnt;
        emit CaseClosed(provider, number, the.backed + left, burnt);
    }

    /// @notice Pays a channel's part of a closed case to the channel's payer. Anyone may call.
    function refund(address provider, uint32 number, bytes32 channelId) external nonReentrant {
        Case storage the = _cases[provider][number];
        if (!the.closed) revert NoSuchCase();
        Claim memory claim = _claims[provider][number][channelId];
        if (claim.payer == address(0)) revert NothingToCollect();
        delete _claims[provider][number][channelId];
        // Shares of what is left over what is still due: every one is within a unit of its part, and the last one takes the exact rest.
        uint128 other = the.other == 0 ? 0 : uint128(uint256(claim.other) * the.left / the.other);
        the.backed -= claim.backed;
        the.other -= claim.other;
        the.left -= other;
        uint128 amount = claim.backed + other;
        emit Refunded(provider, number, channelId, claim.payer, amount);
        if (amount != 0) token.safeTransfer(claim.payer, amount);
    }

    /// @notice Sends an account what it was credited. Anyone may call, for BURN too.
    function collect(address account) external nonReentrant {
        uint128 amount = credit[account];
        if (amount == 0) revert NothingToCollect();
        credit[account] = 0;
        emit Collected(account, amount);
        token.safeTransfer(account, amount);
    }

    // Reading

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
        return held.cases == _stakes[provider].cases ? (held.amount, held.until) : (0, 0);
    }

    /// @notice How much of what a channel has paid is certain to come back if a dispute that opens now shows the provider's work on it wrong: three tenths
    /// of the reservation, whatever else is claimed from the same stake. A careful buyer has no more than that at risk at once, with a
    /// reservation that ends after the dispute window of its newest receipt.
    function backing(bytes32 channelId, address provider) external view returns (uint128) {
        return _backing(_reservations[channelId][provider], _stakes[provider].cases, uint64(block.timestamp));
    }

    /// @inheritdoc IStake
    /// @dev What is set aside at opening is paid to the challenger if it wins, whoever wins before it.
    function cover(address provider) public view returns (uint128) {
        Stake storage books = _stakes[provider];
        uint128 pot = books.total / 10;
        if (block.timestamp < books.closesAt) {
            if (block.timestamp + MAX_DISPUTE > books.closesAt) return 0; // it might end after the case does
            Case storage the = _cases[provider][books.cases];
            pot = the.seized / 10 - the.costs;
        }
        return pot - _least(pot, books.covered);
    }

    /// @notice How many disputes run against a provider, until when they hold its stake (seconds), the number of its newest case (zero: none
    /// yet), and until when claims for that are collected.
    function disputes(address provider)
        external
        view
        returns (uint32 open, uint64 frozenUntil, uint32 newestCase, uint64 closesAt)
    {
        Stake storage books = _stakes[provider];
        return (books.open, books.open == 0 ? 0 : books.frozenUntil, books.cases, books.closesAt);
    }

    /// @notice A case; all zero if there is none of that number.
    function caseOf(address provider, uint32 number) external view returns (Case memory) {
        return _cases[provider][number];
    }

    /// @notice A channel's part in a case; all zero when there is none, or when it was paid.
    function claimOf(address provider, uint32 number, bytes32 channelId) external view returns (Claim memory) {
        return _claims[provider][number][channelId];
    }

    // Inside

    /// @dev Ends a dispute, and returns what was known of it and the provider's books.
    function _end(bytes32 id) private returns (Freeze memory was, Stake storage books) {
        if (msg.sender != judge) revert NotTheJudge();
        was = _freezes[id];
        if (was.at == 0) revert NotFrozen();
        delete _freezes[id];
        books = _stakes[was.provider];
        --books.open;
        books.covered -= was.covered;
    }

    /// @dev Takes the whole stake into a new case.
    function _seize(address provider, Stake storage books, address challenger, uint64 opened) private {
        uint64 now_ = uint64(block.timestamp);
        uint32 number = ++books.cases;
        Case storage the = _cases[provider][number];
        the.seized = books.total;
        (the.openedAt, the.since) = (now_, books.frozenSince);
        (the.first, the.firstAt) = (challenger, opened);
        (books.total, books.reserved, books.unbonding, books.unbondsAt) = (0, 0, 0, 0);
        books.closesAt = now_ + CLAIM_WINDOW;
        emit Seized(provider, number, the.seized, books.closesAt);
    }

    /// @dev Refuses when less than MINIMUM would stay in once `leaving` goes.
    function _standing(Stake storage books, uint128 leaving) private view {
        uint128 standing = books.total - books.unbonding - leaving;
        if (standing < MINIMUM) revert StakeBelowMinimum(MINIMUM, standing);
    }

    /// @dev Three tenths of a reservation that is of this round of the provider's stake and has not run out at `time`.
    function _backing(Reservation storage held, uint32 cases, uint64 time) private view returns (uint128) {
        return held.cases == cases && held.until > time ? uint128(uint256(held.amount) * 3 / 10) : 0;
    }

    /// @dev Whether a dispute runs that has not gone on for too long.
    function _frozen(Stake storage books) private view returns (bool) {
        return books.open != 0 && block.timestamp < books.frozenUntil;
    }

    function _free(Stake storage books) private view returns (uint128) {
        return books.total - books.reserved - books.unbonding;
    }

    function _least(uint128 a, uint128 b) private pure returns (uint128) {
        return a < b ? a : b;
    }
}

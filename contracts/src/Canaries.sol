// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Dispute} from "./Dispute.sol";
import {Fault} from "./IStake.sol";
import {Referee} from "./Referee.sol";
import {Statements} from "./Statements.sol";
import {DISPUTE_WINDOW as WINDOW} from "./Windows.sol";

/// @title Canaries: wrong answers on purpose, with a prize for whoever recomputes them
/// @notice Where nobody cheats, checking finds nothing and earns nothing, and so nobody checks. A sponsor orders an answer that it wants wrong, has a provider sign a wrong
/// one, and puts down a prize here before it sends the answer to watchtowers like any other. Nobody can tell it from a real one before recomputing it: what stands here is
///
///   a lock, the address of a key that is made from the numbers of the right computation at the first wrong token: whoever has recomputed has the key;
///   a tag, a hash of the request's id and of a salt;
///   a veil, the salt under that key.
///
/// The finder signs its own address with the key and has nine tenths of the prize; one tenth is burnt, so that finding one's own costs something. Nobody else can use the
/// signature. The provider keeps its stake: a dispute about a canary is excused, and the challenger has its bond back and the prize. What makes that safe is
/// consent. An answer is a canary only if the request, which its buyer signed before there was an answer, carries a hash of the salt as its nonce. A cheat
/// can plant what it likes: no request of a real buyer says that a wrong answer is wanted. Whoever finds, excuses or reclaims a canary shows consent, and `shownAt` remembers it for the
/// request, whatever the lock: who is about to dispute an answer looks there first.
/// @dev Sound though it checks no computation: whether lock, tag or veil are well made only decides whether the prize is claimed or whether it goes to the challenger of a
/// dispute, which the provider must end here, or lose its stake. No owner, no upgrade, no pause. The tokens held are the prizes of planted canaries and the sum of
/// all credits (more only if somebody sends tokens by mistake; those stay). Everything is fetched, nothing is sent.
contract Canaries {
    using SafeERC20 for IERC20;

    /// @notice What has become of a canary. From Planted on it goes to one of the others, and stays there.
    enum State {
        None,
        Planted,
        Found, // the prize was paid
        Reclaimed, // nobody found it, and its sponsor showed which answer it was
        Lapsed // nobody found it, and nobody showed it: the prize was burnt
    }

    /// @notice One canary. `prize` in token units, `planted` in seconds.
    struct Canary {
        address sponsor;
        uint40 planted;
        State state;
        uint128 prize;
        bytes32 tag;
    }

    /// @notice Seconds after planting before a prize can be taken back: an answer can be disputed for the dispute window, and may be sent up to a day after planting.
    uint64 public constant HOLD = WINDOW + 1 days;
    /// @notice Seconds after planting after which a prize that nobody has taken is burnt.
    uint64 public constant LAPSE = 90 days;
    /// @notice The part of a found prize that is burnt.
    uint128 public constant BURNT = 10;
    /// @notice What part of a dispute's costs its challenger has paid when it is excused: an opening and two withdrawals.
    uint128 public constant OPENING = 4;
    /// @notice Seconds after consent was shown in which the opening of a dispute is still paid for: between looking at `shownAt` and opening.
    uint64 public constant GRACE = 1 hours;
    /// @notice Where burnt tokens go. Nobody has its key: it is a word, not a hash.
    address public constant BURN = 0x000000000000000000000000000000000000dEaD;

    /// @notice The ERC-20 that prizes are paid in: the token of the stake.
    IERC20 public immutable token;
    /// @notice Whose disputes are excused.
    Dispute public immutable game;
    /// @notice Who hashes requests.
    Referee public immutable referee;

    mapping(address lock => Canary) private _canaries;
    /// @notice When it was first shown here that the buyer of a request wants a wrong answer, in seconds; zero: not yet. From then on nothing is to be gained by disputing that answer.
    mapping(bytes32 subject => uint40) public shownAt;
    /// @notice What an account can `collect`, in token units.
    mapping(address account => uint128) public credit;

    event Planted(address indexed lock, address indexed sponsor, uint128 prize, bytes32 tag, bytes32 veil);
    event Found(address indexed lock, address indexed finder, bytes32 indexed subject, uint128 paid);
    event Excused(address indexed lock, uint256 indexed id, bytes32 indexed subject, address challenger, uint128 paid);
    event Reclaimed(address indexed lock, address indexed sponsor, bytes32 indexed subject, uint128 prize);
    event Lapsed(address indexed lock, address indexed sponsor, uint128 prize);
    event Collected(address indexed account, uint128 amount);

    /// @notice The constructor was given a zero address.
    error ZeroAddress();
    /// @notice The prize must be at least what a dispute costs.
    error PrizeTooSmall(uint128 least);
    /// @notice There is, or was, a canary under this lock, or the lock is the zero address.
    error LockTaken();
    /// @notice The token moved something else than what was asked (a fee on transfer); nothing was planted.
    error WrongAmountReceived();
    /// @notice There is no canary under this lock to which this could still be done.
    error WrongState(State state);
    /// @notice The signature is not of the key that the lock is of, or names another finder.
    error WrongKey();
    /// @notice The canary is another answer, or its request does not ask for a wrong one.
    error NotThisCanary();
    /// @notice The dispute was opened before the canary was planted: whoever accused could not know.
    error PlantedTooLate();
    /// @notice The prize stays until then.
    error TooEarly(uint64 until);
    /// @notice There is nothing to pay out.
    error NothingToCollect();

    /// @param token_ the token of the stake
    /// @param game_ the game that lets this contract excuse disputes
    /// @param referee_ who hashes requests
    constructor(IERC20 token_, Dispute game_, Referee referee_) {
        if (address(token_) == address(0) || address(game_) == address(0) || address(referee_) == address(0)) {
            revert ZeroAddress();
        }
        (token, game, referee) = (token_, game_, referee_);
    }

    // Planting

    /// @notice Puts down a prize for an answer that is wrong on purpose, before it is sent to anybody. The caller approves this contract first, and is the sponsor.
    /// @param lock the address of the key that recomputing gives
    /// @param tag keccak256(abi.encode(request id, salt))
    /// @param veil the salt, under the key
    /// @param prize in token units, at least `least`
    function plant(address lock, bytes32 tag, bytes32 veil, uint128 prize) external {
        if (lock == address(0) || _canaries[lock].state != State.None) revert LockTaken();
        uint128 least_ = least();
        if (prize < least_) revert PrizeTooSmall(least_);
        _canaries[lock] = Canary(msg.sender, uint40(block.timestamp), State.Planted, prize, tag);
        _take(prize);
        emit Planted(lock, msg.sender, prize, tag, veil);
    }

    // Finding

    /// @notice Pays the prize to `finder`, whom the key's holder has signed for. Anyone may send it. The request and `salt`, which the veil hides, show which answer it was: from then on everybody
    /// can know whether it was a canary. Its prize is paid even if it was none, because its buyer did not want it wrong.
    /// @param signature by the lock's key, over `claimDigest(finder)`
    function claim(
        address lock,
        address finder,
        Statements.Request calldata request,
        bytes32 salt,
        bytes calldata signature
    ) external {
        Canary storage canary = _planted(lock);
        if (ECDSA.recoverCalldata(claimDigest(finder), signature) != lock) revert WrongKey();
        (bytes32 subject,) = _show(canary, request, salt);
        emit Found(lock, finder, subject, _pay(canary, finder));
    }

    /// @notice Ends a dispute about a canary, before the provider has answered it: the provider keeps its stake, and the challenger has its bond back, always. If nobody had found the canary, the challenger
    /// has, and is paid the prize. If somebody had, the caller, who approves this contract first, pays for the challenger's opening, unless consent was shown more than GRACE before it: then the challenger
    /// could know.
    /// @param claimed the hash of the claim that is disputed
    /// @param fault of the dispute; its subject is the request's id
    function excuse(
        address lock,
        uint256 id,
        bytes32 claimed,
        Fault calldata fault,
        Statements.Request calldata request,
        bytes32 salt
    ) external {
        Canary storage canary = _canaries[lock];
        if (canary.state != State.Planted && canary.state != State.Found) revert WrongState(canary.state);
        if (_wanted(canary, request, salt) != fault.subject) revert NotThisCanary();
        uint40 opened = game.disputeOf(id).place.movedAt; // in the phase in which the game lets us, nobody has moved yet
        if (opened <= canary.planted) revert PlantedTooLate();
        address challenger = game.excuse(id, claimed, fault);
        uint128 paid;
        if (canary.state == State.Planted) {
            paid = _pay(canary, challenger);
            emit Found(lock, challenger, fault.subject, paid);
        } else if (opened <= shownAt[fault.subject] + GRACE) {
            paid = game.costs() / OPENING;
            credit[challenger] += paid;
            _take(paid);
        }
        emit Excused(lock, id, fault.subject, challenger, paid);
    }

    // What nobody finds

    /// @notice Gives the prize of a canary that nobody has found back to its sponsor, once it has stood for HOLD. It has to be shown which answer it was, so that everybody knows what the
    /// watchtowers have missed; nothing can be excused with it any more. Anyone may call who can show it.
    function reclaim(address lock, Statements.Request calldata request, bytes32 salt) external {
        Canary storage canary = _planted(lock);
        _after(canary.planted + HOLD);
        bytes32 subject = _wanted(canary, request, salt);
        canary.state = State.Reclaimed;
        credit[canary.sponsor] += canary.prize;
        emit Reclaimed(lock, canary.sponsor, subject, canary.prize);
    }

    /// @notice Burns a prize that nobody has found and that nobody has shown within LAPSE. Anyone may call.
    function lapse(address lock) external {
        Canary storage canary = _planted(lock);
        _after(canary.planted + LAPSE);
        canary.state = State.Lapsed;
        credit[BURN] += canary.prize;
        emit Lapsed(lock, canary.sponsor, canary.prize);
    }

    /// @notice Sends an account what it was credited. Anyone may call, for BURN too.
    function collect(address account) external {
        uint128 amount = credit[account];
        if (amount == 0) revert NothingToCollect();
        credit[account] = 0;
        emit Collected(account, amount);
        token.safeTransfer(account, amount);
    }

    // Reading

    /// @notice The least prize, in token units: what a whole dispute costs, so that nobody who disputes a canary instead of claiming it is out of pocket.
    function least() public view returns (uint128) {
        return game.costs();
    }

    /// @notice A canary; all zero if there is none under this lock.
    function canaryOf(address lock) external view returns (Canary memory) {
        return _canaries[lock];
    }

    /// @notice What the key of a lock signs to have the prize paid to `finder`.
    function claimDigest(address finder) public view returns (bytes32) {
        return keccak256(abi.encode(keccak256("assay.canary.claim.v1"), block.chainid, address(this), finder));
    }

    /// @notice The buyer's nonce of a request whose answer is wanted wrong, and may be a canary under a tag with this salt.
    function consentOf(bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(keccak256("assay.canary.consent.v1"), block.chainid, address(this), salt));
    }

    // Inside

    /// @dev Checks that a request is that which the tag is of. Returns the request's id, and whether it says that its answer is wanted wrong; if so, that is written down.
    function _show(Canary storage canary, Statements.Request calldata request, bytes32 salt)
        private
        returns (bytes32 subject, bool wanted)
    {
        subject = referee.requestDigest(request);
        if (keccak256(abi.encode(subject, salt)) != canary.tag) revert NotThisCanary();
        wanted = request.buyerNonce == consentOf(salt);
        if (wanted && shownAt[subject] == 0) shownAt[subject] = uint40(block.timestamp);
    }

    /// @dev As `_show`, of an answer that must be wanted wrong.
    function _wanted(Canary storage canary, Statements.Request calldata request, bytes32 salt)
        private
        returns (bytes32 subject)
    {
        bool wanted;
        (subject, wanted) = _show(canary, request, salt);
        if (!wanted) revert NotThisCanary();
    }

    function _planted(address lock) private view returns (Canary storage canary) {
        canary = _canaries[lock];
        if (canary.state != State.Planted) revert WrongState(canary.state);
    }

    function _after(uint64 until) private view {
        if (block.timestamp < until) revert TooEarly(until);
    }

    /// @dev Pays a prize, less what is burnt.
    function _pay(Canary storage canary, address finder) private returns (uint128 paid) {
        canary.state = State.Found;
        uint128 burnt = canary.prize / BURNT;
        paid = canary.prize - burnt;
        credit[finder] += paid;
        credit[BURN] += burnt;
    }

    /// @dev Takes tokens from the caller.
    function _take(uint128 amount) private {
        uint256 held = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        if (token.balanceOf(address(this)) != held + amount) revert WrongAmountReceived();
    }
}

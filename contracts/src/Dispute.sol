// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IClaims} from "./IClaims.sol";
import {IProgram} from "./IProgram.sol";
import {Fault, IStake} from "./IStake.sol";
import {TraceTree} from "./TraceTree.sol";
import {DISPUTE_WINDOW as WINDOW} from "./Windows.sol";

/// @title The dispute game
/// @notice A challenger says that a provider's signed claim is wrong, and bonds money on it. The provider commits to its computation as one Merkle root,
/// and shows 64 nodes at a time; the challenger picks one, down to one leaf, one element, and for long sums one part. Then the
/// provider must show that the program gives this number. Who can't move in time loses.
///
/// The game knows nothing of what is computed (IProgram), of signatures (IClaims), or of how stake is shared out (IStake).
/// No owner, no upgrade, no pause.
/// @dev Four properties carry it:
/// - Only the provider commits. Whatever it can say is fixed by its first move (partial sums apart, which the program checks against the element), so a challenger
///   that compares with its own trace walks to the leftmost difference, and there the inputs are right and the number is wrong.
/// - A move that does not hold reverts, and counts for nothing; nobody loses but by the clock. So a move that a reorg puts behind another position does
///   no harm: picks name the node they pick from, and the provider's moves lead to what was picked, or revert.
/// - A move is legal up to and with its deadline, and a time-out is claimed after it. There is no moment at which both can happen.
/// - Disputes share nothing: each has its own clocks and bond, and a lost one leaves nothing behind, so the same claim can be disputed again.
contract Dispute {
    /// @notice Whose move is awaited, and which. `Over` also for ids that never were.
    enum Phase {
        Over,
        Root, // provider: commit
        Child, // challenger: pick one of 64 nodes
        Children, // provider: post the 64 nodes below it
        Leaf, // provider: reveal the leaf's data
        Element, // challenger: pick an element of the leaf
        Cell, // provider: show it, or split it into partial sums
        Part, // challenger: pick one of them
        PartCell, // provider: show it
        Asked // provider: answer that it was asked for the work
    }

    /// @notice Where a dispute stands; one storage slot. `level` of `rounds` children were picked so far, and `leaf` is their numbers, 6 bits each. Clocks in seconds left, without what has passed since `movedAt` (seconds since 1970).
    struct Place {
        Phase phase;
        uint8 rounds;
        uint8 level;
        uint64 leaf;
        uint16 element;
        uint16 part;
        uint32 providerClock;
        uint32 challengerClock;
        uint40 movedAt;
    }

    /// @notice One dispute. `terms` binds claim and fault; `top` is the node over the whole trace, `node` what the last move showed: the node over
    /// 64 children, the leaf's hash, or the hash of the partial sums (in storage not before the second; `disputeOf` fills it in).
    struct Game {
        address challenger;
        uint96 bond;
        address provider;
        uint64 leaves;
        bytes32 terms;
        Place place;
        bytes32 top;
        bytes32 node;
    }

    /// @notice What the provider brings to show a number. `claim` and `fault` (its hash) are what was said at the opening; `element` and `part` name the number,
    /// so that the move can't be taken for another; `data` is the leaf, `sums` the partial sums, 8 bytes each; each empty where it is not needed.
    struct Showing {
        bytes claim;
        bytes32 fault;
        uint256 element;
        uint256 part;
        bytes data;
        bytes sums;
        bytes evidence;
    }

    /// @notice Seconds after the work was finished within which a dispute may be opened.
    uint64 public constant DISPUTE_WINDOW = WINDOW;
    /// @notice Seconds that a side has at least when it is its turn, however late its opponent moved.
    uint32 public constant EXTENSION = 3 hours;
    /// @notice Seconds that a side has in all, before the size of the trace is counted in.
    uint32 public constant CLOCK = 1 days;
    /// @notice How many leaves add a second to each side's clock.
    uint64 public constant LEAVES_PER_SECOND = 500;
    /// @notice Seconds that a side has in all at most.
    uint32 public constant MAX_CLOCK = 4 days;
    /// @notice The most leaves that a trace may have: 8 rounds.
    uint64 public constant MAX_LEAVES = 1 << 47;
    /// @notice By how much accusing falsely costs more than defending: the ratio rho of the published games.
    uint256 public constant RHO = 10;
    /// @notice Gas of a whole defence: so much, and so much more for each round.
    uint256 public constant DEFENCE_GAS = 450_000;
    uint256 public constant ROUND_GAS = 120_000;
    /// @notice The least that gas is reckoned at, in wei; otherwise twice the base fee.
    uint256 public constant MIN_GAS_PRICE = 0.05 gwei;
    /// @notice What it costs to compute one leaf of a trace again, in wei.
    uint256 public constant LEAF_COST = 200_000;
    /// @notice Gas of answering a question.
    uint256 public constant ANSWER_GAS = 150_000;
    /// @notice What part of `costs` is set aside for whoever asks a question: it takes a transaction or two, and nothing is computed.
    uint128 public constant QUESTION_SHARE = 10;
    /// @notice Blocks between announcing a contradiction and proving it, at least.
    uint256 public constant ANNOUNCE_BLOCKS = 1;

    IStake public immutable stake;
    IClaims public immutable claims;
    IProgram public immutable program;
    /// @notice Who may excuse a dispute about an answer that was ordered wrong; zero: nobody.
    address public immutable canaries;
    /// @notice What a dispute costs its challenger, in the vault's token: what the vault is asked to set aside.
    uint128 public immutable costs;

    /// @notice How many ids have been given out: disputes and proven contradictions.
    uint256 public count;
    /// @notice What may be withdrawn, in wei. What is owed to the zero address is burnt.
    mapping(address who => uint256) public owed;
    /// @notice The block in which a proof to come was announced.
    mapping(bytes32 secret => uint256) public announced;
    mapping(uint256 id => Game) private _games;

    event Opened(
        uint256 indexed id,
        address indexed provider,
        address indexed challenger,
        uint64 leaves,
        uint256 bond,
        uint128 covered,
        Fault fault,
        bytes claim
    );
    event Asked(
        uint256 indexed id,
        address indexed provider,
        address indexed challenger,
        uint256 bond,
        uint128 covered,
        Fault fault
    );
    event Posted(uint256 indexed id, bytes32[64] children);
    event Picked(uint256 indexed id, uint256 choice);
    event Revealed(uint256 indexed id, bytes data);
    event Split(uint256 indexed id, bytes sums);
    event Acquitted(uint256 indexed id, address indexed provider, address indexed challenger, bool shown);
    event Excused(uint256 indexed id, address indexed provider, address indexed challenger, bytes32 subject);
    event Convicted(uint256 indexed id, address indexed provider, address indexed challenger, bytes32 subject);
    event Announced(bytes32 indexed secret);
    event Withdrawn(address indexed who, address indexed to, uint256 amount);

    /// @notice The dispute window closed then.
    error WindowClosed(uint64 at);
    /// @notice The program gives the trace no leaves, or more than MAX_LEAVES.
    error LeavesOutOfRange(uint64 leaves);
    /// @notice The bond must be at least `least` wei.
    error BondTooSmall(uint256 least);
    /// @notice The vault would set aside less of the challenger's costs than asked for.
    error CoverTooSmall(uint128 covered);
    /// @notice That subject was proven already; there is nothing left to prove.
    error AlreadyConvicted();
    /// @notice Another move is awaited.
    error WrongPhase(Phase awaited);
    /// @notice It is somebody else's move.
    error NotYourMove();
    /// @notice The mover's time ran out then.
    error TooLate(uint256 deadline);
    /// @notice The side to move has time until then.
    error StillTime(uint256 deadline);
    /// @notice The pick is for another position than the one that stands.
    error AnotherPosition(bytes32 node);
    /// @notice The choice is out of range.
    error ChoiceOutOfRange();
    /// @notice What was posted does not lead to the node that was picked.
    error NotUnderNode();
    /// @notice The claim, the fault, the data or the sums are not those of this dispute.
    error NotTheSame();
    /// @notice The leaf has another length than the program says, or should be absent.
    error WrongLength();
    /// @notice The element must be split first, or can't be, or has another number of parts.
    error WrongParts();
    /// @notice The program says that the number is wrong.
    error WrongNumber();
    /// @notice What was answered does not show that the work was ordered.
    error NotOrdered();
    /// @notice Announce keccak256(abi.encode(prover, kind, statements)) at least ANNOUNCE_BLOCKS blocks before.
    error NotAnnounced();
    /// @notice Nothing is owed.
    error NothingOwed();
    /// @notice The receiver refused the payment; name another.
    error PaymentRefused();

    constructor(IStake stake_, IClaims claims_, IProgram program_, uint128 costs_, address canaries_) {
        stake = stake_;
        claims = claims_;
        program = program_;
        costs = costs_;
        canaries = canaries_;
    }

    // Opening

    /// @notice Disputes what `statements` claim. The value is the bond, at least `bondFor` the trace's leaves. The provider's stake is frozen. Reverts if
    /// the vault can set aside less than `cover` token units of the caller's costs.
    function open(bytes calldata statements, uint128 cover) external payable returns (uint256 id) {
        (address provider, uint64 finished, Fault memory fault, bytes memory claim) = claims.check(statements);
        _disputable(provider, finished, fault.subject);
        uint64 leaves = program.leaves(claim);
        if (leaves == 0 || leaves > MAX_LEAVES) revert LeavesOutOfRange(leaves);
        id = _seat(provider, leaves, _terms(keccak256(claim), keccak256(abi.encode(fault))), bondFor(leaves));
        uint128 covered = _freeze(id, provider, costs, cover);
        emit Opened(id, provider, msg.sender, leaves, msg.value, covered, fault, claim);
    }

    /// @notice Says that nobody who pays has ordered the work that `statements` say the provider has done. The value is the bond, at least `questionBond`. The provider's stake is
    /// frozen until it answers; if it can't, it loses. Reverts if the vault can set aside less than `cover` token units of the caller's costs.
    function ask(bytes calldata statements, uint128 cover) external payable returns (uint256 id) {
        (address provider, uint64 finished, Fault memory fault) = claims.question(statements);
        _disputable(provider, finished, fault.subject);
        id = _seat(provider, 0, _terms(keccak256(""), keccak256(abi.encode(fault))), questionBond());
        uint128 covered = _freeze(id, provider, costs / QUESTION_SHARE, cover);
        emit Asked(id, provider, msg.sender, msg.value, covered, fault);
    }

    // Moves

    /// @notice The provider commits to its trace: the 64 nodes 6 levels below the top.
    function commit(uint256 id, bytes32[64] calldata children) external {
        Game storage game = _games[id];
        Place memory place = _provider(game, Phase.Root);
        game.top = TraceTree.fold(children);
        place.phase = Phase.Child;
        game.place = place;
        emit Posted(id, children);
    }

    /// @notice The challenger picks one of what was shown last: a child (0 to 63), an element, or a part. `node` is what it picks from, as `disputeOf` says, so that the pick
    /// holds for no other position. To pick what isn't there is legal, and loses.
    function pick(uint256 id, bytes32 node, uint256 choice) external {
        Game storage game = _games[id];
        Place memory place = game.place;
        if (place.phase != Phase.Child && place.phase != Phase.Element && place.phase != Phase.Part) {
            revert WrongPhase(place.phase);
        }
        if (msg.sender != game.challenger) revert NotYourMove();
        uint256 elapsed = block.timestamp - place.movedAt;
        if (elapsed > place.challengerClock) revert TooLate(uint256(place.movedAt) + place.challengerClock);
        if (node != _shown(game, place)) revert AnotherPosition(_shown(game, place));
        if (choice > (place.phase == Phase.Child ? 63 : type(uint16).max)) revert ChoiceOutOfRange();

        place.challengerClock -= uint32(elapsed);
        if (place.providerClock < EXTENSION) place.providerClock = EXTENSION;
        place.movedAt = uint40(block.timestamp);
        if (place.phase == Phase.Child) {
            place.leaf = place.leaf << 6 | uint64(choice);
            place.phase = ++place.level == place.rounds ? Phase.Leaf : Phase.Children;
        } else if (place.phase == Phase.Element) {
            place.element = uint16(choice);
            place.phase = Phase.Cell;
        } else {
            place.part = uint16(choice);
            place.phase = Phase.PartCell;
        }
        game.place = place;
        emit Picked(id, choice);
    }

    /// @notice The provider shows the 64 nodes 6 levels below the one that was picked; `siblings` lead from that one to the node it was picked from.
    function post(uint256 id, bytes32[64] calldata children, bytes32[6] calldata siblings) external {
        Game storage game = _games[id];
        Place memory place = _provider(game, Phase.Children);
        bytes32 node = TraceTree.fold(children);
        if (TraceTree.climb(node, place.leaf, siblings) != _shown(game, place)) revert NotUnderNode();
        game.node = node;
        place.phase = Phase.Child;
        game.place = place;
        emit Posted(id, children);
    }

    /// @notice The provider shows the data of the leaf that was picked; empty if the leaf is absent.
    function reveal(uint256 id, bytes calldata data, bytes32[6] calldata siblings) external {
        Game storage game = _games[id];
        Place memory place = _provider(game, Phase.Leaf);
        bytes32 node = TraceTree.leafHash(data);
        if (TraceTree.climb(node, place.leaf, siblings) != _shown(game, place)) revert NotUnderNode();
        game.node = node;
        place.phase = Phase.Element;
        game.place = place;
        emit Revealed(id, data);
    }

    /// @notice The provider shows that the picked element is right, and wins. Of a leaf that is rightly absent, and of an element that the leaf does not have,
    /// there is nothing to show.
    function show(uint256 id, Showing calldata showing) external {
        Game storage game = _games[id];
        Place memory place = _provider(game, Phase.Cell);
        if (_cell(game, place, showing)) {
            if (program.parts(showing.claim, place.leaf, place.element) != 1) revert WrongParts();
            if (showing.sums.length != 0) revert NotTheSame();
            _judge(game, place, showing);
        }
        _acquit(id, true);
    }

    /// @notice The provider shows the partial sums that give the picked element.
    function split(uint256 id, Showing calldata showing) external {
        Game storage game = _games[id];
        Place memory place = _provider(game, Phase.Cell);
        if (!_cell(game, place, showing)) revert WrongParts();
        uint256 parts = program.parts(showing.claim, place.leaf, place.element);
        if (parts < 2 || showing.sums.length != 8 * parts) revert WrongParts();
        _judge(game, place, showing);
        game.node = keccak256(showing.sums);
        place.phase = Phase.Part;
        game.place = place;
        emit Split(id, showing.sums);
    }

    /// @notice The provider shows that the picked partial sum is right, and wins.
    function showPart(uint256 id, Showing calldata showing) external {
        Game storage game = _games[id];
        Place memory place = _provider(game, Phase.PartCell);
        _same(game, showing);
        if (showing.element != place.element || showing.part != place.part || keccak256(showing.sums) != game.node) {
            revert NotTheSame();
        }
        uint256 at = uint256(place.part) * 8;
        if (at < showing.sums.length) {
            int64 sum = int64(uint64(bytes8(showing.sums[at:at + 8])));
            bytes32 root = TraceTree.rootHash(game.leaves, game.top);
            if (!program.judgePart(
                    showing.claim, root, place.leaf, place.element, place.part, sum, showing.evidence
                )) revert WrongNumber();
        }
        _acquit(id, true);
    }

    /// @notice The provider answers a question: `evidence` shows that the work was ordered. It wins.
    function answer(uint256 id, Fault calldata fault, bytes calldata evidence) external {
        Game storage game = _games[id];
        _provider(game, Phase.Asked);
        if (_terms(keccak256(""), keccak256(abi.encode(fault))) != game.terms) revert NotTheSame();
        if (!claims.ordered(fault, evidence)) revert NotOrdered();
        _acquit(id, true);
    }

    // Endings

    /// @notice Ends a dispute whose challenger let its time run out; the challenger itself may give up earlier.
    function forfeit(uint256 id) external {
        Game storage game = _games[id];
        Place memory place = game.place;
        if (place.phase != Phase.Child && place.phase != Phase.Element && place.phase != Phase.Part) {
            revert WrongPhase(place.phase);
        }
        uint256 until = uint256(place.movedAt) + place.challengerClock;
        if (block.timestamp <= until && msg.sender != game.challenger) revert StillTime(until);
        _acquit(id, false);
    }

    /// @notice Ends a dispute whose provider let its time run out; the provider itself may give up earlier. `claim` is the hash of the claim; that of a
    /// question is empty.
    function convict(uint256 id, bytes32 claim, Fault calldata fault) external {
        Game storage game = _games[id];
        Place memory place = game.place;
        if (
            place.phase == Phase.Over || place.phase == Phase.Child || place.phase == Phase.Element
                || place.phase == Phase.Part
        ) revert WrongPhase(place.phase);
        (address provider, address challenger) = (game.provider, game.challenger);
        uint256 until = uint256(place.movedAt) + place.providerClock;
        if (block.timestamp <= until && msg.sender != provider) revert StillTime(until);
        if (_terms(claim, keccak256(abi.encode(fault))) != game.terms) revert NotTheSame();

        owed[challenger] += game.bond;
        delete _games[id];
        stake.slash(bytes32(id), challenger, fault);
        emit Convicted(id, provider, challenger, fault.subject);
    }

    /// @notice Ends a dispute about work that its own buyer ordered wrong, before the provider has made a move. Only for `canaries`, which has checked that, and sees to it that the challenger is
    /// paid. The challenger has its whole bond back: it was not wrong.
    function excuse(uint256 id, bytes32 claim, Fault calldata fault) external returns (address challenger) {
        if (msg.sender != canaries) revert NotYourMove();
        Game storage game = _games[id];
        Place memory place = game.place;
        if (place.phase != Phase.Root) revert WrongPhase(place.phase);
        uint256 until = uint256(place.movedAt) + place.providerClock;
        if (block.timestamp > until) revert TooLate(until);
        if (_terms(claim, keccak256(abi.encode(fault))) != game.terms) revert NotTheSame();
        address provider;
        (provider, challenger) = (game.provider, game.challenger);
        owed[challenger] += game.bond;
        delete _games[id];
        stake.thaw(bytes32(id));
        emit Excused(id, provider, challenger, fault.subject);
    }

    // One move

    /// @notice Says that the caller will prove something, without saying what: keccak256(abi.encode(caller, kind, statements)). Who copies the proof out of the
    /// transaction that makes it would have to announce it first, and comes a block late.
    function announce(bytes32 secret) external {
        if (announced[secret] == 0) announced[secret] = block.number;
        emit Announced(secret);
    }

    /// @notice Proves that a provider's signed statements contradict each other. Nobody has to answer: the provider is slashed at once.
    function prove(uint8 kind, bytes calldata statements) external returns (uint256 id) {
        bytes32 secret = keccak256(abi.encode(msg.sender, kind, statements));
        uint256 since = announced[secret];
        if (since == 0 || block.number < since + ANNOUNCE_BLOCKS) revert NotAnnounced();
        delete announced[secret];
        (address provider, uint64 finished, Fault memory fault) = claims.contradiction(kind, statements);
        if (block.timestamp > uint256(finished) + WINDOW) revert WindowClosed(finished + WINDOW);
        if (stake.convicted(provider, fault.subject)) revert AlreadyConvicted();
        id = ++count;
        stake.freeze(bytes32(id), provider, costs);
        stake.slash(bytes32(id), msg.sender, fault);
        emit Convicted(id, provider, msg.sender, fault.subject);
    }

    // Money

    /// @notice Pays out to `to` what the caller is owed. A receiver that refuses harms nobody but itself, and can be replaced by another.
    function withdraw(address to) external returns (uint256 amount) {
        amount = owed[msg.sender];
        if (amount == 0) revert NothingOwed();
        owed[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        (bool paid,) = to.call{value: amount}("");
        if (!paid) revert PaymentRefused();
    }

    /// @notice Burns what lost bonds leave to nobody. Anyone may call.
    function burn() external returns (uint256 amount) {
        amount = owed[address(0)];
        if (amount == 0) revert NothingOwed();
        owed[address(0)] = 0;
        emit Withdrawn(address(0), address(0), amount);
        (bool paid,) = address(0).call{value: amount}("");
        if (!paid) revert PaymentRefused();
    }

    // Views

    /// @notice A dispute as it stands; all zero when it is over.
    function disputeOf(uint256 id) external view returns (Game memory game) {
        game = _games[id];
        game.node = _shown(_games[id], game.place);
    }

    /// @notice The last second in which the side to move can move; zero when the dispute is over.
    function deadline(uint256 id) external view returns (uint256) {
        Place memory place = _games[id].place;
        if (place.phase == Phase.Over) return 0;
        bool picks = place.phase == Phase.Child || place.phase == Phase.Element || place.phase == Phase.Part;
        return uint256(place.movedAt) + (picks ? place.challengerClock : place.providerClock);
    }

    /// @notice The least bond for a trace of so many leaves at this block's base fee, in wei: RHO times what the defence costs.
    function bondFor(uint64 leaves) public view returns (uint256) {
        return RHO * (_gasPrice() * (DEFENCE_GAS + ROUND_GAS * TraceTree.rounds(leaves)) + LEAF_COST * leaves);
    }

    /// @notice The least bond of a question at this block's base fee, in wei: RHO times what answering costs.
    function questionBond() public view returns (uint256) {
        return RHO * _gasPrice() * ANSWER_GAS;
    }

    /// @notice Seconds that each side has for its moves in all.
    function clockFor(uint64 leaves) public pure returns (uint32) {
        uint256 clock = CLOCK + leaves / LEAVES_PER_SECOND;
        return clock > MAX_CLOCK ? MAX_CLOCK : uint32(clock);
    }

    // Parts of moves

    /// @dev Checks that a dispute about the subject may begin.
    function _disputable(address provider, uint64 finished, bytes32 subject) private view {
        if (block.timestamp > uint256(finished) + WINDOW) revert WindowClosed(finished + WINDOW);
        if (stake.convicted(provider, subject)) revert AlreadyConvicted();
    }

    /// @dev Writes down a new dispute, or a question if it is about no leaves.
    function _seat(address provider, uint64 leaves, bytes32 terms, uint256 least) private returns (uint256 id) {
        if (msg.value < least || msg.value > type(uint96).max) revert BondTooSmall(least);
        id = ++count;
        Game storage game = _games[id];
        game.challenger = msg.sender;
        game.bond = uint96(msg.value);
        game.provider = provider;
        game.leaves = leaves;
        game.terms = terms;
        uint32 clock = clockFor(leaves);
        (Phase phase, uint8 rounds) = leaves == 0 ? (Phase.Asked, 0) : (Phase.Root, uint8(TraceTree.rounds(leaves)));
        game.place = Place(phase, rounds, 0, 0, 0, 0, clock, clock, uint40(block.timestamp));
    }

    /// @dev Freezes the provider's stake, with at least `cover` of `wanted` set aside for the caller.
    function _freeze(uint256 id, address provider, uint128 wanted, uint128 cover) private returns (uint128 covered) {
        covered = stake.freeze(bytes32(id), provider, wanted);
        if (covered < cover) revert CoverTooSmall(covered);
    }

    /// @dev What gas is reckoned at, in wei.
    function _gasPrice() private view returns (uint256 price) {
        price = 2 * block.basefee;
        if (price < MIN_GAS_PRICE) price = MIN_GAS_PRICE;
    }

    /// @dev The node that was shown last. The first is the top, which is not stored twice.
    function _shown(Game storage game, Place memory place) private view returns (bytes32) {
        bool first =
            place.level == 0 || (place.level == 1 && (place.phase == Phase.Children || place.phase == Phase.Leaf));
        return first ? game.top : game.node;
    }

    /// @dev Checks that the provider may make a move of this phase now, and passes the turn.
    function _provider(Game storage game, Phase phase) private view returns (Place memory place) {
        place = game.place;
        if (place.phase != phase) revert WrongPhase(place.phase);
        if (msg.sender != game.provider) revert NotYourMove();
        uint256 elapsed = block.timestamp - place.movedAt;
        if (elapsed > place.providerClock) revert TooLate(uint256(place.movedAt) + place.providerClock);
        place.providerClock -= uint32(elapsed);
        if (place.challengerClock < EXTENSION) place.challengerClock = EXTENSION;
        place.movedAt = uint40(block.timestamp);
    }

    /// @dev Checks that what is shown is what was picked. False: the leaf is rightly absent, or has no such element.
    function _cell(Game storage game, Place memory place, Showing calldata showing) private view returns (bool) {
        _same(game, showing);
        if (showing.element != place.element || TraceTree.leafHash(showing.data) != game.node) revert NotTheSame();
        (uint256 elements, uint256 width) =
            place.leaf < game.leaves ? program.elements(showing.claim, place.leaf) : (0, 0);
        if (showing.data.length != elements * width) revert WrongLength();
        return place.element < elements;
    }

    function _same(Game storage game, Showing calldata showing) private view {
        if (_terms(keccak256(showing.claim), showing.fault) != game.terms) revert NotTheSame();
    }

    function _judge(Game storage game, Place memory place, Showing calldata showing) private view {
        bytes32 root = TraceTree.rootHash(game.leaves, game.top);
        if (!program.judge(
                showing.claim, root, place.leaf, place.element, showing.data, showing.sums, showing.evidence
            )) revert WrongNumber();
    }

    /// @dev The provider wins: half of the bond pays for its defence, the other half is burnt, so that accusing oneself earns nothing.
    function _acquit(uint256 id, bool shown) private {
        Game storage game = _games[id];
        (address provider, address challenger, uint256 bond) = (game.provider, game.challenger, game.bond);
        owed[provider] += bond / 2;
        owed[address(0)] += bond - bond / 2;
        delete _games[id];
        stake.thaw(bytes32(id));
        emit Acquitted(id, provider, challenger, shown);
    }

    function _terms(bytes32 claim, bytes32 fault) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(claim, fault));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {IPanel} from "./IPanel.sol";
import {Purse} from "./Purse.sol";

/// @title Drawn panels of staked jurors
/// @notice For work that no program can judge. A juror buys seats, SEAT tokens each. Whoever pays for it opens a case: a question whose answer is a number from zero to `most`.
/// FIRST seats are drawn; their jurors commit to an answer, then reveal it; the answer is the median. Then anybody may appeal, for a price, to a new panel of 2n + 1 seats, up to
/// ROUNDS panels in all. When it is over, every panel's seats are measured against the last answer: who said the same shares the price and what the others lose; who said something else, or
/// nothing, loses RISK of its seat.
///
/// The draw takes PREVRANDAO of a block that did not exist when the case was opened. Who proposes that block can look at the draw it gives and withhold the block: one other draw costs
/// it a block's income. Nobody else has a say. On a chain whose blocks carry no such number (or are made by one party) whoever makes blocks chooses panels.
///
/// No owner, no upgrade, no pause.
/// @dev The tokens held are what seats hold, what open panels were paid and all credits.
contract Panel is IPanel, Purse {
    /// @notice One place that can be drawn. Times in seconds since 1970.
    struct Seat {
        address juror;
        /// When it was bought: it is not drawn for cases that were opened until then.
        uint40 since;
        /// When it was given up; zero: it was not.
        uint40 left;
        /// In how many panels it sits; RISK of it is held for each.
        uint16 locks;
        /// What it still holds, in token units.
        uint128 stake;
    }

    /// @notice One seat's part in a panel. `answer` is the answer plus one; zero: none was revealed.
    struct Ballot {
        uint32 seat;
        uint16 answer;
        bytes32 commitment;
    }

    /// @notice One panel. Times in seconds since 1970.
    struct Round {
        /// When it was asked for, and in which block the seed of its draw is.
        uint64 asked;
        uint64 seedBlock;
        /// When it was drawn; zero: it is not.
        uint64 drawn;
        /// How many seats there were when it was asked for: none that came later can move the draw.
        uint32 among;
        /// How far the draw has come.
        uint32 cursor;
        uint16 seats;
        bool settled;
        /// Who has paid for it, and how much, in token units.
        address payer;
        uint128 price;
        /// Of the draw, once it was shown.
        bytes32 seed;
    }

    /// @notice A question: an answer is a number from zero to `most`.
    struct Case {
        address opener;
        uint16 most;
        uint8 rounds;
    }

    /// @notice Seats of the first panel.
    uint16 public constant FIRST = 3;
    /// @notice The most panels of a case: 3, 7 and 15 seats.
    uint8 public constant ROUNDS = 3;
    /// @notice The most seats that one call can buy.
    uint256 public constant MAX_BUY = 32;
    /// @notice Blocks between asking for a panel and the block that draws it. On Ethereum nobody knows yet who will propose it.
    uint64 public constant SEED_DELAY = 80;
    /// @notice Seconds to draw, to commit, to reveal and to appeal. To draw there is more time than a seat sits in a panel, so that a crowd of other cases holds none up for ever.
    uint64 public constant DRAW = 7 days;
    uint64 public constant COMMIT = 2 days;
    uint64 public constant REVEAL = 1 days;
    uint64 public constant APPEAL = 2 days;
    /// @notice Seconds from giving a seat up to getting its money, at least.
    uint64 public constant LEAVE = 7 days;
    /// @notice How often one call of `draw` looks for seats; the next one goes on.
    uint256 public constant TRIES = 500;
    /// @notice How many seats there must be for `ready`: so many that no case uses up most of them.
    uint256 public constant ENOUGH = 30;

    /// @notice What a seat costs, what a juror can lose of it in one panel, and what a panel pays for each seat, in token units.
    uint128 public immutable SEAT;
    uint128 public immutable RISK;
    uint128 public immutable FEE;

    /// @notice How many cases there are; the first has the id 1.
    uint256 public caseCount;
    /// @notice How many seats can be drawn: not given up, and with enough left to lose.
    uint256 public members;
    Seat[] private _seats;
    uint32[] private _vacant;
    mapping(uint256 caseId => Case) private _cases;
    mapping(uint256 caseId => mapping(uint256 round => Round)) private _rounds;
    mapping(uint256 caseId => mapping(uint256 round => Ballot[])) private _ballots;

    event Joined(uint256 indexed seat, address indexed juror);
    event Leaving(uint256 indexed seat, address indexed juror, uint64 until);
    event Left(uint256 indexed seat, address indexed juror, uint128 stake);
    event Opened(uint256 indexed caseId, address indexed opener, bytes32 question, uint16 most);
    event Asked(uint256 indexed caseId, uint8 indexed round, address payer, uint16 seats, uint64 seedBlock);
    event Drawn(uint256 indexed caseId, uint8 indexed round, uint256 indexed seat, address juror, uint256 ballot);
    event Committed(uint256 indexed caseId, uint8 indexed round, uint256 ballot);
    event Revealed(uint256 indexed caseId, uint8 indexed round, uint256 ballot, uint16 answer);
    event Settled(uint256 indexed caseId, uint8 indexed round, uint16 coherent, uint256 pot);

    /// @notice The number is zero or too large.
    error OutOfRange();
    /// @notice The seat is not the caller's.
    error NotYours();
    /// @notice The seat was given up already.
    error LeavingAlready();
    /// @notice The seat's money goes then, and not while it sits in a panel.
    error NotYet(uint64 until);
    /// @notice There is no such case, panel or ballot.
    error NoSuchThing();
    /// @notice Not now: the phase of the panel is another.
    error WrongTime();
    /// @notice The header is not of the block that draws this panel.
    error OtherBlock(uint64 seedBlock);
    /// @notice What was revealed is not what was committed.
    error OtherCommitment();
    /// @notice The case is not over.
    error NotOver();

    /// @param token_ what seats and panels are paid in
    /// @param seat what a seat costs, in token units: four times what can be lost in one panel
    /// @param fee what a panel pays for each seat, in token units
    constructor(IERC20 token_, uint128 seat, uint128 fee) Purse(token_) {
        if (seat < 4 || fee == 0 || fee > seat) revert OutOfRange();
        (SEAT, RISK, FEE) = (seat, seat / 4, fee);
    }

    // Jurors

    /// @notice Buys seats.
    function join(uint256 count) external nonReentrant {
        if (count == 0 || count > MAX_BUY) revert OutOfRange();
        for (uint256 i = 0; i < count; ++i) {
            Seat memory seat = Seat(msg.sender, uint40(block.timestamp), 0, 0, SEAT);
            uint256 at = _seats.length;
            if (_vacant.length != 0) {
                at = _vacant[_vacant.length - 1];
                _vacant.pop();
                _seats[at] = seat;
            } else {
                if (at > type(uint32).max) revert OutOfRange();
                _seats.push(seat);
            }
            emit Joined(at, msg.sender);
        }
        members += count;
        _pull(msg.sender, count * SEAT);
    }

    /// @notice Gives a seat up. It is not drawn for cases that open from now on.
    function leave(uint256 at) external {
        Seat storage seat = _yours(at);
        if (seat.left != 0) revert LeavingAlready();
        seat.left = uint40(block.timestamp);
        if (seat.stake >= RISK) --members;
        emit Leaving(at, msg.sender, uint64(block.timestamp) + LEAVE);
    }

    /// @notice Pays out what is left of a seat that was given up, once it sits in no panel.
    function take(uint256 at) external nonReentrant {
        Seat storage seat = _yours(at);
        uint64 until = uint64(seat.left) + LEAVE;
        if (seat.left == 0 || block.timestamp < until || seat.locks != 0) revert NotYet(until);
        uint128 stake = seat.stake;
        delete _seats[at];
        _vacant.push(uint32(at));
        emit Left(at, msg.sender, stake);
        _pay(msg.sender, stake);
    }

    // Cases

    /// @inheritdoc IPanel
    function price() public view returns (uint128) {
        return FEE * FIRST;
    }

    /// @inheritdoc IPanel
    function longest() external pure returns (uint64) {
        return ROUNDS * (DRAW + COMMIT + REVEAL + APPEAL);
    }

    /// @inheritdoc IPanel
    function ready(uint256 worth) external view returns (bool) {
        return members >= ENOUGH && worth <= members * RISK;
    }

    /// @inheritdoc IPanel
    function open(bytes32 question, uint16 most, address payer) external nonReentrant returns (uint256 caseId) {
        if (most == 0 || most == type(uint16).max) revert OutOfRange();
        caseId = ++caseCount;
        (_cases[caseId].opener, _cases[caseId].most) = (msg.sender, most);
        emit Opened(caseId, msg.sender, question, most);
        _ask(caseId, FIRST, payer);
    }

    /// @notice Asks for another panel, of 2n + 1 seats, paid by the caller. From the end of revealing on, APPEAL long; if nobody was drawn, from then on. If the answer comes out different, the appellant is the first
    /// to be paid out of what the jurors lose who gave the old one.
    function appeal(uint256 caseId) external nonReentrant {
        Case storage the = _cases[caseId];
        if (the.rounds == 0) revert NoSuchThing();
        Round storage round = _rounds[caseId][the.rounds - 1];
        (uint64 from, uint64 to) = _appealable(round);
        if (the.rounds == ROUNDS || block.timestamp < from || block.timestamp >= to) revert WrongTime();
        _ask(caseId, 2 * round.seats + 1, msg.sender);
    }

    /// @notice Draws the panel that was asked for. Anyone may call, the first time with the header of the block that the seed is of. Where few seats are free a draw takes several calls.
    function draw(uint256 caseId, bytes calldata header) external {
        (Round storage round, uint256 number) = _running(caseId);
        if (round.drawn != 0 || block.timestamp >= round.asked + DRAW) revert WrongTime();
        bytes32 seed = round.seed;
        if (seed == 0) {
            if (
                BlockHeader.getNumber(header) != round.seedBlock || block.number <= round.seedBlock
                    || Blockhash.blockHash(round.seedBlock) != keccak256(header)
            ) revert OtherBlock(round.seedBlock);
            seed = keccak256(abi.encode(BlockHeader.getPrevRandao(header), address(this), caseId, number));
            round.seed = seed;
        }
        Ballot[] storage ballots = _ballots[caseId][number];
        uint256 missing = round.seats - ballots.length;
        uint256 at = round.cursor;
        uint256 end = round.among == 0 ? at : at + TRIES;
        for (; missing != 0 && at < end; ++at) {
            uint32 seat = uint32(uint256(keccak256(abi.encode(seed, at))) % round.among);
            if (!_free(seat, round.asked) || _sits(ballots, seat)) continue;
            ++_seats[seat].locks;
            emit Drawn(caseId, uint8(number), seat, _seats[seat].juror, ballots.length);
            ballots.push(Ballot(seat, 0, 0));
            --missing;
        }
        round.cursor = uint32(at);
        if (missing == 0) round.drawn = uint64(block.timestamp);
    }

    /// @notice Names another block for the seed, if the one before is too old to be shown and the time for drawing is not over. Anyone may call.
    function redraw(uint256 caseId) external {
        (Round storage round, uint256 number) = _running(caseId);
        if (round.drawn != 0 || round.seed != 0 || block.timestamp >= round.asked + DRAW) revert WrongTime();
        if (block.number <= round.seedBlock || Blockhash.blockHash(round.seedBlock) != 0) revert WrongTime();
        round.seedBlock = uint64(block.number) + SEED_DELAY;
        emit Asked(caseId, uint8(number), round.payer, round.seats, round.seedBlock);
    }

    /// @notice Commits to an answer; may be repeated until the time for it is over.
    /// @param commitment see `commitmentOf`
    function commit(uint256 caseId, uint256 ballot, bytes32 commitment) external {
        (Round storage round, uint256 number) = _running(caseId);
        if (round.drawn == 0 || block.timestamp >= round.drawn + COMMIT) revert WrongTime();
        Ballot storage mine = _ballot(caseId, number, ballot);
        if (_seats[mine.seat].juror != msg.sender) revert NotYours();
        mine.commitment = commitment;
        emit Committed(caseId, uint8(number), ballot);
    }

    /// @notice Reveals an answer. Anyone who knows it may call.
    function reveal(uint256 caseId, uint256 ballot, uint16 answer, bytes32 salt) external {
        (Round storage round, uint256 number) = _running(caseId);
        uint64 from = round.drawn + COMMIT;
        if (round.drawn == 0 || block.timestamp < from || block.timestamp >= from + REVEAL) revert WrongTime();
        Ballot storage the = _ballot(caseId, number, ballot);
        if (answer > _cases[caseId].most) revert OutOfRange();
        if (
            the.answer != 0
                || the.commitment != commitmentOf(caseId, number, ballot, _seats[the.seat].juror, answer, salt)
        ) revert OtherCommitment();
        the.answer = answer + 1;
        emit Revealed(caseId, uint8(number), ballot, answer);
    }

    /// @notice What a juror commits to. The juror's address is in it, so that nobody can copy another's commitment.
    function commitmentOf(
        uint256 caseId,
        uint256 round,
        uint256 ballot,
        address juror,
        uint16 answer,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(abi.encode(address(this), caseId, round, ballot, juror, answer, salt));
    }

    /// @notice Pays the jurors of one panel of a case that is over. Anyone may call.
    function settle(uint256 caseId, uint256 number) external nonReentrant {
        (bool over, bool decided, uint16 outcome) = result(caseId);
        if (!over) revert NotOver();
        Round storage round = _rounds[caseId][number];
        if (number >= _cases[caseId].rounds || round.settled) revert NoSuchThing();
        round.settled = true;
        Ballot[] storage ballots = _ballots[caseId][number];
        if (round.drawn == 0) return _release(caseId, number, round, ballots);
        uint256 pot = round.price;
        uint256 coherent;
        uint256 lost;
        for (uint256 i = 0; i < ballots.length; ++i) {
            Seat storage seat = _seats[ballots[i].seat];
            --seat.locks;
            if (decided && ballots[i].answer == outcome + 1) {
                ++coherent;
            } else {
                if (seat.stake < 2 * RISK && seat.left == 0) --members;
                seat.stake -= RISK;
                lost += RISK;
            }
        }
        lost -= _compensate(caseId, number, lost, outcome);
        pot += lost;
        emit Settled(caseId, uint8(number), uint16(coherent), pot);
        if (coherent == 0) return _pay(BURN, pot);
        for (uint256 i = 0; i < ballots.length; ++i) {
            if (ballots[i].answer != outcome + 1) continue;
            uint256 share = pot / coherent--;
            pot -= share;
            _pay(_seats[ballots[i].seat].juror, share);
        }
    }

    // Reading

    /// @inheritdoc IPanel
    /// @dev Read from the ballots at any time, so nobody has to count.
    function result(uint256 caseId) public view returns (bool over, bool decided, uint16 outcome) {
        uint256 rounds = _cases[caseId].rounds;
        if (rounds == 0) revert NoSuchThing();
        (uint64 from, uint64 to) = _appealable(_rounds[caseId][rounds - 1]);
        over = block.timestamp >= (rounds == ROUNDS ? from : to);
        for (uint256 i = rounds; i > 0 && !decided; --i) {
            (decided, outcome) = answerOf(caseId, i - 1);
        }
    }

    /// @notice What a panel has answered: the median of what was revealed, the lower one of two; not decided if nobody has revealed, or not all could yet.
    function answerOf(uint256 caseId, uint256 number) public view returns (bool decided, uint16 answer) {
        Round storage round = _rounds[caseId][number];
        if (round.drawn == 0 || block.timestamp < round.drawn + COMMIT + REVEAL) return (false, 0);
        Ballot[] storage ballots = _ballots[caseId][number];
        uint16[] memory sorted = new uint16[](ballots.length);
        uint256 n;
        for (uint256 i = 0; i < ballots.length; ++i) {
            uint16 next = ballots[i].answer;
            if (next == 0) continue;
            uint256 j = n++;
            for (; j > 0 && sorted[j - 1] > next; --j) {
                sorted[j] = sorted[j - 1];
            }
            sorted[j] = next;
        }
        return n == 0 ? (false, uint16(0)) : (true, sorted[(n - 1) / 2] - 1);
    }

    /// @notice A case.
    function caseOf(uint256 caseId) external view returns (Case memory) {
        return _cases[caseId];
    }

    /// @notice A panel of a case, the first being 0, and its ballots.
    function roundOf(uint256 caseId, uint256 number) external view returns (Round memory, Ballot[] memory) {
        return (_rounds[caseId][number], _ballots[caseId][number]);
    }

    /// @notice A seat.
    function seatOf(uint256 at) external view returns (Seat memory) {
        return _seats[at];
    }

    /// @notice How many seats there are, vacant ones in.
    function seats() external view returns (uint256) {
        return _seats.length;
    }

    // Inside

    function _ask(uint256 caseId, uint16 count, address payer) private {
        uint8 number = _cases[caseId].rounds++;
        uint128 cost = FEE * count;
        uint64 seedBlock = uint64(block.number) + SEED_DELAY;
        Round storage round = _rounds[caseId][number];
        (round.asked, round.seedBlock, round.among) = (uint64(block.timestamp), seedBlock, uint32(_seats.length));
        (round.seats, round.payer, round.price) = (count, payer, cost);
        emit Asked(caseId, number, payer, count, seedBlock);
        _pull(msg.sender, cost);
    }

    /// @dev A panel that never was complete: its seats are free again, and its price goes to whoever paid for the next one instead, or back.
    function _release(uint256 caseId, uint256 number, Round storage round, Ballot[] storage ballots) private {
        for (uint256 i = 0; i < ballots.length; ++i) {
            --_seats[ballots[i].seat].locks;
        }
        Round storage next = _rounds[caseId][number + 1];
        _pay(next.drawn == 0 ? round.payer : next.payer, round.price);
    }

    /// @dev Pays back whoever appealed against this panel, if the case came out different, out of what its jurors lost.
    function _compensate(uint256 caseId, uint256 number, uint256 lost, uint16 outcome) private returns (uint256 paid) {
        if (number + 1 >= _cases[caseId].rounds) return 0;
        Round storage next = _rounds[caseId][number + 1];
        (bool decided, uint16 answer) = answerOf(caseId, number);
        if (next.drawn == 0 || (decided && answer == outcome)) return 0;
        paid = lost < next.price ? lost : next.price;
        _pay(next.payer, paid);
    }

    /// @dev From when to when a panel can be appealed against. One that was never drawn is over when the time for that is.
    function _appealable(Round storage round) private view returns (uint64 from, uint64 to) {
        from = round.drawn == 0 ? round.asked + DRAW : round.drawn + COMMIT + REVEAL;
        to = from + APPEAL;
    }

    /// @dev Whether a seat can be drawn: bought before the panel was asked for, not given up before that, and with enough left for one more loss.
    function _free(uint32 at, uint64 asked) private view returns (bool) {
        Seat storage seat = _seats[at];
        return seat.juror != address(0) && seat.since < asked && (seat.left == 0 || seat.left > asked)
            && seat.stake >= uint256(RISK) * (uint256(seat.locks) + 1);
    }

    function _sits(Ballot[] storage ballots, uint32 at) private view returns (bool) {
        for (uint256 i = 0; i < ballots.length; ++i) {
            if (ballots[i].seat == at) return true;
        }
        return false;
    }

    /// @dev The newest panel of a case.
    function _running(uint256 caseId) private view returns (Round storage round, uint256 number) {
        number = _cases[caseId].rounds;
        if (number == 0) revert NoSuchThing();
        round = _rounds[caseId][--number];
    }

    function _ballot(uint256 caseId, uint256 number, uint256 ballot) private view returns (Ballot storage) {
        if (ballot >= _ballots[caseId][number].length) revert NoSuchThing();
        return _ballots[caseId][number][ballot];
    }

    function _yours(uint256 at) private view returns (Seat storage seat) {
        if (at >= _seats.length) revert NoSuchThing();
        seat = _seats[at];
        if (seat.juror != msg.sender) revert NotYours();
    }
}

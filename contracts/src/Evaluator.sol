// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IClaims} from "./IClaims.sol";
import {IACPHook, IJobs} from "./IJobs.sol";
import {IPanel} from "./IPanel.sol";
import {Fault, IStake} from "./IStake.sol";
import {Jobs} from "./Jobs.sol";
import {Purse} from "./Purse.sol";
import {IVerdicts, Recorder} from "./Recorder.sol";
import {DISPUTE_WINDOW, MAX_DISPUTE} from "./Windows.sol";

/// @dev What is asked of the vault beside IStake.
interface IStaked is IStake {
    function stakeOf(address provider) external view returns (uint128 total, uint128 reserved, uint128 unbonding);
    function MINIMUM() external view returns (uint128);
}

/// @title The evaluator of escrowed jobs: bonds, a window for review, a judge if it comes to that
/// @notice A job takes part by naming this contract both as its evaluator and as its hook. Its terms are agreed by both sides before it is funded. Both put up the same bond: the
/// provider when it accepts, the client when it contests.
///
///   silence completes    who does not contest within the review window accepts what the provider says it has delivered
///   exact lane           parts are requests; a part is bad if the dispute game has convicted the provider over it, or if the provider does not show its signed receipt when the
///                        client demands that; the provider has stake to lose
///   panel lane           drawn jurors say how many parts are good
///   a part is paid       the provider gets its share of the budget for the good parts, the client the rest
///   who was further off  loses its bond: the panel's price is paid from it, the other side gets the rest
///
/// No owner, no upgrade, no pause.
/// @dev The tokens held are the bonds of all deals that are not over, less what was paid to panels, and all credits.
contract Evaluator is IACPHook, IVerdicts, Purse {
    using SafeERC20 for IERC20;

    /// @notice Who judges.
    enum Lane {
        None,
        Exact,
        Panel
    }

    /// @notice Where a deal stands.
    enum Phase {
        None, // no terms, or not accepted
        Accepted, // the provider has bonded
        Working, // funded
        Review, // submitted
        Contested, // the client disagrees
        Over
    }

    /// @notice What both sides agree on. `bond` in token units.
    struct Terms {
        Lane lane;
        /// Of how many parts the work consists.
        uint16 parts;
        /// How long work can be submitted, in seconds from the funding on.
        uint64 deliver;
        /// How long the client can contest after that, in seconds.
        uint64 review;
        /// What each side puts up.
        uint128 bond;
        /// The provider's ERC-8004 identity plus one; zero: none, and nothing is recorded. It must be the provider's when it accepts.
        uint256 agent;
        /// Exact lane: the Merkle root over the ids of the requests. Panel lane: hash of what was ordered.
        bytes32 subject;
    }

    /// @notice What became of it. `until`: end of the window that runs, in seconds since 1970. Counts of parts: what the provider says, what the client says, what is proven bad, what
    /// was found good.
    struct Deal {
        Phase phase;
        bool contested;
        bool decided;
        uint16 delivered;
        uint16 claimed;
        uint16 bad;
        uint16 good;
        uint64 until;
        uint64 fundedAt;
        /// Exact lane: until when demanded receipts can be shown.
        uint64 showBy;
        /// What the provider has put up, in token units.
        uint128 bond;
        /// Exact lane: which parts are convicted. Panel lane: the case.
        uint256 judged;
        /// Exact lane: whose receipts were demanded and not shown.
        uint256 demanded;
        /// The hash that the provider has accepted.
        bytes32 accepted;
    }

    /// @notice The most parts of a job.
    uint16 public constant MAX_PARTS = 256;
    /// @notice Bounds of the review window, in seconds.
    uint64 public constant MIN_REVIEW = 1 hours;
    uint64 public constant MAX_REVIEW = 30 days;
    /// @notice The longest time for work, in seconds.
    uint64 public constant MAX_DELIVER = 365 days;
    /// @notice How long the provider has to show receipts that were demanded, in seconds.
    uint64 public constant SHOW = 1 days;
    /// @notice How long after that disputes over them can at least still be opened.
    uint64 public constant OPEN = 1 days;
    /// @notice How long a contested job of the exact lane waits for the dispute game, in seconds.
    uint64 public constant EXACT_WAIT = SHOW + OPEN + MAX_DISPUTE + 1 days;
    /// @notice Seconds between the end of all windows and the job's own end, at least, in which anybody may `finish` it.
    uint64 public constant SLACK = 7 days;
    /// @notice A bond is at least this part of the budget.
    uint256 public constant BOND_SHARE = 20;
    /// @notice The most gas that writing a record gets.
    uint256 public constant RECORD_GAS = 1_000_000;

    Jobs public immutable jobs;
    IStaked public immutable stake;
    IClaims public immutable claims;
    IPanel public immutable panel;
    Recorder public immutable recorder;

    mapping(uint256 jobId => Terms) private _terms;
    mapping(uint256 jobId => Deal) private _deals;
    mapping(uint256 jobId => mapping(bytes32 requestId => bool)) private _counted;

    event TermsSet(uint256 indexed jobId, bytes32 indexed hash, Terms terms);
    event Accepted(uint256 indexed jobId, address indexed provider, bytes32 hash, uint128 bond);
    event AcceptanceEnded(uint256 indexed jobId, address indexed provider, uint128 bond);
    event Delivered(uint256 indexed jobId, uint16 delivered, uint64 until);
    event Contested(uint256 indexed jobId, uint16 claimed, uint64 until, uint256 caseId, uint256 demanded);
    event Shown(uint256 indexed jobId, uint16 part, bytes statements);
    event PartConvicted(uint256 indexed jobId, uint16 part, bytes32 requestId);
    event Evidence(uint256 indexed jobId, address indexed from, string uri);
    event Finished(uint256 indexed jobId, uint16 good, uint256 toProvider, uint256 toClient);

    /// @notice Only the job contract calls hooks.
    error NotTheJobs();
    /// @notice The job names another evaluator or another hook.
    error NotMine();
    /// @notice The caller has not the role that this takes.
    error Unauthorized();
    /// @notice The deal is in another phase.
    error WrongPhase(Phase phase);
    /// @notice Terms out of their bounds; which says the first one that is.
    error BadTerms(string which);
    /// @notice The terms are not those that the caller expects, or that the provider has accepted.
    error OtherTerms(bytes32 hash);
    /// @notice It is too late for this.
    error TooLate(uint64 until);
    /// @notice It is too early for this.
    error TooEarly(uint64 until);
    /// @notice A number of parts that cannot be.
    error BadCount();
    /// @notice The dispute game has not convicted the provider over this request, or it is not this part of this job.
    error NotConvicted();
    /// @notice The panel has not decided yet.
    error NotDecided();
    /// @notice Less gas than a record may take: whoever ends a job cannot leave its record out by giving little.
    error NotEnoughGas();
    /// @notice The provider has too little stake for the exact lane: nothing could be taken from it.
    error StakeTooSmall();
    /// @notice This receipt was not demanded, or it is another's, of another request, or not of the time of this job.
    error NotThisReceipt();

    /// @param jobs_ whose jobs are judged
    /// @param stake_ the vault that knows who was convicted
    /// @param claims_ who reads signed receipts
    /// @param panel_ who judges what no program can
    /// @param identity, reputation, validation the ERC-8004 registries that are written to
    constructor(
        Jobs jobs_,
        IStaked stake_,
        IClaims claims_,
        IPanel panel_,
        address identity,
        address reputation,
        address validation
    ) Purse(jobs_.token()) {
        (jobs, stake, claims, panel) = (jobs_, stake_, claims_, panel_);
        recorder = new Recorder(jobs_, identity, reputation, validation);
    }

    // Agreeing

    /// @notice The hash of a job's terms with all that they rest on: what `accept` and the funding of the job must name.
    function termsHash(uint256 jobId) public view returns (bytes32) {
        IJobs.Job memory job = jobs.jobOf(jobId);
        return _hash(jobId, job, job.budget, _terms[jobId]);
    }

    /// @notice The provider accepts the terms and puts up its bond. Any change of terms, budget or provider undoes it.
    function accept(uint256 jobId, bytes32 hash) external nonReentrant {
        IJobs.Job memory job = _mine(jobId);
        Deal storage deal = _deals[jobId];
        if (msg.sender != job.provider) revert Unauthorized();
        if (job.status != IJobs.Status.Open || deal.phase != Phase.None) revert WrongPhase(deal.phase);
        Terms memory terms = _terms[jobId];
        _check(job, job.budget, terms);
        if (terms.agent != 0 && !recorder.owns(job.provider, terms.agent - 1)) revert BadTerms("agent");
        bytes32 now_ = _hash(jobId, job, job.budget, terms);
        if (now_ != hash) revert OtherTerms(now_);
        (deal.phase, deal.bond, deal.accepted) = (Phase.Accepted, terms.bond, hash);
        emit Accepted(jobId, msg.sender, hash, terms.bond);
        _pull(msg.sender, terms.bond);
    }

    /// @notice The provider takes its acceptance back, while the job is not funded.
    function decline(uint256 jobId) external nonReentrant {
        IJobs.Job memory job = _mine(jobId);
        if (msg.sender != job.provider) revert Unauthorized();
        if (_deals[jobId].phase != Phase.Accepted) revert WrongPhase(_deals[jobId].phase);
        _void(jobId, job.provider);
    }

    /// @inheritdoc IACPHook
    function beforeAction(uint256 jobId, bytes4 selector, bytes calldata data) external {
        if (msg.sender != address(jobs)) revert NotTheJobs();
        IJobs.Job memory job = _mine(jobId);
        if (selector == IJobs.setBudget.selector) _beforeBudget(jobId, job, data);
        else if (selector == IJobs.fund.selector) _beforeFund(jobId, job, data);
        else if (selector == IJobs.submit.selector) _beforeSubmit(jobId, job, data);
        else if (selector == IJobs.reject.selector && job.status == IJobs.Status.Open) _void(jobId, job.provider);
    }

    /// @inheritdoc IACPHook
    /// @dev What cannot be recorded now can be later, by anybody: it must not stop the payment.
    function afterAction(uint256 jobId, bytes4 selector, bytes calldata) external {
        if (msg.sender != address(jobs)) revert NotTheJobs();
        if (selector != IJobs.complete.selector && selector != IJobs.reject.selector) return;
        if (_terms[jobId].agent == 0 || _deals[jobId].phase != Phase.Over) return;
        if (gasleft() < RECORD_GAS * 64 / 63 + 10_000) revert NotEnoughGas();
        try recorder.write{gas: RECORD_GAS}(jobId) {} catch {}
    }

    // Judging

    /// @notice The client is content, and does not wait for the end of the window.
    function approve(uint256 jobId) external nonReentrant {
        IJobs.Job memory job = _mine(jobId);
        Deal storage deal = _deals[jobId];
        if (msg.sender != job.client) revert Unauthorized();
        if (deal.phase != Phase.Review) revert WrongPhase(deal.phase);
        _finish(jobId, job, deal, deal.delivered - deal.bad);
    }

    /// @notice The client says that only `claimed` parts are good, and puts up its bond.
    /// @param demanded exact lane: the parts, one bit each, whose signed receipts the provider must `show` within SHOW, or they are bad
    function contest(uint256 jobId, uint16 claimed, uint256 demanded) external nonReentrant {
        IJobs.Job memory job = _mine(jobId);
        Deal storage deal = _deals[jobId];
        Terms memory terms = _terms[jobId];
        if (msg.sender != job.client) revert Unauthorized();
        if (deal.phase != Phase.Review) revert WrongPhase(deal.phase);
        if (block.timestamp >= deal.until) revert TooLate(deal.until);
        if (claimed >= deal.delivered || demanded >> deal.delivered - 1 > 1) revert BadCount();
        (deal.phase, deal.contested, deal.claimed) = (Phase.Contested, true, claimed);
        _pull(msg.sender, terms.bond);
        if (terms.lane == Lane.Panel) {
            if (demanded != 0) revert BadCount();
            deal.until = uint64(block.timestamp) + panel.longest();
            token.forceApprove(address(panel), panel.price());
            deal.judged = panel.open(keccak256(abi.encode(address(this), jobId)), deal.delivered, msg.sender);
        } else {
            (deal.until, deal.showBy) = (uint64(block.timestamp) + EXACT_WAIT, uint64(block.timestamp) + SHOW);
            deal.demanded = demanded;
        }
        emit Contested(jobId, claimed, deal.until, terms.lane == Lane.Panel ? deal.judged : 0, demanded);
    }

    /// @notice Shows the signed receipt of a part that was demanded: one that can be taken to the dispute game, made for this job in its time, and paid by no channel.
    /// @param statements as the dispute game takes them
    function show(uint256 jobId, uint16 part, bytes calldata statements, bytes32[] calldata proof) external {
        IJobs.Job memory job = _mine(jobId);
        Deal storage deal = _deals[jobId];
        if (deal.phase != Phase.Contested) revert WrongPhase(deal.phase);
        if (block.timestamp >= deal.showBy) revert TooLate(deal.showBy);
        (address provider, uint64 finished, Fault memory fault,) = claims.check(statements);
        if (
            deal.demanded >> part & 1 == 0 || provider != job.provider || fault.channel != 0
                || finished < deal.fundedAt || finished > block.timestamp
                || !MerkleProof.verifyCalldata(proof, _terms[jobId].subject, leafOf(part, fault.subject))
        ) revert NotThisReceipt();
        deal.demanded &= ~(uint256(1) << part);
        emit Shown(jobId, part, statements);
    }

    /// @notice Shows that the dispute game has convicted the provider over one of the requests. Anyone may call, contested or not.
    function convict(uint256 jobId, uint16 part, bytes32 requestId, bytes32[] calldata proof) external {
        IJobs.Job memory job = _mine(jobId);
        Deal storage deal = _deals[jobId];
        Terms storage terms = _terms[jobId];
        if (deal.phase != Phase.Review && deal.phase != Phase.Contested) revert WrongPhase(deal.phase);
        if (block.timestamp >= deal.until) revert TooLate(deal.until);
        if (
            terms.lane != Lane.Exact || part >= deal.delivered || _counted[jobId][requestId]
                || !MerkleProof.verifyCalldata(proof, terms.subject, leafOf(part, requestId))
                || !stake.convicted(job.provider, requestId)
        ) revert NotConvicted();
        _counted[jobId][requestId] = true; // an order that names one request twice has two parts and one conviction
        deal.judged |= 1 << part;
        ++deal.bad;
        emit PartConvicted(jobId, part, requestId);
    }

    /// @notice The leaf of a request in the tree of a job's requests.
    function leafOf(uint16 part, bytes32 requestId) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(part, requestId))));
    }

    /// @notice Points to what a panel should see. Anyone may; jurors weigh who it comes from.
    function evidence(uint256 jobId, string calldata uri) external {
        _mine(jobId);
        emit Evidence(jobId, msg.sender, uri);
    }

    /// @notice Ends what can be ended: a job that was not delivered in time, one whose window is over, one that is decided. Anyone may call.
    function finish(uint256 jobId) external nonReentrant {
        IJobs.Job memory job = _mine(jobId);
        Deal storage deal = _deals[jobId];
        if (job.status == IJobs.Status.Expired) return _clear(jobId, job, deal);
        if (deal.phase == Phase.Working) {
            if (block.timestamp <= deal.until) revert TooEarly(deal.until);
            return _finish(jobId, job, deal, 0);
        }
        if (deal.phase == Phase.Review) {
            if (block.timestamp < deal.until) revert TooEarly(deal.until);
            return _finish(jobId, job, deal, deal.delivered - deal.bad);
        }
        if (deal.phase != Phase.Contested) revert WrongPhase(deal.phase);
        if (_terms[jobId].lane == Lane.Exact) {
            uint16 bad = deal.bad;
            if (block.timestamp >= deal.showBy) bad += _count(deal.demanded & ~deal.judged);
            if (block.timestamp < deal.until && bad != deal.delivered) revert TooEarly(deal.until);
            (deal.decided, deal.bad) = (true, bad);
            return _finish(jobId, job, deal, deal.delivered - deal.bad);
        }
        (bool over, bool decided, uint16 outcome) = panel.result(deal.judged);
        if (!over) revert NotDecided();
        deal.decided = decided;
        if (!decided) outcome = deal.claimed + (deal.delivered - deal.claimed) / 2; // it was for both to have a panel drawn
        else if (outcome > deal.delivered) outcome = deal.delivered;
        _finish(jobId, job, deal, outcome < deal.claimed ? deal.claimed : outcome);
    }

    // Reading

    /// @notice A job's terms.
    function termsOf(uint256 jobId) external view returns (Terms memory) {
        return _terms[jobId];
    }

    /// @notice How a job stands here.
    function dealOf(uint256 jobId) external view returns (Deal memory) {
        return _deals[jobId];
    }

    /// @notice What is recorded of a job: the agent plus one, the lane, whether a job that was funded is over, and how many parts were ordered, delivered and good.
    function verdictOf(uint256 jobId)
        external
        view
        returns (uint256 agent, bool exact, bool over, uint16 parts, uint16 delivered, uint16 good)
    {
        Deal storage deal = _deals[jobId];
        Terms storage terms = _terms[jobId];
        bool over_ = deal.phase == Phase.Over;
        return (terms.agent, terms.lane == Lane.Exact, over_, terms.parts, deal.delivered, deal.good);
    }

    // Inside

    /// @dev Terms come with the budget, so that one transaction proposes both. Without terms those before stay.
    function _beforeBudget(uint256 jobId, IJobs.Job memory job, bytes calldata data) private {
        (uint256 amount, bytes memory params) = abi.decode(data, (uint256, bytes));
        if (params.length != 0) _terms[jobId] = abi.decode(params, (Terms));
        Terms memory terms = _terms[jobId];
        if (terms.lane != Lane.None) _check(job, amount, terms);
        bytes32 hash = _hash(jobId, job, amount, terms);
        emit TermsSet(jobId, hash, terms);
        if (_deals[jobId].accepted != hash) _void(jobId, job.provider);
    }

    /// @dev The client names the terms once more: the provider may have changed them, too.
    function _beforeFund(uint256 jobId, IJobs.Job memory job, bytes calldata data) private {
        Deal storage deal = _deals[jobId];
        Terms memory terms = _terms[jobId];
        if (deal.phase != Phase.Accepted) revert WrongPhase(deal.phase);
        bytes32 hash = _hash(jobId, job, job.budget, terms);
        if (hash != deal.accepted || data.length != 32 || bytes32(data) != hash) revert OtherTerms(hash);
        _check(job, job.budget, terms);
        if (terms.lane == Lane.Panel && !panel.ready(job.budget)) revert BadTerms("lane: too few jurors");
        if (terms.lane == Lane.Exact) _staked(job.provider);
        (deal.phase, deal.until) = (Phase.Working, uint64(block.timestamp) + terms.deliver);
        deal.fundedAt = uint64(block.timestamp);
    }

    function _beforeSubmit(uint256 jobId, IJobs.Job memory job, bytes calldata data) private {
        Deal storage deal = _deals[jobId];
        Terms storage terms = _terms[jobId];
        if (deal.phase != Phase.Working) revert WrongPhase(deal.phase);
        if (block.timestamp > deal.until) revert TooLate(deal.until);
        if (terms.lane == Lane.Exact) _staked(job.provider);
        (, bytes memory params) = abi.decode(data, (bytes32, bytes));
        uint16 delivered = params.length == 0 ? terms.parts : abi.decode(params, (uint16));
        if (delivered == 0 || delivered > terms.parts) revert BadCount();
        (deal.phase, deal.delivered, deal.until) = (Phase.Review, delivered, uint64(block.timestamp) + terms.review);
        emit Delivered(jobId, delivered, deal.until);
    }

    /// @dev Undoes an acceptance and gives the bond back; nothing if there is none.
    function _void(uint256 jobId, address provider) private {
        Deal storage deal = _deals[jobId];
        if (deal.phase != Phase.Accepted) return;
        uint128 bond = deal.bond;
        (deal.phase, deal.bond, deal.accepted) = (Phase.None, 0, 0);
        emit AcceptanceEnded(jobId, provider, bond);
        _pay(provider, bond);
    }

    /// @dev Tells the job contract what was found and pays out the bonds. Everything is written down before anything is called.
    function _finish(uint256 jobId, IJobs.Job memory job, Deal storage deal, uint16 good) private {
        Terms storage terms = _terms[jobId];
        (uint256 toProvider, uint256 toClient) = _bonds(deal, terms, good);
        (deal.phase, deal.good, deal.bond) = (Phase.Over, good, 0);
        bytes32 reason = _reason(deal, terms.lane);
        if (good == 0) jobs.reject(jobId, reason, "");
        else if (good == terms.parts) jobs.complete(jobId, reason, "");
        else jobs.completePart(jobId, job.budget * good / terms.parts, reason, "");
        emit Finished(jobId, good, toProvider, toClient);
        _pay(job.provider, toProvider);
        _pay(job.client, toClient);
    }

    /// @dev Nobody has ended the job before its own end, and the client has its money back: both get their bonds, except that who has not delivered in time has not.
    function _clear(uint256 jobId, IJobs.Job memory job, Deal storage deal) private {
        if (deal.phase == Phase.Over || deal.phase == Phase.None) revert WrongPhase(deal.phase);
        uint256 toProvider = deal.phase == Phase.Working ? 0 : deal.bond;
        uint256 toClient = uint256(deal.bond) - toProvider;
        if (deal.contested) toClient += deal.bond - _price(_terms[jobId]);
        (deal.phase, deal.bond) = (Phase.Over, 0);
        emit Finished(jobId, 0, toProvider, toClient);
        _pay(job.provider, toProvider);
        _pay(job.client, toClient);
    }

    /// @dev Who gets the bonds. The one whose number was further from what was found pays the panel and loses the rest to the other; equally far: both pay half;
    /// undecided: whoever has contested pays. In the exact lane one bad part loses the provider's bond, and nobody has to contest what is proven.
    function _bonds(Deal storage deal, Terms storage terms, uint16 good)
        private
        view
        returns (uint256 toProvider, uint256 toClient)
    {
        uint256 bond = deal.bond;
        if (!deal.contested) return good == deal.delivered && deal.delivered != 0 ? (bond, 0) : (uint256(0), bond);
        uint256 price = _price(terms);
        uint256 all = 2 * bond - price;
        uint16 fromProvider = deal.delivered - good;
        uint16 fromClient = good < deal.claimed ? deal.claimed - good : good - deal.claimed;
        if (!deal.decided) return (bond, bond - price);
        if (terms.lane == Lane.Exact) return good == deal.delivered ? (all, uint256(0)) : (uint256(0), all);
        if (fromProvider == fromClient) return (bond - price / 2, all - (bond - price / 2));
        return fromProvider < fromClient ? (all, uint256(0)) : (uint256(0), all);
    }

    /// @dev What the panel got out of a contested job.
    function _price(Terms storage terms) private view returns (uint256) {
        return terms.lane == Lane.Panel ? panel.price() : 0;
    }

    /// @dev The reason that a job ends with: lane, parts delivered, said good by the client (65535: not contested), found good; two bytes each.
    function _reason(Deal storage deal, Lane lane) private view returns (bytes32) {
        return bytes32(
            abi.encodePacked(
                uint16(lane), deal.delivered, deal.contested ? deal.claimed : type(uint16).max, deal.good
            )
        );
    }

    function _hash(uint256 jobId, IJobs.Job memory job, uint256 budget, Terms memory terms)
        private
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(block.chainid, address(this), jobId, job.client, job.provider, job.expiredAt, budget, terms)
        );
    }

    function _check(IJobs.Job memory job, uint256 budget, Terms memory terms) private view {
        if (terms.lane == Lane.None) revert BadTerms("lane");
        if (terms.parts == 0 || terms.parts > MAX_PARTS) revert BadTerms("parts");
        if (terms.deliver == 0 || terms.deliver > MAX_DELIVER) revert BadTerms("deliver");
        if (terms.review < MIN_REVIEW || terms.review > MAX_REVIEW) revert BadTerms("review");
        if (terms.bond < budget / BOND_SHARE || terms.bond == 0) revert BadTerms("bond");
        uint64 wait = EXACT_WAIT;
        // A receipt of the first day must still be open to dispute when the client sees it on the last one.
        if (terms.lane == Lane.Exact && terms.deliver + terms.review + SHOW + OPEN > DISPUTE_WINDOW) {
            revert BadTerms("deliver, review: longer than receipts can be disputed");
        }
        if (terms.lane == Lane.Panel) {
            if (terms.bond < panel.price()) revert BadTerms("bond: less than a panel costs");
            wait = panel.longest();
        }
        if (block.timestamp + terms.deliver + terms.review + wait + SLACK > job.expiredAt) revert BadTerms("expiredAt");
    }

    /// @dev Whoever has nothing in the vault cannot be convicted. Stake that unbonds may be gone before the game is over.
    function _staked(address provider) private view {
        (uint128 total,, uint128 unbonding) = stake.stakeOf(provider);
        if (total - unbonding < stake.MINIMUM() || total == unbonding) revert StakeTooSmall();
    }

    function _count(uint256 bits) private pure returns (uint16 n) {
        for (; bits != 0; bits &= bits - 1) {
            ++n;
        }
    }

    function _mine(uint256 jobId) private view returns (IJobs.Job memory job) {
        job = jobs.jobOf(jobId);
        if (job.evaluator != address(this) || job.hook != address(this)) revert NotMine();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IACPHook, IJobs} from "./IJobs.sol";
import {Purse} from "./Purse.sol";

/// @title Escrowed jobs (ERC-8183)
/// @notice A client creates a job and funds it, a provider submits work, an evaluator (an account or a contract) completes it or rejects it; past `expiredAt` anybody
/// may send the client its money back. No owner, no upgrade, no pause, no list of allowed hooks.
///
/// States and functions are those of the ERC's text. What the text leaves open:
///   - a part of FEE_BPS of what is paid is burnt, so that a record of paid jobs is not free to make;
///   - a hook gets HOOK_GAS at most for each call, and can stop what the text lets it stop: everything but `claimRefund`;
///   - whoever's address refuses its tokens stops nobody: they are kept for it, to `collect`;
///   - `completePart` completes a job of which a part was delivered. Hooks see it as `complete`.
/// @dev The tokens held are the budgets of all jobs that are Funded or Submitted, and all credits.
contract Jobs is IJobs, Purse {
    /// @notice The most gas that one call of a hook gets.
    uint256 public constant HOOK_GAS = 2_000_000;
    /// @notice The longest description, in bytes.
    uint256 public constant MAX_DESCRIPTION = 1024;
    /// @notice What is burnt of a payment, in hundredths of a percent.
    uint16 public immutable FEE_BPS;

    /// @notice How many jobs there are; the first has the id 1.
    uint256 public jobCount;
    mapping(uint256 jobId => Job) private _jobs;

    /// @notice There is no job with this id.
    error NoSuchJob();
    /// @notice The job is in another state.
    error WrongStatus(Status status);
    /// @notice The caller has not the role that this takes.
    error Unauthorized();
    /// @notice The job would end in the past, or beyond 64 bits.
    error ExpiryNotInFuture();
    /// @notice The job's description is longer than MAX_DESCRIPTION.
    error DescriptionTooLong();
    /// @notice The job has a provider already.
    error ProviderAlreadySet();
    /// @notice A job needs a provider before it is funded.
    error ProviderNotSet();
    /// @notice The budget is zero, or above 128 bits.
    error BudgetOutOfRange();
    /// @notice The budget is not what the caller expects: somebody has changed it.
    error BudgetMismatch(uint256 budget, uint256 expected);
    /// @notice More than the budget.
    error PartTooLarge();
    /// @notice The job ends then; before that, nobody is refunded.
    error NotExpired(uint64 expiredAt);
    /// @notice The hook has no code, so it could stop nothing.
    error HookWithoutCode();
    /// @notice The hook refused; `reason` is what it reverted with, its first 256 bytes.
    error HookRefused(bytes reason);

    /// @param token_ the token of all jobs
    /// @param feeBps what is burnt of each payment, in hundredths of a percent; at most a tenth of it
    constructor(IERC20 token_, uint16 feeBps) Purse(token_) {
        if (feeBps > 1000) revert PartTooLarge();
        FEE_BPS = feeBps;
    }

    /// @inheritdoc IJobs
    function createJob(
        address provider,
        address evaluator,
        uint256 expiredAt,
        string calldata description,
        address hook
    ) external returns (uint256 jobId) {
        if (evaluator == address(0)) revert ZeroAddress();
        if (expiredAt <= block.timestamp || expiredAt > type(uint64).max) revert ExpiryNotInFuture();
        if (bytes(description).length > MAX_DESCRIPTION) revert DescriptionTooLong();
        if (hook != address(0) && hook.code.length == 0) revert HookWithoutCode();
        jobId = ++jobCount;
        Job storage job = _jobs[jobId];
        (job.client, job.provider, job.evaluator, job.hook) = (msg.sender, provider, evaluator, hook);
        job.expiredAt = uint64(expiredAt);
        job.description = description;
        emit JobCreated(jobId, msg.sender, provider, evaluator, expiredAt);
    }

    /// @inheritdoc IJobs
    function setProvider(uint256 jobId, address provider, bytes calldata optParams) external nonReentrant {
        Job storage job = _at(jobId, Status.Open);
        if (msg.sender != job.client) revert Unauthorized();
        if (provider == address(0)) revert ZeroAddress();
        if (job.provider != address(0)) revert ProviderAlreadySet();
        bytes memory data = abi.encode(provider, optParams);
        _before(job, jobId, IJobs.setProvider.selector, data);
        job.provider = provider;
        emit ProviderSet(jobId, provider);
        _after(job, jobId, IJobs.setProvider.selector, data);
    }

    /// @inheritdoc IJobs
    function setBudget(uint256 jobId, uint256 amount, bytes calldata optParams) external nonReentrant {
        Job storage job = _at(jobId, Status.Open);
        if (msg.sender != job.client && msg.sender != job.provider) revert Unauthorized();
        if (amount > type(uint128).max) revert BudgetOutOfRange();
        bytes memory data = abi.encode(amount, optParams);
        _before(job, jobId, IJobs.setBudget.selector, data);
        job.budget = amount;
        emit BudgetSet(jobId, amount);
        _after(job, jobId, IJobs.setBudget.selector, data);
    }

    /// @inheritdoc IJobs
    function fund(uint256 jobId, uint256 expectedBudget, bytes calldata optParams) external nonReentrant {
        Job storage job = _at(jobId, Status.Open);
        if (msg.sender != job.client) revert Unauthorized();
        if (job.provider == address(0)) revert ProviderNotSet();
        uint256 budget = job.budget;
        if (budget == 0) revert BudgetOutOfRange();
        if (budget != expectedBudget) revert BudgetMismatch(budget, expectedBudget);
        bytes memory data = optParams;
        _before(job, jobId, IJobs.fund.selector, data);
        job.status = Status.Funded;
        _pull(msg.sender, budget);
        emit JobFunded(jobId, msg.sender, budget);
        _after(job, jobId, IJobs.fund.selector, data);
    }

    /// @inheritdoc IJobs
    function submit(uint256 jobId, bytes32 deliverable, bytes calldata optParams) external nonReentrant {
        Job storage job = _at(jobId, Status.Funded);
        if (msg.sender != job.provider) revert Unauthorized();
        bytes memory data = abi.encode(deliverable, optParams);
        _before(job, jobId, IJobs.submit.selector, data);
        job.status = Status.Submitted;
        job.deliverable = deliverable;
        emit JobSubmitted(jobId, msg.sender, deliverable);
        _after(job, jobId, IJobs.submit.selector, data);
    }

    /// @inheritdoc IJobs
    function complete(uint256 jobId, bytes32 reason, bytes calldata optParams) external nonReentrant {
        _complete(jobId, _at(jobId, Status.Submitted).budget, reason, optParams);
    }

    /// @notice As `complete`, where the provider has earned only `amount` of the budget; the rest goes back to the client. Not a function of the ERC.
    function completePart(uint256 jobId, uint256 amount, bytes32 reason, bytes calldata optParams)
        external
        nonReentrant
    {
        if (amount > _at(jobId, Status.Submitted).budget) revert PartTooLarge();
        _complete(jobId, amount, reason, optParams);
    }

    /// @inheritdoc IJobs
    function reject(uint256 jobId, bytes32 reason, bytes calldata optParams) external nonReentrant {
        Job storage job = _jobs[jobId];
        Status status = job.status;
        if (job.client == address(0)) revert NoSuchJob();
        if (status > Status.Submitted) revert WrongStatus(status);
        if (msg.sender != (status == Status.Open ? job.client : job.evaluator)) revert Unauthorized();
        bytes memory data = abi.encode(reason, optParams);
        _before(job, jobId, IJobs.reject.selector, data);
        job.status = Status.Rejected;
        emit JobRejected(jobId, msg.sender, reason);
        if (status != Status.Open) _refund(jobId, job.client, job.budget);
        _after(job, jobId, IJobs.reject.selector, data);
    }

    /// @inheritdoc IJobs
    /// @dev Anybody may call, and no hook hears of it.
    function claimRefund(uint256 jobId) external nonReentrant {
        Job storage job = _jobs[jobId];
        if (job.status != Status.Funded && job.status != Status.Submitted) {
            if (job.client == address(0)) revert NoSuchJob();
            revert WrongStatus(job.status);
        }
        if (block.timestamp < job.expiredAt) revert NotExpired(job.expiredAt);
        job.status = Status.Expired;
        emit JobExpired(jobId);
        _refund(jobId, job.client, job.budget);
    }

    /// @inheritdoc IJobs
    function jobOf(uint256 jobId) external view returns (Job memory) {
        if (_jobs[jobId].client == address(0)) revert NoSuchJob();
        return _jobs[jobId];
    }

    function _complete(uint256 jobId, uint256 amount, bytes32 reason, bytes calldata optParams) private {
        Job storage job = _jobs[jobId];
        if (msg.sender != job.evaluator) revert Unauthorized();
        bytes memory data = abi.encode(reason, optParams);
        _before(job, jobId, IJobs.complete.selector, data);
        job.status = Status.Completed;
        uint256 fee = amount * FEE_BPS / 10_000;
        (job.paid, job.burnt) = (uint128(amount - fee), uint128(fee));
        emit JobCompleted(jobId, msg.sender, reason);
        emit PaymentReleased(jobId, job.provider, amount - fee);
        _pay(job.provider, amount - fee);
        _pay(BURN, fee);
        if (amount != job.budget) _refund(jobId, job.client, job.budget - amount);
        _after(job, jobId, IJobs.complete.selector, data);
    }

    function _refund(uint256 jobId, address client, uint256 amount) private {
        emit Refunded(jobId, client, amount);
        _pay(client, amount);
    }

    function _at(uint256 jobId, Status status) private view returns (Job storage job) {
        job = _jobs[jobId];
        if (job.client == address(0)) revert NoSuchJob();
        if (job.status != status) revert WrongStatus(job.status);
    }

    function _before(Job storage job, uint256 jobId, bytes4 selector, bytes memory data) private {
        address hook = job.hook;
        if (hook != address(0)) _call(hook, abi.encodeCall(IACPHook.beforeAction, (jobId, selector, data)));
    }

    function _after(Job storage job, uint256 jobId, bytes4 selector, bytes memory data) private {
        address hook = job.hook;
        if (hook != address(0)) _call(hook, abi.encodeCall(IACPHook.afterAction, (jobId, selector, data)));
    }

    /// @dev Copies 256 bytes of what the hook reverts with at most, so that it cannot make its caller pay for more.
    function _call(address hook, bytes memory input) private {
        bytes memory reason = new bytes(256);
        bool ok;
        assembly ("memory-safe") {
            ok := call(HOOK_GAS, hook, 0, add(input, 32), mload(input), add(reason, 32), 256)
            if lt(returndatasize(), 256) { mstore(reason, returndatasize()) }
        }
        if (!ok) revert HookRefused(reason);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IJobs} from "./IJobs.sol";
import {Jobs} from "./Jobs.sol";

/// @dev What is read of an evaluator, which makes the recorder.
interface IVerdicts {
    function verdictOf(uint256 jobId)
        external
        view
        returns (uint256 agent, bool exact, bool over, uint16 parts, uint16 delivered, uint16 good);
}

/// @dev What is used of the ERC-8004 registries.
interface IIdentity {
    function isAuthorizedOrOwner(address spender, uint256 agentId) external view returns (bool);
    function getAgentWallet(uint256 agentId) external view returns (address);
}

interface IReputation {
    function giveFeedback(
        uint256 agentId,
        int128 value,
        uint8 valueDecimals,
        string calldata tag1,
        string calldata tag2,
        string calldata endpoint,
        string calldata feedbackURI,
        bytes32 feedbackHash
    ) external;
}

interface IValidation {
    function getValidationStatus(bytes32 requestHash)
        external
        view
        returns (address validator, uint256 agentId, uint8, bytes32, string memory, uint256);
    function validationResponse(
        bytes32 requestHash,
        uint8 response,
        string calldata responseURI,
        bytes32 responseHash,
        string calldata tag
    ) external;
}

/// @title Writes how jobs ended into the ERC-8004 registries
/// @notice One feedback for each job that its evaluator has ended, in this contract's name: `successRate`, the good parts of those delivered in percent, or
/// `delivered` 0 for a job of which nothing came. In the exact lane a mark below 100 takes a conviction, or a receipt that was demanded and not shown, because the evaluator counts nothing else. The URI names the job, where
/// anybody sees who paid whom how much; the hash is over that.
///
/// A mark weighs what the job's fee on the budget of the delivered parts is (if nothing came, on the whole budget). For what was paid, so much was burnt; for what was not, a judge or the clock has spoken. So paying oneself for praise costs the fee, and praise for
/// a dollar doesn't outweigh blame for a hundred.
/// @dev Writes nothing that it has not read from the job contract and the evaluator, so anybody may ask it to, and once is enough.
contract Recorder {
    /// @notice What an agent's jobs add up to: `weighted` is the sum of percent times weight. The mean mark is weighted / weight.
    struct Score {
        uint64 count;
        uint128 weight;
        uint256 weighted;
    }

    Jobs public immutable jobs;
    IVerdicts public immutable evaluator;
    IIdentity public immutable identity;
    IReputation public immutable reputation;
    IValidation public immutable validation;

    /// @notice Whether a job's end is written.
    mapping(uint256 jobId => bool) public written;
    /// @dev What the two registries need together, with room; a call with less could leave a mark out.
    uint256 private constant NEEDED_GAS = 700_000;
    mapping(uint256 agentId => Score) private _scores;

    event Recorded(
        uint256 indexed jobId,
        uint256 indexed agentId,
        address indexed client,
        address provider,
        uint256 paid,
        uint256 weight,
        uint8 percent
    );

    /// @notice The job is not over, has no agent, or is written already.
    error NothingToWrite();
    /// @notice So little gas that only a part would be written.
    error NotEnoughGas();

    constructor(Jobs jobs_, address identity_, address reputation_, address validation_) {
        (jobs, evaluator) = (jobs_, IVerdicts(msg.sender));
        (identity, reputation, validation) =
            (IIdentity(identity_), IReputation(reputation_), IValidation(validation_));
    }

    /// @notice Writes how a job ended. Anyone may call.
    function write(uint256 jobId) external {
        (uint256 agent, bool exact, bool over, uint16 parts, uint16 delivered, uint16 good) = evaluator.verdictOf(jobId);
        if (!over || agent == 0 || written[jobId]) revert NothingToWrite();
        written[jobId] = true;
        --agent;
        IJobs.Job memory job = jobs.jobOf(jobId);
        if (job.status != IJobs.Status.Completed && job.status != IJobs.Status.Rejected) revert NothingToWrite();
        uint8 percent = delivered == 0 ? 0 : uint8(uint256(good) * 100 / delivered);
        uint256 weight = job.budget * (delivered == 0 ? parts : delivered) / parts * jobs.FEE_BPS() / 10_000;
        Score storage score = _scores[agent];
        ++score.count;
        score.weight += uint128(weight);
        score.weighted += weight * percent;
        emit Recorded(jobId, agent, job.client, job.provider, job.paid, weight, percent);
        _tell(jobId, job, agent, percent, delivered == 0 ? "delivered" : "successRate", exact ? "exact" : "panel");
    }

    /// @notice What an agent's jobs add up to.
    function scoreOf(uint256 agentId) external view returns (Score memory) {
        return _scores[agentId];
    }

    /// @notice The hash under which an agent asks the validation registry for this contract's response about a job.
    function requestHashOf(uint256 jobId, uint256 agentId) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(jobs), jobId, agentId));
    }

    /// @notice Whether an agent is paid at this address, or this address may act for it. False for an agent that does not exist.
    function owns(address provider, uint256 agentId) external view returns (bool) {
        try identity.isAuthorizedOrOwner(provider, agentId) returns (bool may) {
            return may || identity.getAgentWallet(agentId) == provider;
        } catch {
            return false;
        }
    }

    function _tell(
        uint256 jobId,
        IJobs.Job memory job,
        uint256 agent,
        uint8 percent,
        string memory tag1,
        string memory tag2
    ) private {
        string memory uri = string.concat(
            "eip155:", Strings.toString(block.chainid), ":", Strings.toHexString(address(jobs)), "/", Strings.toString(jobId)
        );
        bytes32 proof = keccak256(
            abi.encode(block.chainid, address(jobs), jobId, job.client, job.provider, job.budget, job.paid, job.burnt)
        );
        // A provider that makes this contract its operator, and so its own side, loses the public mark and not the score.
        if (gasleft() < NEEDED_GAS) revert NotEnoughGas();
        try reputation.giveFeedback(agent, int128(uint128(percent)), 0, tag1, tag2, "", uri, proof) {} catch {}
        // Most providers don't ask for a validation, and then the registry refuses it.
        bytes32 asked = requestHashOf(jobId, agent);
        try validation.getValidationStatus(asked) returns (
            address validator, uint256 of_, uint8, bytes32, string memory, uint256
        ) {
            if (validator != address(this) || of_ != agent) return;
            try validation.validationResponse(asked, percent, uri, proof, tag2) {} catch {}
        } catch {}
    }
}

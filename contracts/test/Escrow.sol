// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Base} from "./Base.sol";
import {IACPHook, IJobs} from "../src/IJobs.sol";
import {Jobs} from "../src/Jobs.sol";
import {TestUSD} from "../src/TestUSD.sol";

/// @title A job contract with a client, a provider and an evaluator
abstract contract Escrow is Base {
    uint128 internal constant BUDGET = 1_000_000;
    uint16 internal constant FEE_BPS = 50;

    TestUSD internal usd;
    Jobs internal jobs;
    address internal alice = _address("alice");
    address internal bob = _address("bob");
    address internal eve = _address("eve");
    address internal mallory = _address("mallory");

    function _deployJobs() internal {
        vm.warp(START);
        usd = new TestUSD();
        jobs = new Jobs(usd, FEE_BPS);
    }

    /// @dev A job of alice's for bob, that eve judges.
    function _create(address hook) internal returns (uint256 id) {
        vm.prank(alice);
        id = jobs.createJob(bob, eve, block.timestamp + 30 days, "sort a list", hook);
    }

    function _fund(uint256 id) internal {
        IJobs.Job memory job = jobs.jobOf(id);
        usd.mint(job.client, job.budget);
        vm.startPrank(job.client);
        usd.approve(address(jobs), job.budget);
        jobs.fund(id, job.budget, "");
        vm.stopPrank();
    }

    function _funded(address hook) internal returns (uint256 id) {
        id = _create(hook);
        vm.prank(bob);
        jobs.setBudget(id, BUDGET, "");
        _fund(id);
    }

    function _submitted(address hook) internal returns (uint256 id) {
        id = _funded(hook);
        vm.prank(bob);
        jobs.submit(id, keccak256("a sorted list"), "");
    }

    function _status(uint256 id) internal view returns (uint256) {
        return uint256(jobs.jobOf(id).status);
    }
}

/// @dev A hook that does what a test asks of it.
contract TestHook is IACPHook {
    enum Mood {
        Quiet,
        RefuseBefore,
        RefuseAfter,
        Burn,
        Bomb,
        Reenter
    }

    struct Call {
        bool before;
        bytes4 selector;
        bytes data;
    }

    Mood public mood;
    bytes4 public when;
    Jobs public jobs;
    Call[] public calls;

    constructor(Jobs jobs_) {
        jobs = jobs_;
    }

    function set(Mood mood_, bytes4 when_) external {
        (mood, when) = (mood_, when_);
    }

    function count() external view returns (uint256) {
        return calls.length;
    }

    function beforeAction(uint256 jobId, bytes4 selector, bytes calldata data) external {
        calls.push(Call(true, selector, data));
        if (when == 0 || selector == when) _act(jobId, true);
    }

    function afterAction(uint256 jobId, bytes4 selector, bytes calldata data) external {
        calls.push(Call(false, selector, data));
        if (when == 0 || selector == when) _act(jobId, false);
    }

    function _act(uint256 jobId, bool before) private {
        if (mood == Mood.RefuseBefore && before) revert("not this");
        if (mood == Mood.RefuseAfter && !before) revert("not that");
        if (mood == Mood.Burn) {
            while (true) {}
        }
        if (mood == Mood.Bomb) {
            assembly ("memory-safe") {
                revert(0, 1000000)
            }
        }
        if (mood == Mood.Reenter) jobs.claimRefund(jobId);
    }
}

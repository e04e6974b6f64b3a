// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Escrow, TestHook} from "./Escrow.sol";
import {IJobs} from "../src/IJobs.sol";
import {Jobs} from "../src/Jobs.sol";
import {Purse} from "../src/Purse.sol";
import {TestUSD} from "../src/TestUSD.sol";

/// @dev A dollar that takes a fee, or whose issuer has frozen an account.
contract OddUSD is TestUSD {
    bool public taxed;
    address public frozen;

    function tax() external {
        taxed = true;
    }

    function freeze(address who) external {
        frozen = who;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(to != frozen || from == address(0), "frozen");
        if (taxed && from != address(0)) {
            super._update(from, address(1), value / 100);
            value -= value / 100;
        }
        super._update(from, to, value);
    }
}

contract JobsTest is Escrow {
    bytes4[6] private _selectors = [
        IJobs.setProvider.selector,
        IJobs.setBudget.selector,
        IJobs.fund.selector,
        IJobs.submit.selector,
        IJobs.complete.selector,
        IJobs.reject.selector
    ];

    function setUp() public {
        _deployJobs();
    }

    // The life of a job

    function test_CompletedJobPaysTheProviderAndBurnsTheFee() public {
        uint256 id = _submitted(address(0));
        vm.expectEmit(address(jobs));
        emit IJobs.JobCompleted(id, eve, "fine");
        vm.prank(eve);
        jobs.complete(id, "fine", "");
        uint256 fee = uint256(BUDGET) * FEE_BPS / 10_000;
        vm.assertEq(usd.balanceOf(bob), BUDGET - fee);
        vm.assertEq(usd.balanceOf(jobs.BURN()), fee);
        vm.assertEq(usd.balanceOf(address(jobs)), 0);
        IJobs.Job memory job = jobs.jobOf(id);
        vm.assertEq(uint256(job.status), uint256(IJobs.Status.Completed));
        vm.assertEq(uint256(job.paid) + job.burnt, BUDGET);
    }

    function test_ProviderIsSetLater() public {
        vm.startPrank(alice);
        uint256 id = jobs.createJob(address(0), eve, block.timestamp + 1, "", address(0));
        jobs.setBudget(id, BUDGET, "");
        vm.expectRevert(Jobs.ProviderNotSet.selector);
        jobs.fund(id, BUDGET, "");
        jobs.setProvider(id, bob, "");
        vm.expectRevert(Jobs.ProviderAlreadySet.selector);
        jobs.setProvider(id, mallory, "");
        vm.stopPrank();
        _fund(id);
    }

    function test_OnlyWhomTheTextNames() public {
        uint256 id = _create(address(0));
        address[4] memory who = [alice, bob, eve, mallory];
        bool[4] memory may = [true, true, false, false];
        for (uint256 i = 0; i < 4; ++i) {
            if (!may[i]) vm.expectRevert(Jobs.Unauthorized.selector);
            vm.prank(who[i]);
            jobs.setBudget(id, BUDGET, "");
        }
        usd.mint(bob, BUDGET);
        vm.startPrank(bob);
        usd.approve(address(jobs), BUDGET);
        vm.expectRevert(Jobs.Unauthorized.selector);
        jobs.fund(id, BUDGET, "");
        vm.stopPrank();
        _fund(id);
        for (uint256 i = 0; i < 4; ++i) {
            if (who[i] == bob) continue;
            vm.expectRevert(Jobs.Unauthorized.selector);
            vm.prank(who[i]);
            jobs.submit(id, "", "");
        }
        vm.prank(bob);
        jobs.submit(id, "", "");
        for (uint256 i = 0; i < 4; ++i) {
            if (who[i] == eve) continue;
            vm.startPrank(who[i]);
            vm.expectRevert(Jobs.Unauthorized.selector);
            jobs.complete(id, "", "");
            vm.expectRevert(Jobs.Unauthorized.selector);
            jobs.reject(id, "", "");
            vm.stopPrank();
        }
    }

    function test_TheClientRejectsWhileOpenTheEvaluatorLater() public {
        uint256 id = _create(address(0));
        vm.expectRevert(Jobs.Unauthorized.selector);
        vm.prank(eve);
        jobs.reject(id, "", "");
        vm.prank(alice);
        jobs.reject(id, "changed my mind", "");
        vm.assertEq(_status(id), uint256(IJobs.Status.Rejected));
        for (uint256 i = 0; i < 2; ++i) {
            id = i == 0 ? _funded(address(0)) : _submitted(address(0));
            vm.prank(eve);
            jobs.reject(id, "", "");
            vm.assertEq(usd.balanceOf(alice), BUDGET * (i + 1));
        }
    }

    function test_ExpiredJobRefundsForAnybody() public {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 id = i == 0 ? _funded(address(0)) : _submitted(address(0));
            vm.expectRevert(abi.encodeWithSelector(Jobs.NotExpired.selector, uint64(block.timestamp + 30 days)));
            jobs.claimRefund(id);
            vm.warp(block.timestamp + 30 days);
            vm.prank(mallory);
            jobs.claimRefund(id);
            vm.assertEq(_status(id), uint256(IJobs.Status.Expired));
            vm.assertEq(usd.balanceOf(alice), BUDGET * (i + 1));
        }
    }

    function test_PartOfTheBudget(uint256 amount) public {
        amount = _bound(amount, 0, BUDGET);
        uint256 id = _submitted(address(0));
        vm.startPrank(eve);
        vm.expectRevert(Jobs.PartTooLarge.selector);
        jobs.completePart(id, uint256(BUDGET) + 1, "", "");
        jobs.completePart(id, amount, "half", "");
        vm.stopPrank();
        uint256 fee = amount * FEE_BPS / 10_000;
        vm.assertEq(usd.balanceOf(bob), amount - fee);
        vm.assertEq(usd.balanceOf(alice), BUDGET - amount);
        vm.assertEq(usd.balanceOf(address(jobs)), 0);
    }

    function test_WhatIsOverStaysOver() public {
        uint256[3] memory ends;
        for (uint256 i = 0; i < 3; ++i) {
            ends[i] = _submitted(address(0));
        }
        vm.startPrank(eve);
        jobs.complete(ends[0], "", "");
        jobs.reject(ends[1], "", "");
        vm.stopPrank();
        vm.warp(block.timestamp + 30 days);
        jobs.claimRefund(ends[2]);
        for (uint256 i = 0; i < 3; ++i) {
            vm.startPrank(eve);
            vm.expectRevert();
            jobs.complete(ends[i], "", "");
            vm.expectRevert();
            jobs.completePart(ends[i], 1, "", "");
            vm.expectRevert();
            jobs.reject(ends[i], "", "");
            vm.expectRevert();
            jobs.claimRefund(ends[i]);
            vm.stopPrank();
            vm.expectRevert();
            vm.prank(bob);
            jobs.submit(ends[i], "", "");
        }
        vm.assertEq(usd.balanceOf(address(jobs)), 0);
    }

    function test_BadArguments() public {
        vm.startPrank(alice);
        vm.expectRevert(Purse.ZeroAddress.selector);
        jobs.createJob(bob, address(0), block.timestamp + 1, "", address(0));
        vm.expectRevert(Jobs.ExpiryNotInFuture.selector);
        jobs.createJob(bob, eve, block.timestamp, "", address(0));
        vm.expectRevert(Jobs.ExpiryNotInFuture.selector);
        jobs.createJob(bob, eve, type(uint256).max, "", address(0));
        vm.expectRevert(Jobs.HookWithoutCode.selector);
        jobs.createJob(bob, eve, block.timestamp + 1, "", mallory);
        vm.expectRevert(Jobs.DescriptionTooLong.selector);
        jobs.createJob(bob, eve, block.timestamp + 1, string(new bytes(1025)), address(0));
        uint256 id = jobs.createJob(bob, eve, block.timestamp + 1, string(new bytes(1024)), address(0));
        vm.expectRevert(Jobs.BudgetOutOfRange.selector);
        jobs.setBudget(id, 1 << 128, "");
        vm.expectRevert(Jobs.BudgetOutOfRange.selector);
        jobs.fund(id, 0, "");
        vm.expectRevert(Jobs.NoSuchJob.selector);
        jobs.reject(7, "", "");
        vm.expectRevert(Jobs.NoSuchJob.selector);
        jobs.claimRefund(0);
        vm.stopPrank();
    }

    // Hooks

    function test_HooksSeeWhatTheTextSays() public {
        TestHook hook = new TestHook(jobs);
        vm.prank(alice);
        uint256 id = jobs.createJob(address(0), eve, block.timestamp + 1 days, "", address(hook));
        vm.prank(alice);
        jobs.setProvider(id, bob, "p");
        vm.prank(bob);
        jobs.setBudget(id, 100, "b");
        usd.mint(alice, 100);
        vm.startPrank(alice);
        usd.approve(address(jobs), 100);
        jobs.fund(id, 100, "f");
        vm.stopPrank();
        vm.prank(bob);
        jobs.submit(id, "d", "s");
        vm.prank(eve);
        jobs.completePart(id, 60, "r", "c");
        bytes[5] memory data = [
            abi.encode(bob, bytes("p")),
            abi.encode(uint256(100), bytes("b")),
            bytes("f"),
            abi.encode(bytes32("d"), bytes("s")),
            abi.encode(bytes32("r"), bytes("c"))
        ];
        vm.assertEq(hook.count(), 10);
        for (uint256 i = 0; i < 10; ++i) {
            (bool before, bytes4 selector, bytes memory got) = hook.calls(i);
            vm.assertEq(before, i % 2 == 0);
            vm.assertEq(bytes32(selector), bytes32(_selectors[i / 2]));
            vm.assertEq(got, data[i / 2]);
        }
        vm.prank(alice);
        id = jobs.createJob(bob, eve, block.timestamp + 1 days, "", address(hook));
        vm.prank(alice);
        jobs.reject(id, "r", "x");
        (, bytes4 last, bytes memory rejected) = hook.calls(11);
        vm.assertEq(bytes32(last), bytes32(IJobs.reject.selector));
        vm.assertEq(rejected, abi.encode(bytes32("r"), bytes("x")));
    }

    function test_HookStopsWhatItMay() public {
        TestHook hook = new TestHook(jobs);
        uint256 id = _funded(address(hook));
        for (uint256 i = 1; i < 3; ++i) {
            hook.set(TestHook.Mood(i), IJobs.submit.selector);
            vm.expectRevert();
            vm.prank(bob);
            jobs.submit(id, "", "");
            vm.assertEq(_status(id), uint256(IJobs.Status.Funded));
        }
    }

    function test_Attack_HookHoldsTheMoney() public {
        TestHook hook = new TestHook(jobs);
        for (uint256 mood = 1; mood < 6; ++mood) {
            hook.set(TestHook.Mood.Quiet, 0);
            uint256 id = _submitted(address(hook));
            hook.set(TestHook.Mood(mood), 0);
            vm.expectRevert();
            vm.prank(eve);
            jobs.complete(id, "", "");
            vm.warp(block.timestamp + 30 days);
            uint256 calls = hook.count();
            uint256 gas = gasleft();
            jobs.claimRefund(id);
            vm.assertLe(gas - gasleft(), 100_000, "a refund costs more with a hook");
            vm.assertEq(hook.count(), calls, "the hook has heard of a refund");
            vm.assertEq(usd.balanceOf(address(jobs)), 0);
        }
    }

    function test_Attack_HookBurnsItsCallersGas() public {
        TestHook hook = new TestHook(jobs);
        for (uint256 mood = 3; mood < 5; ++mood) {
            hook.set(TestHook.Mood.Quiet, 0);
            uint256 id = _submitted(address(hook));
            hook.set(TestHook.Mood(mood), 0);
            uint256 gas = gasleft();
            vm.prank(eve);
            (bool ok,) = address(jobs).call(abi.encodeCall(IJobs.complete, (id, "", "")));
            vm.assertTrue(!ok, "the hook let it pass");
            vm.assertLe(gas - gasleft(), jobs.HOOK_GAS() + 100_000, "the hook took more than it may");
        }
    }

    function test_Attack_HookEntersAgain() public {
        TestHook hook = new TestHook(jobs);
        uint256 id = _submitted(address(hook));
        vm.warp(block.timestamp + 30 days);
        hook.set(TestHook.Mood.Reenter, 0);
        vm.expectRevert();
        vm.prank(eve);
        jobs.complete(id, "", "");
        vm.assertEq(usd.balanceOf(bob), 0);
        vm.assertEq(usd.balanceOf(address(jobs)), BUDGET);
    }

    // Other attacks

    function test_Attack_BudgetChangedJustBeforeFunding() public {
        uint256 id = _create(address(0));
        vm.prank(bob);
        jobs.setBudget(id, BUDGET, "");
        vm.prank(bob);
        jobs.setBudget(id, 10 * BUDGET, "");
        usd.mint(alice, 10 * BUDGET);
        vm.startPrank(alice);
        usd.approve(address(jobs), 10 * BUDGET);
        vm.expectRevert(abi.encodeWithSelector(Jobs.BudgetMismatch.selector, uint256(10 * BUDGET), uint256(BUDGET)));
        jobs.fund(id, BUDGET, "");
        vm.stopPrank();
    }

    function test_Attack_ClientRejectsAfterFunding() public {
        uint256 id = _submitted(address(0));
        vm.expectRevert(Jobs.Unauthorized.selector);
        vm.prank(alice);
        jobs.reject(id, "", "");
    }

    function test_Attack_FundWithATokenThatTakesAFee() public {
        OddUSD odd = new OddUSD();
        (usd, jobs) = (odd, new Jobs(odd, FEE_BPS));
        uint256 id = _create(address(0));
        vm.prank(bob);
        jobs.setBudget(id, BUDGET, "");
        odd.tax();
        odd.mint(alice, BUDGET);
        vm.startPrank(alice);
        odd.approve(address(jobs), BUDGET);
        vm.expectRevert(Purse.WrongAmountReceived.selector);
        jobs.fund(id, BUDGET, "");
        vm.stopPrank();
    }

    function test_Attack_ClientWhoRefusesItsRefundHoldsUpThePayment() public {
        OddUSD odd = new OddUSD();
        (usd, jobs) = (odd, new Jobs(odd, FEE_BPS));
        uint256 id = _submitted(address(0));
        odd.freeze(alice);
        vm.prank(eve);
        jobs.completePart(id, BUDGET / 2, "", "");
        vm.assertEq(usd.balanceOf(bob), BUDGET / 2 - uint256(BUDGET) / 2 * FEE_BPS / 10_000);
        vm.assertEq(jobs.credit(alice), BUDGET / 2);
        vm.expectRevert();
        jobs.collect(alice);
        odd.freeze(address(0));
        jobs.collect(alice);
        vm.assertEq(usd.balanceOf(alice), BUDGET / 2);
        vm.expectRevert(Purse.NothingToCollect.selector);
        jobs.collect(alice);
        vm.assertEq(usd.balanceOf(address(jobs)), 0);
    }
}

/// @title Random traffic of four jobs at a time
contract JobTraffic is Escrow {
    uint256 private constant JOBS = 4;
    uint256[JOBS] private _ids;
    uint256 private _funds;
    uint256 private _out;

    constructor() {
        _deployJobs();
    }

    function open(uint256 which, uint256 amount) external {
        uint256 id = _ids[which % JOBS];
        if (id != 0) require(_status(id) > uint256(IJobs.Status.Submitted), "it runs");
        id = _ids[which % JOBS] = _create(address(0));
        vm.prank(alice);
        jobs.setBudget(id, _bound(amount, 1, 1e12), "");
    }

    function fund(uint256 which) external {
        _fund(_ids[which % JOBS]);
        _funds += jobs.jobOf(_ids[which % JOBS]).budget;
    }

    function submit(uint256 which) external {
        vm.prank(bob);
        jobs.submit(_ids[which % JOBS], "", "");
    }

    function complete(uint256 which, uint256 amount) external {
        uint256 id = _ids[which % JOBS];
        amount = _bound(amount, 0, jobs.jobOf(id).budget);
        vm.prank(eve);
        jobs.completePart(id, amount, "", "");
    }

    function reject(uint256 which) external {
        vm.prank(eve);
        jobs.reject(_ids[which % JOBS], "", "");
    }

    function expire(uint256 which, uint256 wait) external {
        vm.warp(block.timestamp + _bound(wait, 0, 31 days));
        jobs.claimRefund(_ids[which % JOBS]);
    }

    function check() external view {
        uint256 owed;
        for (uint256 i = 0; i < JOBS; ++i) {
            if (_ids[i] == 0) continue;
            IJobs.Job memory job = jobs.jobOf(_ids[i]);
            if (job.status == IJobs.Status.Funded || job.status == IJobs.Status.Submitted) owed += job.budget;
        }
        vm.assertEq(usd.balanceOf(address(jobs)), owed, "tokens held are not what is owed");
        uint256 out = usd.balanceOf(alice) + usd.balanceOf(bob) + usd.balanceOf(jobs.BURN());
        vm.assertEq(_funds, owed + out, "money was made or lost");
    }

    function everybodyLeaves() external {
        vm.warp(block.timestamp + 31 days);
        for (uint256 i = 0; i < JOBS; ++i) {
            if (_ids[i] == 0) continue;
            uint256 status = _status(_ids[i]);
            if (status == uint256(IJobs.Status.Funded) || status == uint256(IJobs.Status.Submitted)) {
                jobs.claimRefund(_ids[i]);
            }
        }
        vm.assertEq(usd.balanceOf(address(jobs)), 0, "something cannot leave");
    }
}

/// @title What must hold for escrowed jobs whatever anybody does
contract JobsInvariants {
    JobTraffic private _traffic;
    address[] private _targets;

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function setUp() public {
        _traffic = new JobTraffic();
        _targets.push(address(_traffic));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[6] memory all = [
            JobTraffic.open.selector, JobTraffic.fund.selector, JobTraffic.submit.selector,
            JobTraffic.complete.selector, JobTraffic.reject.selector, JobTraffic.expire.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_traffic), new bytes4[](all.length));
        for (uint256 i = 0; i < all.length; ++i) {
            targets[0].selectors[i] = all[i];
        }
    }

    function test_TrafficCanDoEverything() external {
        for (uint256 i = 0; i < 3; ++i) {
            _traffic.open(i, 1000 + i);
            _traffic.fund(i);
            _traffic.submit(i);
            _traffic.check();
        }
        _traffic.complete(0, 400);
        _traffic.reject(1);
        _traffic.expire(2, 31 days);
        _traffic.open(0, 5);
        _traffic.check();
        _traffic.everybodyLeaves();
    }

    /// forge-config: default.invariant.runs = 24
    /// forge-config: default.invariant.depth = 120
    function invariant_JobsHoldWhatTheyOwe() external view {
        _traffic.check();
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: default.invariant.depth = 60
    function invariant_EveryStateHasAnExit() external {
        _traffic.everybodyLeaves();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Court} from "./Court.sol";
import {Evaluator} from "../src/Evaluator.sol";
import {IJobs} from "../src/IJobs.sol";
import {Panel} from "../src/Panel.sol";

/// @title Random traffic of three jobs at a time between alice and bob, with jurors who answer anything
contract DealTraffic is Court {
    uint256 private constant JOBS = 3;
    uint256[JOBS] private _ids;
    uint256 public over;

    constructor() {
        _deployCourt();
        _seatJurors();
    }

    function propose(uint256 which, bool exact) external {
        uint256 id = _ids[which % JOBS];
        if (id != 0) require(_phase(id) == Evaluator.Phase.Over, "it runs");
        _ids[which % JOBS] = _proposed(_terms(exact ? Evaluator.Lane.Exact : Evaluator.Lane.Panel));
    }

    function change(uint256 which, uint256 amount) external {
        vm.prank(bob);
        jobs.setBudget(_ids[which % JOBS], _bound(amount, 1, BUDGET), "");
    }

    function accept(uint256 which) external {
        (uint128 total,,) = vault.stakeOf(bob);
        (,,, uint64 closesAt) = vault.disputes(bob);
        if (total == 0 && block.timestamp >= closesAt) _stake(); // a conviction took the last one
        _accept(_ids[which % JOBS]);
    }

    function decline(uint256 which) external {
        vm.prank(bob);
        court.decline(_ids[which % JOBS]);
    }

    function fund(uint256 which) external {
        uint256 id = _ids[which % JOBS];
        uint256 budget = jobs.jobOf(id).budget;
        bytes32 hash = court.termsHash(id);
        usd.mint(alice, budget);
        vm.prank(alice);
        usd.approve(address(jobs), budget);
        vm.prank(alice);
        jobs.fund(id, budget, abi.encode(hash));
    }

    function submit(uint256 which, uint16 parts) external {
        vm.prank(bob);
        jobs.submit(_ids[which % JOBS], "", abi.encode(uint16(_bound(parts, 0, PARTS + 1))));
    }

    function approve(uint256 which) external {
        vm.prank(alice);
        court.approve(_ids[which % JOBS]);
        ++over;
    }

    function contest(uint256 which, uint16 claimed, uint256 demanded) external {
        uint256 id = _ids[which % JOBS];
        usd.mint(alice, BOND);
        vm.prank(alice);
        usd.approve(address(court), BOND);
        if (court.termsOf(id).lane == Evaluator.Lane.Panel) demanded = 0;
        vm.prank(alice);
        court.contest(id, uint16(_bound(claimed, 0, PARTS)), demanded % 16);
    }

    /// @dev Convictions stay, so later jobs over the same requests meet them at once.
    function convict(uint256 which, uint16 part) external {
        part %= PARTS;
        if (!vault.convicted(bob, _request(part))) _lose(_request(part));
        court.convict(_ids[which % JOBS], part, _request(part), _proof(part));
    }

    function judge(uint256 which, uint16 answer, uint256 others, uint16 other, uint256 randao) external {
        uint256 id = _ids[which % JOBS];
        require(_phase(id) == Evaluator.Phase.Contested && court.termsOf(id).lane == Evaluator.Lane.Panel, "no panel");
        uint256 caseId = court.dealOf(id).judged;
        uint16 most = panel.caseOf(caseId).most;
        _draw(caseId, randao);
        _vote(caseId, answer % (most + 1), others % 4, other % (most + 1));
        _pass(panel.APPEAL());
        court.finish(id);
        panel.settle(caseId, 0);
        ++over;
    }

    function finish(uint256 which, uint256 wait) external {
        _pass(_bound(wait, 0, 25 days));
        court.finish(_ids[which % JOBS]);
        ++over;
    }

    function expire(uint256 which, uint256 wait) external {
        _pass(_bound(wait, 0, 70 days));
        jobs.claimRefund(_ids[which % JOBS]);
    }

    function reject(uint256 which) external {
        vm.prank(alice);
        jobs.reject(_ids[which % JOBS], "", "");
    }

    /// @dev The tokens that the two contracts hold are budgets and bonds of what runs.
    function check() external view {
        uint256 bonds;
        uint256 budgets;
        for (uint256 i = 0; i < JOBS; ++i) {
            if (_ids[i] == 0) continue;
            IJobs.Job memory job = jobs.jobOf(_ids[i]);
            Evaluator.Deal memory deal = court.dealOf(_ids[i]);
            Evaluator.Terms memory terms = court.termsOf(_ids[i]);
            if (job.status == IJobs.Status.Funded || job.status == IJobs.Status.Submitted) budgets += job.budget;
            bonds += deal.bond;
            if (deal.phase == Evaluator.Phase.Contested) {
                bonds += terms.bond - (terms.lane == Evaluator.Lane.Panel ? panel.price() : 0);
            }
            if (deal.phase == Evaluator.Phase.Over) vm.assertEq(deal.bond, 0);
            vm.assertLe(deal.delivered, terms.parts, "more is delivered than was ordered");
            vm.assertLe(deal.good, deal.delivered, "more is good than was delivered");
            vm.assertLe(deal.bad, deal.delivered, "more is bad than was delivered");
            if (job.status == IJobs.Status.Completed) {
                vm.assertEq(uint256(job.paid) + job.burnt, job.budget * deal.good / terms.parts, "paid for something else");
            }
        }
        vm.assertEq(usd.balanceOf(address(court)), bonds, "the evaluator holds something else than bonds");
        vm.assertEq(usd.balanceOf(address(jobs)), budgets, "the jobs hold something else than budgets");
    }

    /// @dev However things stand, and though nobody judges any more, all money leaves.
    function everybodyLeaves() external {
        _pass(100 days);
        for (uint256 i = 0; i < JOBS; ++i) {
            if (_ids[i] == 0) continue;
            uint256 status = _status(_ids[i]);
            Evaluator.Phase phase = _phase(_ids[i]);
            if (status == uint256(IJobs.Status.Funded) || status == uint256(IJobs.Status.Submitted)) {
                jobs.claimRefund(_ids[i]);
            }
            if (phase == Evaluator.Phase.Accepted) {
                vm.prank(bob);
                court.decline(_ids[i]);
            } else if (phase != Evaluator.Phase.None && phase != Evaluator.Phase.Over) {
                court.finish(_ids[i]);
            }
        }
        vm.assertEq(usd.balanceOf(address(court)) + usd.balanceOf(address(jobs)), 0, "something cannot leave");
    }

    function _phase(uint256 id) private view returns (Evaluator.Phase) {
        return court.dealOf(id).phase;
    }
}

/// @title What must hold for judged jobs whatever anybody does
contract EvaluatorInvariants {
    DealTraffic private _traffic;
    address[] private _targets;

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function setUp() public {
        _traffic = new DealTraffic();
        _targets.push(address(_traffic));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[13] memory all = [
            DealTraffic.propose.selector, DealTraffic.change.selector, DealTraffic.accept.selector,
            DealTraffic.decline.selector, DealTraffic.fund.selector, DealTraffic.submit.selector,
            DealTraffic.approve.selector, DealTraffic.contest.selector, DealTraffic.convict.selector,
            DealTraffic.judge.selector, DealTraffic.finish.selector, DealTraffic.expire.selector,
            DealTraffic.reject.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_traffic), new bytes4[](all.length));
        for (uint256 i = 0; i < all.length; ++i) {
            targets[0].selectors[i] = all[i];
        }
    }

    /// @dev Random traffic proves nothing if its actions cannot happen: here each of them does.
    function test_TrafficCanDoEverything() external {
        for (uint256 i = 0; i < 3; ++i) {
            _traffic.propose(i, i < 2);
            _traffic.accept(i);
        }
        _traffic.check();
        _traffic.decline(0);
        _traffic.accept(0);
        _traffic.change(0, 1000);
        _traffic.accept(0);
        for (uint256 i = 0; i < 3; ++i) {
            _traffic.fund(i);
            _traffic.submit(i, 3);
        }
        _traffic.check();
        _traffic.approve(0);
        _traffic.contest(1, 2, 1);
        _traffic.contest(2, 0, 0);
        _traffic.convict(1, 1);
        _traffic.check();
        _traffic.judge(2, 2, 1, 0, 9);
        _traffic.check();
        _traffic.finish(1, 25 days);
        _traffic.check();
        _traffic.propose(0, true);
        _traffic.accept(0);
        _traffic.fund(0);
        _traffic.expire(0, 70 days);
        _traffic.finish(0, 0);
        _traffic.check();
        _traffic.propose(1, true);
        _traffic.accept(1);
        _traffic.reject(1);
        _traffic.check();
        require(_traffic.over() == 4, "the traffic did something else");
        _traffic.everybodyLeaves();
    }

    /// forge-config: default.invariant.runs = 24
    /// forge-config: default.invariant.depth = 160
    function invariant_TheContractsHoldWhatRuns() external view {
        _traffic.check();
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: default.invariant.depth = 64
    function invariant_EveryStateHasAnExit() external {
        _traffic.everybodyLeaves();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Court} from "./Court.sol";
import {Evaluator} from "../src/Evaluator.sol";
import {IJobs} from "../src/IJobs.sol";
import {Jobs} from "../src/Jobs.sol";
import {Recorder} from "../src/Recorder.sol";

contract EvaluatorTest is Court {
    function setUp() public {
        _deployCourt();
        _seatJurors();
    }

    // What everybody has in the end. Alice paid the budget and brought bonds; bob brought his bond.
    function _ends(uint256 toBob, uint256 toAlice) internal view {
        vm.assertEq(usd.balanceOf(bob), toBob, "bob");
        vm.assertEq(usd.balanceOf(alice), toAlice, "alice");
        vm.assertEq(usd.balanceOf(address(jobs)), 0, "left in the jobs");
        vm.assertEq(usd.balanceOf(address(court)), 0, "left in the evaluator");
    }

    // Agreeing

    function test_TermsAreAgreedBeforeMoneyMoves() public {
        uint256 id = _proposed(_terms(Evaluator.Lane.Exact));
        usd.mint(alice, BUDGET);
        bytes32 hash = court.termsHash(id);
        vm.startPrank(alice);
        usd.approve(address(jobs), BUDGET);
        vm.expectRevert();
        jobs.fund(id, BUDGET, abi.encode(hash));
        vm.stopPrank();
        _accept(id);
        vm.assertEq(usd.balanceOf(address(court)), BOND);
        vm.startPrank(alice);
        vm.expectRevert();
        jobs.fund(id, BUDGET, "");
        jobs.fund(id, BUDGET, abi.encode(hash));
        vm.stopPrank();
        vm.assertEq(uint256(court.dealOf(id).phase), uint256(Evaluator.Phase.Working));
    }

    function test_ProviderTakesItsAcceptanceBack() public {
        uint256 id = _proposed(_terms(Evaluator.Lane.Exact));
        _accept(id);
        vm.expectRevert(Evaluator.Unauthorized.selector);
        vm.prank(mallory);
        court.decline(id);
        vm.prank(bob);
        court.decline(id);
        vm.assertEq(usd.balanceOf(bob), BOND);
        vm.expectRevert(abi.encodeWithSelector(Evaluator.WrongPhase.selector, Evaluator.Phase.None));
        vm.prank(bob);
        court.decline(id);
    }

    function test_ClientsRejectionReturnsTheBond() public {
        uint256 id = _proposed(_terms(Evaluator.Lane.Exact));
        _accept(id);
        vm.prank(alice);
        jobs.reject(id, "", "");
        _ends(BOND, 0);
    }

    function test_BadTermsAreRefused() public {
        for (uint256 i = 0; i < 9; ++i) {
            Evaluator.Terms memory terms = _terms(i == 8 ? Evaluator.Lane.Panel : Evaluator.Lane.Exact);
            uint256 budget = BUDGET;
            if (i == 0) terms.parts = 0;
            if (i == 1) terms.parts = 257;
            if (i == 2) terms.deliver = 0;
            if (i == 3) terms.review = 1 hours - 1;
            if (i == 4) terms.review = 31 days;
            if (i == 5) terms.bond = BUDGET / 20 - 1;
            if (i == 6) terms.deliver = 4 days;
            if (i == 7) (terms.bond, budget) = (0, 0);
            if (i == 8) (terms.bond, budget) = (3 * FEE - 1, 100);
            vm.startPrank(alice);
            uint256 id = jobs.createJob(bob, address(court), block.timestamp + 60 days, "", address(court));
            vm.expectRevert();
            jobs.setBudget(id, budget, abi.encode(terms));
            vm.expectRevert();
            jobs.setBudget(id, budget, "nonsense");
            vm.stopPrank();
        }
    }

    // Without contest

    function test_SilenceCompletes() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        vm.expectRevert();
        court.finish(id);
        _pass(2 days);
        vm.prank(mallory);
        court.finish(id);
        _ends(_net(BUDGET) + BOND, 0);
        vm.assertEq(_status(id), uint256(IJobs.Status.Completed));
    }

    function test_ClientApprovesAtOnce() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        vm.expectRevert(Evaluator.Unauthorized.selector);
        vm.prank(bob);
        court.approve(id);
        vm.prank(alice);
        court.approve(id);
        _ends(_net(BUDGET) + BOND, 0);
    }

    function test_PartOfTheWorkIsPaidInPart() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, 3);
        _pass(2 days);
        court.finish(id);
        _ends(_net(BUDGET * 3 / 4) + BOND, BUDGET / 4);
    }

    function test_NothingDeliveredInTime() public {
        uint256 id = _working(Evaluator.Lane.Exact);
        _pass(3 days);
        vm.expectRevert();
        court.finish(id);
        _pass(1);
        vm.expectRevert();
        vm.prank(bob);
        jobs.submit(id, "", "");
        court.finish(id);
        _ends(0, uint256(BUDGET) + BOND);
        vm.assertEq(_status(id), uint256(IJobs.Status.Rejected));
    }

    function test_NobodyFinishesBeforeTheJobsOwnEnd() public {
        uint256 a = _working(Evaluator.Lane.Exact);
        uint256 b = _delivered(Evaluator.Lane.Exact, PARTS);
        uint256 c = _delivered(Evaluator.Lane.Panel, PARTS);
        _contest(c, 1);
        _pass(60 days);
        uint256[3] memory all = [a, b, c];
        for (uint256 i = 0; i < 3; ++i) {
            jobs.claimRefund(all[i]);
            court.finish(all[i]);
            vm.expectRevert();
            court.finish(all[i]);
        }
        // bob's bond of a is lost; of alice's bond the panel has its price
        _ends(2 * BOND, 3 * uint256(BUDGET) + 2 * BOND - 3 * FEE);
    }

    // The exact lane

    function test_ConvictedPartsAreNotPaid() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 2, _request(2), _proof(2));
        _lose(_request(2));
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 1, _request(2), _proof(2));
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 2, _request(2), _proof(1));
        vm.prank(mallory);
        court.convict(id, 2, _request(2), _proof(2));
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 2, _request(2), _proof(2));
        _pass(2 days);
        court.finish(id);
        _ends(_net(BUDGET * 3 / 4), BUDGET / 4 + BOND);
    }

    function test_ContestWaitsForTheDisputeGame() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        _contest(id, 0);
        _pass(14 days);
        vm.expectRevert();
        court.finish(id);
        for (uint16 i = 0; i < PARTS; ++i) {
            _lose(_request(i));
            court.convict(id, i, _request(i), _proof(i));
        }
        court.finish(id);
        _ends(0, uint256(BUDGET) + 2 * BOND);
        vm.assertEq(_status(id), uint256(IJobs.Status.Rejected));
    }

    function test_Attack_ContestWithoutAProof() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        _contest(id, 0);
        _pass(court.EXACT_WAIT());
        court.finish(id);
        _ends(_net(BUDGET) + 2 * BOND, 0);
    }

    function test_Attack_ConvictionAboutSomethingElse() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, 2);
        _lose("another request");
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 0, "another request", _proof(0));
        _lose(_request(3)); // a part that was not delivered is not paid anyway
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 3, _request(3), _proof(3));
    }

    function test_Attack_DeliverNothingJudgeable() public {
        // No receipt was ever signed, so no dispute can be opened: then the provider shows one, or the part is bad.
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        _contest(id, 0, 15);
        vm.expectRevert();
        court.show(id, 0, "", _proof(0));
        _pass(court.SHOW() - 1);
        vm.expectRevert();
        court.finish(id);
        _pass(1);
        vm.expectRevert();
        court.show(id, 0, "", _proof(0));
        court.finish(id);
        _ends(0, uint256(BUDGET) + 2 * BOND);
    }

    function test_Attack_SomePartsAreNotJudgeable() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, 3);
        vm.expectRevert(Evaluator.BadCount.selector);
        vm.prank(alice);
        court.contest(id, 0, 8); // there is no fourth part
        _contest(id, 0, 2);
        _lose(_request(1)); // counts once
        court.convict(id, 1, _request(1), _proof(1));
        _pass(court.EXACT_WAIT());
        court.finish(id);
        _ends(_net(BUDGET / 2), BUDGET / 2 + 2 * BOND);
    }

    function test_Attack_ProviderWithoutStake() public {
        uint256 a = _working(Evaluator.Lane.Exact);
        uint256 b = _proposed(_terms(Evaluator.Lane.Exact));
        _accept(b);
        vm.prank(bob);
        vault.requestUnstake(950); // too little is left
        bytes32 hash = court.termsHash(b);
        usd.mint(alice, BUDGET);
        vm.startPrank(alice);
        usd.approve(address(jobs), BUDGET);
        vm.expectRevert();
        jobs.fund(b, BUDGET, abi.encode(hash));
        vm.stopPrank();
        vm.expectRevert();
        vm.prank(bob);
        jobs.submit(a, "", "");
        vm.prank(bob);
        vault.cancelUnstake();
        vm.prank(bob);
        jobs.submit(a, "", "");
    }

    function test_Attack_TermsThatOutliveReceipts() public {
        Evaluator.Terms memory terms = _terms(Evaluator.Lane.Exact);
        terms.review = 2 days + 1;
        vm.startPrank(alice);
        uint256 id = jobs.createJob(bob, address(court), block.timestamp + 60 days, "", address(court));
        vm.expectRevert();
        jobs.setBudget(id, BUDGET, abi.encode(terms));
        vm.stopPrank();
    }

    function test_Attack_LosesAPartAndWinsTheBond() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        _contest(id, 0); // nearer to the provider's number is the truth, and still one part was wrong
        _lose(_request(3));
        court.convict(id, 3, _request(3), _proof(3));
        _pass(court.EXACT_WAIT());
        court.finish(id);
        _ends(_net(BUDGET * 3 / 4), BUDGET / 4 + 2 * BOND);
    }

    function test_Attack_OneConvictionForTwoParts() public {
        Evaluator.Terms memory terms = _terms(Evaluator.Lane.Exact);
        terms.parts = 2;
        bytes32[2] memory leaves = [court.leafOf(0, _request(0)), court.leafOf(1, _request(0))];
        terms.subject = leaves[0] < leaves[1]
            ? keccak256(abi.encodePacked(leaves[0], leaves[1]))
            : keccak256(abi.encodePacked(leaves[1], leaves[0]));
        uint256 id = _proposed(terms);
        _accept(id);
        _pay(id);
        vm.prank(bob);
        jobs.submit(id, "", "");
        _lose(_request(0));
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = leaves[1];
        court.convict(id, 0, _request(0), proof);
        proof[0] = leaves[0];
        vm.expectRevert(Evaluator.NotConvicted.selector);
        court.convict(id, 1, _request(0), proof);
    }

    // The panel lane

    function test_Attack_JobWorthMoreThanJurorsCanLose() public view {
        vm.assertTrue(panel.ready(uint256(3 * JURORS) * panel.RISK()), "these jurors bear it");
        vm.assertTrue(!panel.ready(uint256(3 * JURORS) * panel.RISK() + 1), "these jurors don't bear it");
    }

    function test_PanelDecides() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        _contest(id, 1);
        uint256 caseId = court.dealOf(id).judged;
        _draw(caseId, 7);
        _vote(caseId, 1, 0, 0);
        vm.expectRevert(Evaluator.NotDecided.selector);
        court.finish(id);
        _pass(panel.APPEAL());
        court.finish(id);
        _ends(_net(BUDGET / 4), uint256(BUDGET) * 3 / 4 + 2 * BOND - 3 * FEE);
    }

    function test_PanelForTheProvider() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        _contest(id, 0);
        uint256 caseId = court.dealOf(id).judged;
        _draw(caseId, 7);
        _vote(caseId, 3, 0, 0);
        _pass(panel.APPEAL());
        court.finish(id);
        _ends(_net(BUDGET * 3 / 4) + 2 * BOND - 3 * FEE, BUDGET / 4);
    }

    function test_PanelInTheMiddleBothPayHalf() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        _contest(id, 0);
        uint256 caseId = court.dealOf(id).judged;
        _draw(caseId, 7);
        _vote(caseId, 2, 0, 0);
        _pass(panel.APPEAL());
        court.finish(id);
        _ends(_net(BUDGET / 2) + BOND - 3 * FEE / 2, BUDGET / 2 + BOND - 3 * FEE / 2);
    }

    function test_PanelThatNobodyDraws() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        _contest(id, 0);
        _pass(panel.DRAW() + panel.APPEAL());
        court.finish(id);
        panel.settle(court.dealOf(id).judged, 0);
        _ends(_net(BUDGET / 2) + BOND, BUDGET / 2 + BOND); // neither side gains by keeping a panel from being drawn
    }

    function test_Attack_NoJurorsLeft() public {
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 s = 0; s < 3; ++s) {
                vm.prank(_juror(i));
                panel.leave(3 * i + s);
            }
        }
        uint256 id = _proposed(_terms(Evaluator.Lane.Panel));
        _accept(id);
        bytes32 hash = court.termsHash(id);
        usd.mint(alice, BUDGET);
        vm.startPrank(alice);
        usd.approve(address(jobs), BUDGET);
        vm.expectRevert();
        jobs.fund(id, BUDGET, abi.encode(hash));
        vm.stopPrank();
    }

    // Other attacks

    function test_Attack_ProviderChangesTheTermsJustBeforeFunding() public {
        Evaluator.Terms memory terms = _terms(Evaluator.Lane.Panel);
        uint256 id = _proposed(terms);
        bytes32 agreed = court.termsHash(id);
        terms.review = 1 hours;
        vm.prank(bob);
        jobs.setBudget(id, BUDGET, abi.encode(terms));
        _accept(id);
        usd.mint(alice, BUDGET);
        vm.startPrank(alice);
        usd.approve(address(jobs), BUDGET);
        vm.expectRevert();
        jobs.fund(id, BUDGET, abi.encode(agreed));
        vm.stopPrank();
    }

    function test_Attack_ClientChangesTheBudgetAfterTheAcceptance() public {
        uint256 id = _proposed(_terms(Evaluator.Lane.Panel));
        _accept(id);
        vm.prank(alice);
        jobs.setBudget(id, 1, "");
        vm.assertEq(usd.balanceOf(bob), BOND); // the acceptance is void
        vm.assertEq(uint256(court.dealOf(id).phase), uint256(Evaluator.Phase.None));
        usd.mint(alice, 1);
        bytes32 hash = court.termsHash(id);
        vm.startPrank(alice);
        usd.approve(address(jobs), 1);
        vm.expectRevert();
        jobs.fund(id, 1, abi.encode(hash));
        vm.stopPrank();
    }

    function test_Attack_FundJustBeforeTheDeadline() public {
        // The time for the work starts with the money, so a client cannot let it run out first.
        uint256 id = _proposed(_terms(Evaluator.Lane.Panel));
        _accept(id);
        _pass(10 days);
        _pay(id);
        vm.expectRevert();
        court.finish(id);
        _pass(3 days);
        vm.prank(bob);
        jobs.submit(id, "", "");
        vm.assertEq(uint256(court.dealOf(id).phase), uint256(Evaluator.Phase.Review));
    }

    function test_Attack_AcceptedTwiceIsBondedOnce() public {
        uint256 id = _proposed(_terms(Evaluator.Lane.Panel));
        _accept(id);
        bytes32 hash = court.termsHash(id);
        usd.mint(bob, BOND);
        vm.startPrank(bob);
        usd.approve(address(court), BOND);
        vm.expectRevert(abi.encodeWithSelector(Evaluator.WrongPhase.selector, Evaluator.Phase.Accepted));
        court.accept(id, hash);
        vm.stopPrank();
    }

    function test_Attack_HookCalledByAStranger() public {
        uint256 id = _proposed(_terms(Evaluator.Lane.Exact));
        vm.expectRevert(Evaluator.NotTheJobs.selector);
        court.beforeAction(id, IJobs.fund.selector, "");
        vm.expectRevert(Evaluator.NotTheJobs.selector);
        court.afterAction(id, IJobs.complete.selector, "");
    }

    function test_Attack_JobWithAnotherHook() public {
        vm.prank(alice);
        uint256 id = jobs.createJob(bob, address(court), block.timestamp + 60 days, "", address(0));
        vm.expectRevert(Evaluator.NotMine.selector);
        vm.prank(bob);
        court.accept(id, 0);
        vm.prank(alice);
        id = jobs.createJob(bob, alice, block.timestamp + 60 days, "", address(court));
        vm.expectRevert();
        vm.prank(bob);
        jobs.setBudget(id, BUDGET, "");
    }

    function test_Attack_ContestAfterTheWindow() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        _pass(2 days);
        vm.expectRevert(abi.encodeWithSelector(Evaluator.TooLate.selector, uint64(block.timestamp)));
        vm.prank(alice);
        court.contest(id, 0, 0);
    }

    function test_Attack_StrangerContests() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        vm.expectRevert(Evaluator.Unauthorized.selector);
        vm.prank(mallory);
        court.contest(id, 0, 0);
        vm.expectRevert(Evaluator.BadCount.selector);
        vm.prank(alice);
        court.contest(id, PARTS, 0);
    }

    function test_Attack_SilentEvaluator() public {
        // The hole of the bare standard: the work is there, nobody judges, the client waits for its refund. Here anybody ends the job long before.
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        vm.assertGt(jobs.jobOf(id).expiredAt, block.timestamp + 2 days + court.SLACK(), "no time to finish");
        _pass(2 days);
        court.finish(id);
        _pass(60 days);
        vm.expectRevert();
        jobs.claimRefund(id);
        _ends(_net(BUDGET) + BOND, 0);
    }

    // The record

    function test_RecordOfACompletedJob() public {
        uint256 id = _working(Evaluator.Lane.Panel);
        bytes32 ask = recorder.requestHashOf(id, agent);
        vm.startPrank(bob);
        validation.validationRequest(address(recorder), agent, "", ask);
        jobs.submit(id, "the work", "");
        vm.stopPrank();
        vm.prank(alice);
        court.approve(id);
        (int128 value,, string memory tag1, string memory tag2,) = reputation.readFeedback(agent, address(recorder), 1);
        vm.assertEq(value, 100);
        vm.assertEq(tag1, "successRate");
        vm.assertEq(tag2, "panel");
        (,, uint8 response,, string memory tag,) = validation.getValidationStatus(ask);
        vm.assertEq(response, 100);
        vm.assertEq(tag, "panel");
        Recorder.Score memory score = recorder.scoreOf(agent);
        vm.assertEq(score.weight, usd.balanceOf(jobs.BURN())); // what praise weighs was burnt
        vm.expectRevert(Recorder.NothingToWrite.selector);
        recorder.write(id);
    }

    function test_BadMarkInTheExactLaneNeedsAConviction() public {
        uint256 a = _delivered(Evaluator.Lane.Exact, 3); // a part is missing, none is bad
        _contest(a, 0);
        uint256 b = _delivered(Evaluator.Lane.Exact, PARTS);
        _lose(_request(0));
        court.convict(b, 0, _request(0), _proof(0));
        _pass(court.EXACT_WAIT());
        court.finish(a);
        court.finish(b);
        (int128 value,,, string memory tag2,) = reputation.readFeedback(agent, address(recorder), 1);
        vm.assertEq(value, 100);
        vm.assertEq(tag2, "exact");
        (value,,,,) = reputation.readFeedback(agent, address(recorder), 2);
        vm.assertEq(value, 75);
        Recorder.Score memory score = recorder.scoreOf(agent);
        vm.assertEq(score.weighted / score.weight, 85); // 3 parts all good, 4 parts three good
    }

    function test_Attack_RecordForAnothersAgent() public {
        vm.prank(mallory);
        uint256 other = identity.register("data:,mallory");
        Evaluator.Terms memory terms = _terms(Evaluator.Lane.Exact);
        terms.agent = other + 1;
        _refused(terms);
        terms.agent = 1000; // there is none
        _refused(terms);
    }

    function _refused(Evaluator.Terms memory terms) private {
        uint256 id = _proposed(terms);
        bytes32 hash = court.termsHash(id);
        vm.expectRevert(abi.encodeWithSelector(Evaluator.BadTerms.selector, "agent"));
        vm.prank(bob);
        court.accept(id, hash);
    }

    function test_Attack_RecorderAsOperator() public {
        // Who makes the recorder its own side cannot be rated by it; the score stands all the same.
        uint256 id = _working(Evaluator.Lane.Panel);
        vm.prank(bob);
        identity.setApprovalForAll(address(recorder), true);
        _pass(4 days);
        court.finish(id);
        vm.assertEq(reputation.getLastIndex(agent, address(recorder)), 0);
        Recorder.Score memory score = recorder.scoreOf(agent);
        vm.assertEq(score.count, 1);
        vm.assertEq(score.weighted, 0);
        vm.assertEq(score.weight, BUDGET * FEE_BPS / 10_000);
    }

    function test_Attack_AgentMovedBeforeTheEnd() public {
        uint256 id = _working(Evaluator.Lane.Panel);
        vm.prank(bob);
        identity.transferFrom(bob, mallory, agent);
        _pass(4 days);
        court.finish(id);
        vm.assertEq(reputation.getLastIndex(agent, address(recorder)), 1);
    }

    function test_Attack_WriteWithLittleGas() public {
        uint256 id = _working(Evaluator.Lane.Panel);
        _pass(4 days);
        (bool ok,) = address(court).call{gas: 900_000}(abi.encodeCall(Evaluator.finish, (id)));
        vm.assertTrue(!ok, "a job was ended without its record");
        (ok,) = address(court).call{gas: 2_000_000}(abi.encodeCall(Evaluator.finish, (id)));
        vm.assertTrue(ok, "the record stopped the payment");
        vm.assertEq(reputation.getLastIndex(agent, address(recorder)), 1);
    }

    function test_Attack_PraiseForAPart() public {
        uint256 id = _delivered(Evaluator.Lane.Panel, 1);
        vm.prank(alice);
        court.approve(id);
        Recorder.Score memory score = recorder.scoreOf(agent);
        vm.assertEq(score.weight, usd.balanceOf(jobs.BURN())); // a quarter of the work is a quarter of the praise
    }

    function test_Attack_ValidationOfAnothersJob() public {
        vm.startPrank(mallory);
        uint256 other = identity.register("data:,mallory");
        bytes32[2] memory hashes = [recorder.requestHashOf(1, agent), recorder.requestHashOf(1, other)];
        for (uint256 i = 0; i < 2; ++i) {
            validation.validationRequest(address(recorder), other, "", hashes[i]);
        }
        vm.stopPrank();
        uint256 id = _delivered(Evaluator.Lane.Panel, PARTS);
        vm.assertEq(id, 1);
        vm.prank(alice);
        court.approve(id);
        (uint64 count,) = validation.getSummary(other, new address[](0), "");
        vm.assertEq(count, 0);
        vm.assertEq(reputation.getLastIndex(agent, address(recorder)), 1);
    }

    function test_Attack_RecordOfAJobThatIsNotOver() public {
        uint256 id = _delivered(Evaluator.Lane.Exact, PARTS);
        vm.expectRevert(Recorder.NothingToWrite.selector);
        recorder.write(id);
    }
}

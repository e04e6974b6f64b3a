// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Court} from "./Court.sol";
import {Panel} from "../src/Panel.sol";

contract PanelTest is Court {
    function setUp() public {
        _deployCourt();
        _seatJurors();
    }

    function _open(uint16 most) internal returns (uint256) {
        usd.mint(alice, panel.price());
        vm.startPrank(alice);
        usd.approve(address(panel), panel.price());
        uint256 id = panel.open("how many?", most, alice);
        vm.stopPrank();
        return id;
    }

    function _appeal(address who, uint256 caseId, uint256 seats) internal {
        usd.mint(who, seats * FEE);
        vm.startPrank(who);
        usd.approve(address(panel), seats * FEE);
        panel.appeal(caseId);
        vm.stopPrank();
    }

    function _seatOfBallot(uint256 caseId, uint256 round, uint256 ballot)
        internal
        view
        returns (Panel.Seat memory)
    {
        (, Panel.Ballot[] memory ballots) = panel.roundOf(caseId, round);
        return panel.seatOf(ballots[ballot].seat);
    }

    /// @dev What seats hold and what credits are owed; all panels are settled.
    function _atRest() internal view {
        uint256 held;
        for (uint256 i = 0; i < panel.seats(); ++i) {
            Panel.Seat memory seat = panel.seatOf(i);
            vm.assertEq(seat.locks, 0);
            held += seat.stake;
        }
        vm.assertEq(usd.balanceOf(address(panel)), held, "tokens held are not what seats hold");
    }

    // Deciding

    function test_CoherentJurorsShareThePriceAndWhatOthersLose() public {
        uint256 id = _open(10);
        _draw(id, 1);
        _vote(id, 6, 1, 2); // one says 2, two say 6
        (bool over, bool decided, uint16 outcome) = panel.result(id);
        vm.assertEq(over, false);
        vm.assertEq(decided, true);
        vm.assertEq(outcome, 6);
        vm.expectRevert(Panel.NotOver.selector);
        panel.settle(id, 0);
        _pass(panel.APPEAL());
        panel.settle(id, 0);
        vm.assertEq(_seatOfBallot(id, 0, 0).stake, SEAT - panel.RISK());
        vm.assertEq(_seatOfBallot(id, 0, 1).stake, SEAT);
        uint256 paid;
        for (uint256 i = 0; i < JURORS; ++i) {
            paid += usd.balanceOf(_juror(i));
        }
        vm.assertEq(paid, 3 * FEE + panel.RISK());
        vm.expectRevert(Panel.NoSuchThing.selector);
        panel.settle(id, 0);
        _atRest();
    }

    function test_TheMedianDecides(uint16 a, uint16 b, uint16 c) public {
        uint16[3] memory say = [a % 11, b % 11, c % 11];
        uint256 id = _open(10);
        _draw(id, a);
        for (uint256 i = 0; i < 3; ++i) {
            address juror = _seatOfBallot(id, 0, i).juror;
            bytes32 commitment = panel.commitmentOf(id, 0, i, juror, say[i], SALT);
            vm.prank(juror);
            panel.commit(id, i, commitment);
        }
        _pass(panel.COMMIT());
        for (uint256 i = 0; i < 3; ++i) {
            panel.reveal(id, i, say[i], SALT);
        }
        _pass(panel.REVEAL());
        (, uint16 outcome) = panel.answerOf(id, 0);
        uint256 below;
        uint256 above;
        for (uint256 i = 0; i < 3; ++i) {
            if (say[i] < outcome) ++below;
            if (say[i] > outcome) ++above;
        }
        vm.assertLe(below, 1, "not the median");
        vm.assertLe(above, 1, "not the median");
    }

    function test_SilentJurorsLose() public {
        uint256 id = _open(10);
        _draw(id, 1);
        _pass(panel.COMMIT() + panel.REVEAL() + panel.APPEAL());
        (bool over, bool decided,) = panel.result(id);
        vm.assertEq(over, true);
        vm.assertEq(decided, false);
        panel.settle(id, 0);
        vm.assertEq(usd.balanceOf(panel.BURN()), 3 * FEE + 3 * panel.RISK());
        _atRest();
    }

    function test_AppealToMoreJurors() public {
        uint256 id = _open(10);
        _draw(id, 1);
        _vote(id, 1, 0, 0);
        _appeal(bob, id, 7);
        _draw(id, 2);
        _vote(id, 9, 2, 1); // five of seven say 9
        (bool over, bool decided, uint16 outcome) = panel.result(id);
        vm.assertEq(over, false);
        vm.assertEq(decided, true);
        vm.assertEq(outcome, 9);
        _appeal(alice, id, 15);
        _draw(id, 3);
        _vote(id, 9, 0, 0);
        (over,,) = panel.result(id);
        vm.assertEq(over, true); // no appeal is left
        usd.mint(bob, 31 * FEE);
        vm.startPrank(bob);
        usd.approve(address(panel), 31 * FEE);
        vm.expectRevert(Panel.WrongTime.selector);
        panel.appeal(id);
        vm.stopPrank();
        for (uint256 i = 0; i < 3; ++i) {
            panel.settle(id, i);
        }
        // The first panel was wrong: what its jurors lose goes to bob, who said so, as far as he paid. Alice said so of a right one.
        vm.assertEq(usd.balanceOf(bob), 31 * FEE + 7 * FEE);
        vm.assertEq(usd.balanceOf(alice), 0);
        _atRest();
    }

    function test_EvenANarrowPanelEnds() public {
        uint256 id = _open(10);
        _pass(panel.DRAW());
        _appeal(bob, id, 7); // nobody has drawn the first
        _pass(panel.DRAW() + panel.APPEAL());
        (bool over, bool decided,) = panel.result(id);
        vm.assertEq(over, true);
        vm.assertEq(decided, false);
        panel.settle(id, 0);
        panel.settle(id, 1);
        vm.assertEq(usd.balanceOf(alice), 3 * FEE);
        vm.assertEq(usd.balanceOf(bob), 7 * FEE);
        _atRest();
    }

    function test_LongestIsEnough() public {
        uint256 from = block.timestamp;
        uint256 id = _open(10);
        for (uint256 i = 0; i < 3; ++i) {
            _pass(panel.DRAW() - 1);
            _draw(id, i);
            _vote(id, 5, 0, 0);
            if (i == 2) break;
            _pass(panel.APPEAL() - 1);
            _appeal(bob, id, i == 0 ? 7 : 15);
        }
        (bool over,,) = panel.result(id);
        vm.assertEq(over, true);
        vm.assertLe(block.timestamp - from, panel.longest(), "a case lasts longer than it may");
    }

    // Seats

    function test_SeatsComeAndGo() public {
        vm.startPrank(_juror(0));
        panel.leave(0);
        vm.expectRevert(Panel.LeavingAlready.selector);
        panel.leave(0);
        vm.expectRevert();
        panel.take(0);
        vm.stopPrank();
        _pass(panel.LEAVE());
        vm.expectRevert(Panel.NotYours.selector);
        vm.prank(mallory);
        panel.take(0);
        vm.prank(_juror(0));
        panel.take(0);
        vm.assertEq(usd.balanceOf(_juror(0)), SEAT);
        _join(mallory, 2);
        vm.assertEq(panel.seatOf(0).juror, mallory);
        vm.assertEq(panel.seats(), 3 * JURORS + 1);
        vm.assertEq(panel.members(), 3 * JURORS + 1);
        _atRest();
    }

    function test_SeatOfARunningPanelStays() public {
        uint256 id = _open(10);
        _draw(id, 1);
        (, Panel.Ballot[] memory ballots) = panel.roundOf(id, 0);
        address juror = panel.seatOf(ballots[0].seat).juror;
        vm.prank(juror);
        panel.leave(ballots[0].seat);
        _pass(panel.LEAVE());
        vm.expectRevert();
        vm.prank(juror);
        panel.take(ballots[0].seat);
        panel.settle(id, 0);
        vm.prank(juror);
        panel.take(ballots[0].seat);
        vm.assertEq(usd.balanceOf(juror), SEAT - panel.RISK()); // it was silent
    }

    // Attacks

    function test_Attack_JoinWhenTheSeedIsKnown() public {
        uint256 id = _open(10);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        bytes memory header = _header(round.seedBlock, 5);
        for (uint256 i = 0; i < 10; ++i) {
            _join(mallory, 32);
        }
        panel.draw(id, header);
        for (uint256 i = 0; i < 3; ++i) {
            vm.assertTrue(_seatOfBallot(id, 0, i).juror != mallory, "a seat that came too late was drawn");
        }
    }

    function test_Attack_FillAVacantSeatWhenTheSeedIsKnown() public {
        for (uint256 i = 0; i < 3 * JURORS - 4; ++i) {
            vm.prank(_juror(i / 3));
            panel.leave(i);
        }
        _pass(panel.LEAVE());
        for (uint256 i = 0; i < 3 * JURORS - 4; ++i) {
            vm.prank(_juror(i / 3));
            panel.take(i);
        }
        uint256 id = _open(10);
        _join(mallory, 32);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        bytes memory header = _header(round.seedBlock, 5);
        panel.draw(id, header);
        for (uint256 i = 0; i < 3; ++i) {
            vm.assertTrue(_seatOfBallot(id, 0, i).juror != mallory, "a seat that came too late was drawn");
        }
    }

    function test_Attack_BloatTheSeats() public {
        // Seats that are bought and given up at once make a draw longer, and nothing else: it goes on in the next call.
        for (uint256 i = 0; i < 50; ++i) {
            _join(mallory, 32);
        }
        vm.startPrank(mallory);
        for (uint256 i = 3 * JURORS; i < panel.seats(); ++i) {
            panel.leave(i);
        }
        vm.stopPrank();
        _pass(1);
        uint256 id = _open(10);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        bytes memory header = _header(round.seedBlock, 3);
        uint256 calls;
        for (; round.drawn == 0; ++calls) {
            panel.draw(id, header);
            (round,) = panel.roundOf(id, 0);
            header = ""; // the seed is known now
        }
        vm.assertLe(calls, 5, "a draw takes too many calls");
        for (uint256 i = 0; i < 3; ++i) {
            vm.assertTrue(_seatOfBallot(id, 0, i).juror != mallory, "a seat that was given up was drawn");
        }
    }

    function test_Attack_HoldAllSeats() public {
        // A crowd of other cases fills all seats. They are free again before the time to draw is over.
        uint256 junk;
        for (uint256 full; full < 3;) {
            uint256 next = _open(10);
            _draw(next, next);
            (Panel.Round memory drawn,) = panel.roundOf(next, 0);
            if (drawn.drawn == 0) ++full;
            junk = next;
        }
        uint256 id = _open(10);
        _draw(id, id);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        vm.assertEq(round.drawn, 0);
        _pass(panel.COMMIT() + panel.REVEAL() + panel.APPEAL());
        for (uint256 i = 1; i <= junk; ++i) {
            (bool over,,) = panel.result(i);
            if (!over) continue;
            panel.settle(i, 0);
        }
        vm.assertEq(panel.ready(0), false); // the silent have lost what they could lose
        for (uint256 i = 0; i < 3; ++i) {
            panel.draw(id, "");
        }
        _pass(panel.DRAW() + panel.APPEAL());
        panel.settle(id, 0);
    }

    function test_SeatsWithTooLittleLeftDontCount() public {
        uint256 id = _open(10);
        _draw(id, 1);
        (, Panel.Ballot[] memory ballots) = panel.roundOf(id, 0);
        _pass(panel.COMMIT() + panel.REVEAL() + panel.APPEAL());
        panel.settle(id, 0);
        vm.assertEq(panel.members(), 3 * JURORS); // three quarters are left of each
        for (uint256 i = 0; panel.members() == 3 * JURORS && i < 400; ++i) {
            id = _open(10);
            _draw(id, i);
            _pass(panel.COMMIT() + panel.REVEAL() + panel.APPEAL());
            panel.settle(id, 0);
        }
        uint256 drawable;
        for (uint256 i = 0; i < panel.seats(); ++i) {
            if (panel.seatOf(i).stake >= panel.RISK()) ++drawable;
        }
        vm.assertEq(panel.members(), drawable);
        vm.assertLe(drawable, 3 * JURORS - 1, "no seat has lost everything");
        ballots;
    }

    function test_AppealPaysForThePanelThatWasDrawn() public {
        uint256 id = _open(10);
        _pass(panel.DRAW());
        _appeal(bob, id, 7);
        _draw(id, 2);
        _vote(id, 4, 0, 0);
        _pass(panel.APPEAL());
        panel.settle(id, 0);
        panel.settle(id, 1);
        vm.assertEq(usd.balanceOf(bob), 3 * FEE); // what alice paid for a panel that never sat
        vm.assertEq(usd.balanceOf(alice), 0);
        _atRest();
    }

    function test_Attack_HeaderOfAnotherBlock() public {
        uint256 id = _open(10);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        bytes memory other = _header(round.seedBlock - 1, 5);
        vm.expectRevert(abi.encodeWithSelector(Panel.OtherBlock.selector, round.seedBlock));
        panel.draw(id, other);
        bytes memory header = _header(round.seedBlock, 6);
        header[header.length - 20] ^= 0x01; // another number, but not that block's hash
        vm.expectRevert();
        panel.draw(id, header);
    }

    function test_Attack_DrawTwice() public {
        uint256 id = _open(10);
        _draw(id, 1);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        bytes memory header = _header(round.seedBlock, 2);
        vm.expectRevert(Panel.WrongTime.selector);
        panel.draw(id, header);
        vm.expectRevert(Panel.WrongTime.selector);
        panel.redraw(id);
    }

    function test_Attack_RedrawForABetterSeed() public {
        uint256 id = _open(10);
        (Panel.Round memory round,) = panel.roundOf(id, 0);
        vm.expectRevert(Panel.WrongTime.selector);
        panel.redraw(id); // it is not there yet
        _header(round.seedBlock, 2);
        vm.expectRevert(Panel.WrongTime.selector);
        panel.redraw(id); // it can still be shown
    }

    function test_Attack_CopyAnothersCommitment() public {
        uint256 id = _open(10);
        _draw(id, 1);
        address first = _seatOfBallot(id, 0, 0).juror;
        bytes32 commitment = panel.commitmentOf(id, 0, 0, first, 4, SALT);
        vm.prank(first);
        panel.commit(id, 0, commitment);
        vm.prank(_seatOfBallot(id, 0, 1).juror);
        panel.commit(id, 1, commitment);
        _pass(panel.COMMIT());
        panel.reveal(id, 0, 4, SALT);
        vm.expectRevert(Panel.OtherCommitment.selector);
        panel.reveal(id, 1, 4, SALT);
        vm.expectRevert(Panel.OtherCommitment.selector);
        panel.reveal(id, 0, 4, SALT);
    }

    function test_Attack_CommitWhenOthersReveal() public {
        uint256 id = _open(10);
        _draw(id, 1);
        vm.expectRevert(Panel.WrongTime.selector);
        panel.reveal(id, 0, 1, SALT);
        _pass(panel.COMMIT());
        address juror = _seatOfBallot(id, 0, 0).juror;
        vm.expectRevert(Panel.WrongTime.selector);
        vm.prank(juror);
        panel.commit(id, 0, "");
    }

    function test_Attack_CommitForAnotherSeat() public {
        uint256 id = _open(10);
        _draw(id, 1);
        vm.expectRevert(Panel.NotYours.selector);
        vm.prank(mallory);
        panel.commit(id, 0, "");
        vm.expectRevert(Panel.NoSuchThing.selector);
        vm.prank(mallory);
        panel.commit(id, 3, "");
    }

    function test_Attack_MinorityMovesTheAnswer() public {
        uint256 id = _open(100);
        _draw(id, 1);
        _vote(id, 50, 1, 100);
        (, uint16 outcome) = panel.answerOf(id, 0);
        vm.assertEq(outcome, 50);
    }

    function test_Attack_DrawnInMorePanelsThanASeatCanPay() public {
        for (uint256 i = 0; i < 60; ++i) {
            uint256 id = _open(10);
            (Panel.Round memory round,) = panel.roundOf(id, 0);
            bytes memory header = _header(round.seedBlock, i);
            try panel.draw(id, header) {} catch {}
        }
        for (uint256 i = 0; i < panel.seats(); ++i) {
            Panel.Seat memory seat = panel.seatOf(i);
            vm.assertLe(uint256(seat.locks) * panel.RISK(), seat.stake, "a seat can lose more than it has");
        }
        _pass(panel.longest());
        for (uint256 id = 1; id <= 60; ++id) {
            panel.settle(id, 0);
        }
        _atRest();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {Escrow} from "./Escrow.sol";
import {Evaluator, IStaked} from "../src/Evaluator.sol";
import {Fault} from "../src/IStake.sol";
import {IdentityRegistry} from "../src/IdentityRegistry.sol";
import {IJobs} from "../src/IJobs.sol";
import {Panel} from "../src/Panel.sol";
import {Receipts} from "../src/Receipts.sol";
import {Recorder} from "../src/Recorder.sol";
import {Referee} from "../src/Referee.sol";
import {ReputationRegistry} from "../src/ReputationRegistry.sol";
import {StakeVault} from "../src/StakeVault.sol";
import {ValidationRegistry} from "../src/ValidationRegistry.sol";

interface VmBlocks {
    function roll(uint256 number) external;
    function setBlockhash(uint256 number, bytes32 hash) external;
}

/// @title The evaluator with everything real around it: a vault whose judge is the test, a panel with jurors, the registries
abstract contract Court is Escrow {
    using RLP for RLP.Encoder;

    VmBlocks private constant BLOCKS = VmBlocks(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint128 internal constant SEAT = 200_000;
    uint128 internal constant FEE = 1000;
    uint128 internal constant BOND = 60_000;
    uint16 internal constant PARTS = 4;
    uint256 internal constant JURORS = 12;
    bytes32 internal constant SALT = "salt";

    StakeVault internal vault;
    Panel internal panel;
    Evaluator internal court;
    Recorder internal recorder;
    IdentityRegistry internal identity;
    ReputationRegistry internal reputation;
    ValidationRegistry internal validation;
    uint256 internal agent;
    uint256 private _cases;
    uint256 private _block = 1000;

    function _deployCourt() internal {
        _deployJobs();
        BLOCKS.roll(_block);
        identity = new IdentityRegistry();
        reputation = new ReputationRegistry(address(identity));
        validation = new ValidationRegistry(address(identity));
        BatchSettlement settlement = new BatchSettlement();
        vault = new StakeVault(usd, settlement, address(this), 100);
        panel = new Panel(usd, SEAT, FEE);
        court = new Evaluator(
            jobs,
            IStaked(address(vault)),
            new Receipts(new Referee(), settlement),
            panel,
            address(identity),
            address(reputation),
            address(validation)
        );
        recorder = court.recorder();
        vm.prank(bob);
        agent = identity.register("data:,bob");
        _stake();
    }

    function _stake() internal {
        usd.mint(bob, 1000);
        vm.startPrank(bob);
        usd.approve(address(vault), 1000);
        vault.stake(1000);
        vm.stopPrank();
    }

    // Jurors

    function _juror(uint256 i) internal pure returns (address) {
        return address(uint160(0x70001 + i));
    }

    /// @dev Three seats for each.
    function _seatJurors() internal {
        for (uint256 i = 0; i < JURORS; ++i) {
            _join(_juror(i), 3);
        }
        _pass(1);
    }

    function _join(address who, uint256 count) internal {
        usd.mint(who, count * SEAT);
        vm.startPrank(who);
        usd.approve(address(panel), count * SEAT);
        panel.join(count);
        vm.stopPrank();
    }

    /// @dev Time passes, and blocks with it.
    function _pass(uint256 time) internal {
        vm.warp(block.timestamp + time);
    }

    /// @dev A header as a chain has it, of the fields that a draw reads; its hash becomes that of block `number`.
    function _header(uint256 number, uint256 randao) internal returns (bytes memory header) {
        RLP.Encoder memory fields = RLP.encoder();
        for (uint256 i = 0; i < 8; ++i) {
            fields.push(bytes32(i));
        }
        fields.push(number);
        for (uint256 i = 9; i < 13; ++i) {
            fields.push(i);
        }
        fields.push(keccak256(abi.encode(randao)));
        fields.push(bytes("nonce"));
        header = fields.encode();
        if (block.number <= number) BLOCKS.roll(_block = number + 1);
        BLOCKS.setBlockhash(number, keccak256(header));
    }

    /// @dev Draws the newest panel of a case.
    function _draw(uint256 caseId, uint256 randao) internal returns (uint256 number) {
        number = panel.caseOf(caseId).rounds - 1;
        (Panel.Round memory round,) = panel.roundOf(caseId, number);
        panel.draw(caseId, _header(round.seedBlock, randao));
    }

    /// @dev All jurors of the newest panel answer the same, but the first `others`, who say `other`.
    function _vote(uint256 caseId, uint16 answer, uint256 others, uint16 other) internal {
        uint256 number = panel.caseOf(caseId).rounds - 1;
        (, Panel.Ballot[] memory ballots) = panel.roundOf(caseId, number);
        for (uint256 i = 0; i < ballots.length; ++i) {
            address juror = panel.seatOf(ballots[i].seat).juror;
            bytes32 commitment = panel.commitmentOf(caseId, number, i, juror, i < others ? other : answer, SALT);
            vm.prank(juror);
            panel.commit(caseId, i, commitment);
        }
        _pass(panel.COMMIT());
        for (uint256 i = 0; i < ballots.length; ++i) {
            panel.reveal(caseId, i, i < others ? other : answer, SALT);
        }
        _pass(panel.REVEAL());
    }

    // Deals

    function _terms(Evaluator.Lane lane) internal view returns (Evaluator.Terms memory) {
        return Evaluator.Terms({
            lane: lane,
            parts: PARTS,
            deliver: 3 days,
            review: 2 days,
            bond: BOND,
            agent: agent + 1,
            subject: _root()
        });
    }

    function _proposed(Evaluator.Terms memory terms) internal returns (uint256 id) {
        vm.startPrank(alice);
        id = jobs.createJob(bob, address(court), block.timestamp + 60 days, "four parts", address(court));
        jobs.setBudget(id, BUDGET, abi.encode(terms));
        vm.stopPrank();
    }

    function _accept(uint256 id) internal {
        bytes32 hash = court.termsHash(id);
        uint128 bond = court.termsOf(id).bond;
        usd.mint(bob, bond);
        vm.startPrank(bob);
        usd.approve(address(court), bond);
        court.accept(id, hash);
        vm.stopPrank();
    }

    function _working(Evaluator.Lane lane) internal returns (uint256 id) {
        id = _proposed(_terms(lane));
        _accept(id);
        _pay(id);
    }

    function _pay(uint256 id) internal {
        bytes32 hash = court.termsHash(id);
        usd.mint(alice, BUDGET);
        vm.startPrank(alice);
        usd.approve(address(jobs), BUDGET);
        jobs.fund(id, BUDGET, abi.encode(hash));
        vm.stopPrank();
    }

    function _delivered(Evaluator.Lane lane, uint16 parts) internal returns (uint256 id) {
        id = _working(lane);
        vm.prank(bob);
        jobs.submit(id, "the work", abi.encode(parts));
    }

    function _contest(uint256 id, uint16 claimed) internal {
        _contest(id, claimed, 0);
    }

    function _contest(uint256 id, uint16 claimed, uint256 demanded) internal {
        uint128 bond = court.termsOf(id).bond;
        usd.mint(alice, bond);
        vm.startPrank(alice);
        usd.approve(address(court), bond);
        court.contest(id, claimed, demanded);
        vm.stopPrank();
    }

    /// @dev The dispute game convicts bob over a request.
    function _lose(bytes32 request) internal {
        bytes32 id = bytes32(++_cases);
        vault.freeze(id, bob, 0);
        vault.slash(id, mallory, Fault(request, 0, 0));
    }

    // The requests of a job of four parts

    function _request(uint16 part) internal pure returns (bytes32) {
        return keccak256(abi.encode("request", part));
    }

    function _root() internal pure returns (bytes32) {
        return _pair(_pair(_leaf(0), _leaf(1)), _pair(_leaf(2), _leaf(3)));
    }

    function _proof(uint16 part) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](2);
        proof[0] = _leaf(part ^ 1);
        proof[1] = part < 2 ? _pair(_leaf(2), _leaf(3)) : _pair(_leaf(0), _leaf(1));
    }

    function _leaf(uint16 part) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(part, _request(part)))));
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    function _net(uint256 amount) internal pure returns (uint256) {
        return amount - amount * FEE_BPS / 10_000;
    }
}

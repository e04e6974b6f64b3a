// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Canaries} from "../src/Canaries.sol";
import {Cage} from "./Canaries.t.sol";

/// @dev Plants, finds, disputes, reclaims and collects at random, and keeps count of what came in and went out.
contract CanaryTraffic is Cage {
    Bird[] private _all;
    uint256[] private _ids;
    uint256[] private _of; // which bird each dispute is about
    address[] private _accuser;
    string private _provider;
    address[4] private _people;
    uint256 public paidIn;
    uint256 public paidOut;
    mapping(uint256 state => uint256) public reached;
    uint256 public excused;
    uint256 public late;
    uint256 public atCost;

    constructor() {
        _deployCage();
        _provider = _newProvider();
        _people = [_address("alice"), _address("mallory"), _address("sponsor"), canaries.BURN()];
    }

    function plant(uint256 seed, uint128 prize) external {
        if (_all.length >= 16) return;
        Bird memory b = _bird(_provider, _all.length, true);
        prize = uint128(_bound(prize, COSTS, 1000 * COSTS));
        _plant(_people[seed % 3], b, prize);
        paidIn += prize;
        _all.push(b);
        vm.warp(block.timestamp + 1);
    }

    function find(uint256 which, uint256 who) external {
        if (_all.length == 0) return;
        Bird memory b = _all[which % _all.length];
        bytes memory signature = _sign(b.key, canaries.claimDigest(_people[who % 3]));
        bool can = canaries.canaryOf(b.lock).state == Canaries.State.Planted;
        (bool done,) = address(canaries).call(
            abi.encodeCall(canaries.claim, (b.lock, _people[who % 3], b.request, b.salt, signature))
        );
        require(done == can, "a claim went as it should not");
        if (done) ++reached[2];
    }

    function accuse(uint256 which, uint256 who) external {
        if (_all.length == 0 || _ids.length >= 24) return;
        uint256 n = which % _all.length;
        Bird memory b = _all[n];
        b.recital.finished = uint64(block.timestamp);
        _all[n] = b;
        _ids.push(_accuse(b, _people[who % 3]));
        _of.push(n);
        _accuser.push(_people[who % 3]);
    }

    function excuse(uint256 which) external {
        if (_ids.length == 0) return;
        uint256 n = which % _ids.length;
        uint256 until = game.deadline(_ids[n]);
        if (until == 0) return;
        Bird memory b = _all[_of[n]];
        Canaries.State was = canaries.canaryOf(b.lock).state;
        uint256 due = game.owed(_accuser[n]) + game.disputeOf(_ids[n]).bond;
        bool could = was == Canaries.State.Found
            && game.disputeOf(_ids[n]).place.movedAt > canaries.shownAt(b.id) + canaries.GRACE();
        (bool done, uint256 cost) = _tryToExcuse(b, _ids[n]);
        bool can = was == Canaries.State.Planted || was == Canaries.State.Found;
        require(done == (can && block.timestamp <= until), "an excuse went as it should not");
        if (!done) return;
        ++excused;
        paidIn += cost;
        if (cost != 0) ++atCost;
        if (could) ++late;
        if (was == Canaries.State.Planted) ++reached[2];
        require(game.owed(_accuser[n]) == due && game.owed(address(0)) == 0, "a bond was lost over a canary");
        require(canaries.shownAt(b.id) != 0, "an excuse showed nothing");
        require(!could || cost == 0, "an opening was paid for though all was known");
    }

    function _tryToExcuse(Bird memory b, uint256 id) private returns (bool done, uint256 cost) {
        address sponsor = _people[2];
        _fund(sponsor, COSTS);
        uint256 held = usd.balanceOf(sponsor);
        bytes32 claimed = keccak256(_claim(b.recital));
        vm.prank(sponsor);
        (done,) = address(canaries).call(
            abi.encodeCall(canaries.excuse, (b.lock, id, claimed, _fault(b.recital), b.request, b.salt))
        );
        cost = held - usd.balanceOf(sponsor);
    }

    function reclaim(uint256 which) external {
        if (_all.length == 0) return;
        Bird memory b = _all[which % _all.length];
        Canaries.Canary memory c = canaries.canaryOf(b.lock);
        bool can = c.state == Canaries.State.Planted && block.timestamp >= c.planted + canaries.HOLD();
        (bool done,) = address(canaries).call(abi.encodeCall(canaries.reclaim, (b.lock, b.request, b.salt)));
        require(done == can, "a prize went back as it should not");
        if (done) ++reached[3];
    }

    function lapse(uint256 which) public {
        if (_all.length == 0) return;
        Bird memory b = _all[which % _all.length];
        Canaries.Canary memory c = canaries.canaryOf(b.lock);
        bool can = c.state == Canaries.State.Planted && block.timestamp >= c.planted + canaries.LAPSE();
        (bool done,) = address(canaries).call(abi.encodeCall(canaries.lapse, (b.lock)));
        require(done == can, "a prize was burnt as it should not");
        if (done) ++reached[4];
    }

    function collect(uint256 who) public {
        address account = _people[who % 4];
        uint256 before = usd.balanceOf(account);
        if (canaries.credit(account) == 0) return;
        canaries.collect(account);
        paidOut += usd.balanceOf(account) - before;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + _bound(time, 1 minutes, 10 days));
    }

    function books() public view returns (uint256 held, uint256 planted, uint256 credits) {
        held = usd.balanceOf(address(canaries));
        for (uint256 i = 0; i < _all.length; ++i) {
            Canaries.Canary memory c = canaries.canaryOf(_all[i].lock);
            if (c.state == Canaries.State.Planted) planted += c.prize;
        }
        for (uint256 i = 0; i < 4; ++i) {
            credits += canaries.credit(_people[i]);
        }
    }

    function endAll() external {
        vm.warp(block.timestamp + canaries.LAPSE());
        for (uint256 i = 0; i < _all.length; ++i) {
            lapse(i);
        }
        for (uint256 i = 0; i < 4; ++i) {
            collect(i);
        }
        (uint256 held,,) = books();
        require(held == 0, "money that nobody can fetch");
    }
}

/// @title What must hold whatever anybody does
contract CanaryInvariants {
    CanaryTraffic private _traffic;
    address[] private _targets;

    function setUp() public {
        _traffic = new CanaryTraffic();
        _targets.push(address(_traffic));
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev forge calls only these.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_traffic);
        targets[0].selectors = new bytes4[](8);
        targets[0].selectors[0] = _traffic.plant.selector;
        targets[0].selectors[1] = _traffic.find.selector;
        targets[0].selectors[2] = _traffic.accuse.selector;
        targets[0].selectors[3] = _traffic.excuse.selector;
        targets[0].selectors[4] = _traffic.reclaim.selector;
        targets[0].selectors[5] = _traffic.lapse.selector;
        targets[0].selectors[6] = _traffic.collect.selector;
        targets[0].selectors[7] = _traffic.wait.selector;
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev The tokens held are the planted prizes and the credits, to the unit; no path pays twice.
    /// forge-config: default.invariant.runs = 24
    /// forge-config: default.invariant.depth = 64
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_BalanceIsWhatIsOwed() external view {
        (uint256 held, uint256 planted, uint256 credits) = _traffic.books();
        require(held == planted + credits, "the contract holds something else than it owes");
        require(_traffic.paidIn() == _traffic.paidOut() + held, "money was made or lost");
    }

    /// @dev No state without an exit.
    /// forge-config: default.invariant.runs = 12
    /// forge-config: default.invariant.depth = 48
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_EverythingCanEnd() external {
        _traffic.endAll();
    }

    /// @dev Random traffic proves nothing if its actions cannot happen: here each does.
    function test_TrafficCanDoEverything() external {
        for (uint256 i = 0; i < 5; ++i) {
            _traffic.plant(i, 0);
        }
        _traffic.find(0, 0);
        _traffic.accuse(0, 1); // within the grace
        _traffic.excuse(0);
        require(_traffic.excused() == 1 && _traffic.atCost() == 1, "an opening was not paid for");
        _traffic.accuse(1, 0);
        _traffic.excuse(1);
        require(_traffic.excused() == 2 && _traffic.reached(2) == 2, "a challenger did not find");
        _traffic.wait(1 hours + 1 minutes);
        _traffic.accuse(0, 1);
        _traffic.excuse(2);
        require(_traffic.late() == 1, "who could know was paid");
        _traffic.wait(9 days);
        _traffic.reclaim(2);
        require(_traffic.reached(3) == 1, "a prize did not go back");
        for (uint256 i = 0; i < 9; ++i) {
            _traffic.wait(10 days);
        }
        _traffic.lapse(3);
        require(_traffic.reached(4) == 1, "a prize was not burnt");
        for (uint256 i = 0; i < 4; ++i) {
            _traffic.collect(i);
        }
        require(_traffic.paidOut() > 0, "nobody was paid");
        _traffic.endAll();
    }
}

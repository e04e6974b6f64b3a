// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Alphabet} from "../src/Alphabet.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {Dispute} from "../src/Dispute.sol";
import {Fault} from "../src/IStake.sol";
import {StakeVault} from "../src/StakeVault.sol";
import {TestUSD} from "../src/TestUSD.sol";
import {Base} from "./Base.sol";

/// @dev More of forge's cheat codes.
interface VmMore {
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
    function deal(address who, uint256 wei_) external;
    function getNonce(address who) external view returns (uint64);
    function roll(uint256 block_) external;
}

/// @dev A court with the real vault, and providers who recite alphabets of one round (up to 64 leaves), truthfully or not.
abstract contract Court is Base {
    uint128 internal constant MINIMUM = 200e6;
    uint128 internal constant COSTS = 20e6;
    uint64 internal constant LEAVES = 60;

    VmMore internal constant more = VmMore(address(vm));
    TestUSD internal usd;
    StakeVault internal vault;
    Alphabet internal alphabet;
    Dispute internal game;
    uint256 private _providers;

    /// @dev What a provider has computed: the data of every leaf. A lie adds one to a number, and what follows is computed from the truth.
    struct Trace {
        bytes[] leaves;
        bytes32[64] children;
    }

    function _deployCourt() internal {
        vm.warp(START);
        usd = new TestUSD();
        alphabet = new Alphabet();
        BatchSettlement settlement = new BatchSettlement();
        address judge = more.computeCreateAddress(address(this), more.getNonce(address(this)) + 1);
        vault = new StakeVault(IERC20(address(usd)), settlement, judge, MINIMUM);
        game = new Dispute(vault, alphabet, alphabet, COSTS, _excuser());
        require(address(game) == judge, "the vault obeys somebody else");
    }

    /// @dev Who may excuse disputes. It is asked for right before the game is made.
    function _excuser() internal virtual returns (address) {
        return address(0);
    }

    function _newProvider() internal returns (string memory name) {
        name = string.concat("provider ", string(abi.encodePacked(bytes2(uint16(0x4141 + _providers++)))));
        address provider = _address(name);
        usd.mint(provider, MINIMUM);
        vm.startPrank(provider);
        usd.approve(address(vault), MINIMUM);
        vault.stake(MINIMUM);
        vm.stopPrank();
    }

    function _recital(string memory provider, uint256 salt) internal view returns (Alphabet.Recital memory) {
        // 60 leaves with every fifth absent are 48 with 6 letters each
        return Alphabet.Recital({
            provider: _address(provider),
            finished: uint64(block.timestamp),
            leaves: LEAVES,
            letters: LEAVES,
            first: 7,
            last: 7 + 48 * 6 - 1,
            subject: keccak256(_order(provider, salt)),
            amount: 1e6
        });
    }

    function _statements(string memory provider, Alphabet.Recital memory recital) internal view returns (bytes memory) {
        return abi.encode(recital, _sign(provider, alphabet.digest(recital)));
    }

    function _claim(Alphabet.Recital memory r) internal pure returns (bytes memory) {
        return abi.encode(r.leaves, r.letters, r.first, r.last);
    }

    function _fault(Alphabet.Recital memory r) internal pure returns (Fault memory) {
        return Fault(r.subject, 0, r.amount);
    }

    function _bond() internal view returns (uint256) {
        return game.bondFor(LEAVES);
    }

    /// @dev What a provider shows that was asked for a recital; its subject is the hash.
    function _order(string memory provider, uint256 salt) internal pure returns (bytes memory) {
        return abi.encode(provider, salt);
    }

    function _ask(string memory provider, Alphabet.Recital memory recital, address challenger)
        internal
        returns (uint256)
    {
        bytes memory statements = _statements(provider, recital);
        uint256 bond = game.questionBond();
        more.deal(challenger, challenger.balance + bond);
        vm.prank(challenger);
        return game.ask{value: bond}(statements, 0);
    }

    function _open(string memory provider, Alphabet.Recital memory recital, address challenger)
        internal
        returns (uint256)
    {
        bytes memory statements = _statements(provider, recital);
        uint256 bond = _bond();
        more.deal(challenger, challenger.balance + bond);
        vm.prank(challenger);
        return game.open{value: bond}(statements, 0);
    }

    /// @dev The trace of a recital, with one added to a number if `lie` is true.
    function _trace(bool lie, uint256 lieLeaf, uint256 lieElement) internal pure returns (Trace memory trace) {
        trace.leaves = new bytes[](64);
        uint256 letter = 7;
        uint256 sum;
        for (uint256 i = 0; i < LEAVES; ++i) {
            if (i % 5 == 4) continue;
            bytes memory data;
            for (uint256 e = 0; e < 6; ++e) {
                data = bytes.concat(data, bytes8(uint64(letter + e + (lie && i == lieLeaf && e == lieElement ? 1 : 0))));
            }
            data = bytes.concat(data, bytes8(uint64(sum + (lie && i == lieLeaf && lieElement == 6 ? 1 : 0))));
            if (i == 58) data = bytes.concat(data, bytes8(uint64(letter + 5)));
            sum = letter + 2 * (letter + 1) + 3 * (letter + 2) + 4 * (letter + 3);
            letter += 6;
            trace.leaves[i] = data;
        }
        for (uint256 i = 0; i < 64; ++i) {
            if (trace.leaves[i].length != 0) trace.children[i] = keccak256(bytes.concat(hex"0007", trace.leaves[i]));
        }
    }

    function _siblings(bytes32[64] memory children, uint256 index) internal pure returns (bytes32[6] memory siblings) {
        bytes32[] memory nodes = new bytes32[](64);
        for (uint256 i = 0; i < 64; ++i) {
            nodes[i] = children[i];
        }
        for (uint256 h = 0; h < 6; ++h) {
            siblings[h] = nodes[index ^ 1];
            for (uint256 i = 0; i < (32 >> h); ++i) {
                nodes[i] = keccak256(bytes.concat(hex"01", nodes[2 * i], nodes[2 * i + 1]));
            }
            index >>= 1;
        }
    }

    /// @dev What shows a number of the trace, true or not.
    function _showing(Alphabet.Recital memory recital, Trace memory trace, uint256 leaf, uint256 element, uint256 part)
        internal
        pure
        returns (Dispute.Showing memory s)
    {
        s.claim = _claim(recital);
        s.fault = keccak256(abi.encode(_fault(recital)));
        s.element = element;
        s.part = part;
        s.data = leaf < 64 ? trace.leaves[leaf] : bytes("");
        if (leaf == 0 || leaf >= LEAVES || s.data.length == 0) return s;
        uint256 before = leaf % 5 == 0 ? leaf - 2 : leaf - 1;
        if (element == 6) {
            for (uint256 k = 0; k < 4; ++k) {
                uint256 at = 8 * k;
                bytes memory data = trace.leaves[before];
                uint64 letter;
                for (uint256 b = 0; b < 8; ++b) {
                    letter = letter << 8 | uint8(data[at + b]);
                }
                s.sums = bytes.concat(s.sums, bytes8(uint64(letter * (k + 1))));
            }
        }
        if (element == 0 || element == 6) {
            s.evidence = bytes.concat(trace.leaves[before], abi.encodePacked(_siblings(trace.children, before)));
        }
    }

    function _root(Trace memory trace) internal pure returns (bytes32) {
        bytes32[6] memory siblings = _siblings(trace.children, 0);
        bytes32 node = trace.children[0];
        for (uint256 h = 0; h < 6; ++h) {
            node = keccak256(bytes.concat(hex"01", node, siblings[h]));
        }
        return node;
    }
}

/// @dev Plays disputes at random: right moves, wrong ones, by anybody, in time and late.
contract DisputeTraffic is Court {
    struct Open {
        uint256 id;
        string provider;
        address challenger;
        Alphabet.Recital recital;
        bool lie;
        uint256 lieLeaf;
        uint256 lieElement;
        uint256 bond;
        bool asked;
        bytes order;
    }

    Open[] private _disputes;
    mapping(uint256 outcome => uint256) public endings; // 1 shown, 2 forfeited, 3 convicted
    uint256 public paidIn;
    uint256 public paidOut;
    uint256 private _salt;
    string private _latest;

    constructor() {
        _deployCourt();
        _latest = _newProvider();
    }

    function open(uint256 seed) external {
        _begin(seed, false);
    }

    /// @dev Says that a provider was never asked: half of the time it was not.
    function ask(uint256 seed) external {
        _begin(seed, true);
    }

    function _begin(uint256 seed, bool asked) private {
        if (seed % 3 == 0) _latest = _newProvider();
        if (_disputes.length >= 12) return;
        Open memory o;
        o.provider = _latest;
        o.challenger = _address(seed % 2 == 0 ? "alice" : "mallory");
        o.recital = _recital(o.provider, ++_salt);
        o.asked = asked;
        o.order = _order(o.provider, _salt);
        o.lie = seed % 4 < 2;
        o.lieLeaf = (seed >> 8) % 12 * 5 + (seed >> 16) % 4;
        o.lieElement = (seed >> 24) % 7;
        (,,, uint64 closesAt) = vault.disputes(_address(o.provider));
        (uint128 total,,) = vault.stakeOf(_address(o.provider));
        if (total == 0 && block.timestamp >= closesAt) return; // nothing is left to fight for
        o.bond = asked ? game.questionBond() : _bond();
        o.id = asked
            ? _ask(o.provider, o.recital, o.challenger)
            : _open(o.provider, o.recital, o.challenger);
        paidIn += o.bond;
        _disputes.push(o);
    }

    /// @dev Makes up to eight moves of one dispute.
    function moves(uint256 which, uint256 seed, uint256 wait) external {
        for (uint256 i = 0; i <= seed % 8; ++i) {
            move(which, uint256(keccak256(abi.encode(seed, i))), wait);
        }
    }

    /// @dev Makes the move that is awaited, as its side would.
    function move(uint256 which, uint256 seed, uint256 wait) public {
        if (_disputes.length == 0) return;
        Open memory o = _disputes[which % _disputes.length];
        Dispute.Game memory g = game.disputeOf(o.id);
        if (g.place.phase == Dispute.Phase.Over) return;
        vm.warp(block.timestamp + _bound(wait, 0, 2 hours));
        if (block.timestamp > game.deadline(o.id)) return;
        if (g.place.phase == Dispute.Phase.Asked) {
            _answer(o);
            return;
        }
        Trace memory trace = _trace(o.lie, o.lieLeaf, o.lieElement);
        if (
            g.place.phase == Dispute.Phase.Child || g.place.phase == Dispute.Phase.Element
                || g.place.phase == Dispute.Phase.Part
        ) {
            uint256 choice = g.place.phase == Dispute.Phase.Child ? seed % 64 : seed % 9;
            if (seed % 3 != 0 && o.lie) {
                // as one who knows
                choice = g.place.phase == Dispute.Phase.Child ? o.lieLeaf : o.lieElement;
            }
            vm.prank(o.challenger);
            game.pick(o.id, g.node, choice);
            return;
        }
        vm.startPrank(_address(o.provider));
        if (g.place.phase == Dispute.Phase.Root) {
            game.commit(o.id, trace.children);
        } else if (g.place.phase == Dispute.Phase.Leaf) {
            game.reveal(o.id, trace.leaves[g.place.leaf], _siblings(trace.children, g.place.leaf));
        } else {
            _show(o, g, trace);
        }
        vm.stopPrank();
    }

    function _answer(Open memory o) private {
        if (o.lie) o.order[0] = bytes1(uint8(o.order[0]) ^ 1);
        vm.prank(_address(o.provider));
        (bool done,) = address(game).call(abi.encodeCall(game.answer, (o.id, _fault(o.recital), o.order)));
        require(done == !o.lie, "an order was taken for another");
        if (done) ++endings[1];
    }

    function _show(Open memory o, Dispute.Game memory g, Trace memory trace) private {
        Dispute.Showing memory s =
            _showing(o.recital, trace, g.place.leaf, g.place.element, g.place.part);
        bool splits = g.place.element == 6 && g.place.leaf != 0 && s.data.length != 0;
        bytes memory call = g.place.phase == Dispute.Phase.PartCell
            ? abi.encodeCall(game.showPart, (o.id, s))
            : splits
                ? abi.encodeCall(game.split, (o.id, _withoutEvidence(s)))
                : abi.encodeCall(game.show, (o.id, s));
        (bool done,) = address(game).call(call);
        if (done && game.disputeOf(o.id).challenger == address(0)) ++endings[1];
    }

    function _withoutEvidence(Dispute.Showing memory s) private pure returns (Dispute.Showing memory) {
        s.evidence = "";
        return s;
    }

    /// @dev Ends a dispute, early by who gives up or late by anybody.
    function end(uint256 which, uint256 wait, bool give) external {
        if (_disputes.length == 0) return;
        Open memory o = _disputes[which % _disputes.length];
        if (game.deadline(o.id) == 0) return;
        if (!give) vm.warp(block.timestamp + _bound(wait, 0, 3 days));
        _end(o, give);
    }

    function _end(Open memory o, bool give) private {
        Dispute.Phase phase = game.disputeOf(o.id).place.phase;
        bool picks = phase == Dispute.Phase.Child || phase == Dispute.Phase.Element || phase == Dispute.Phase.Part;
        bytes memory call = picks
            ? abi.encodeCall(game.forfeit, (o.id))
            : abi.encodeCall(
                game.convict, (o.id, keccak256(o.asked ? bytes("") : _claim(o.recital)), _fault(o.recital))
            );
        bool due = block.timestamp > game.deadline(o.id);
        if (give) vm.prank(picks ? o.challenger : _address(o.provider));
        (bool done,) = address(game).call(call);
        require(done == (due || give), "an ending came at the wrong time");
        if (done) ++endings[picks ? 2 : 3];
    }

    function withdraw(uint256 who) external {
        address account = who % 3 == 0 ? _address("alice") : who % 3 == 1 ? _address("mallory") : _address(_latest);
        uint256 owed = game.owed(account);
        if (owed == 0) return;
        vm.prank(account);
        game.withdraw(account);
        paidOut += owed;
    }

    function burn() external {
        uint256 owed = game.owed(address(0));
        if (owed == 0) return;
        game.burn();
        paidOut += owed;
    }

    /// @dev Whatever stands: all that was paid in is bonds of open disputes, owed, or paid out.
    function books() public view returns (uint256 held, uint256 bonds, uint256 owed) {
        held = address(game).balance;
        for (uint256 i = 0; i < _disputes.length; ++i) {
            bonds += game.disputeOf(_disputes[i].id).bond;
            owed += _once(i) ? game.owed(_address(_disputes[i].provider)) : 0;
        }
        owed += game.owed(_address("alice")) + game.owed(_address("mallory")) + game.owed(address(0));
    }

    function _once(uint256 i) private view returns (bool) {
        for (uint256 j = 0; j < i; ++j) {
            if (keccak256(bytes(_disputes[j].provider)) == keccak256(bytes(_disputes[i].provider))) return false;
        }
        return true;
    }

    /// @dev Waits until every clock has run out, and ends everything. Nothing may be stuck, and no stake stay frozen.
    function endAll() external {
        vm.warp(block.timestamp + 30 days);
        for (uint256 i = 0; i < _disputes.length; ++i) {
            if (game.deadline(_disputes[i].id) != 0) _end(_disputes[i], false);
        }
        for (uint256 i = 0; i < _disputes.length; ++i) {
            (uint32 still,,,) = vault.disputes(_address(_disputes[i].provider));
            require(still == 0, "a dispute that is over freezes a stake");
        }
        (, uint256 bonds,) = books();
        require(bonds == 0, "a dispute that nobody can end");
    }
}

/// @title What must hold whatever anybody does
contract DisputeInvariants {
    DisputeTraffic private _traffic;
    address[] private _targets;

    function setUp() public {
        _traffic = new DisputeTraffic();
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
        targets[0].selectors = new bytes4[](7);
        targets[0].selectors[0] = _traffic.open.selector;
        targets[0].selectors[1] = _traffic.moves.selector;
        targets[0].selectors[2] = _traffic.move.selector;
        targets[0].selectors[3] = _traffic.end.selector;
        targets[0].selectors[4] = _traffic.withdraw.selector;
        targets[0].selectors[5] = _traffic.burn.selector;
        targets[0].selectors[6] = _traffic.ask.selector;
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev The balance is what is owed, to the wei; no path pays twice.
    /// forge-config: default.invariant.runs = 24
    /// forge-config: default.invariant.depth = 48
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_BalanceIsWhatIsOwed() external view {
        (uint256 held, uint256 bonds, uint256 owed) = _traffic.books();
        require(held == bonds + owed, "the game holds something else than it owes");
        require(_traffic.paidIn() == _traffic.paidOut() + held, "money was made or lost");
    }

    /// @dev No state without an exit.
    /// forge-config: default.invariant.runs = 12
    /// forge-config: default.invariant.depth = 32
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_EverythingCanEnd() external {
        _traffic.endAll();
    }

    /// @dev Random traffic proves nothing if its actions cannot happen: here each ending does.
    function test_TrafficCanDoEverything() external {
        _traffic.open(2); // honest, by alice
        for (uint256 i = 0; i < 6; ++i) {
            _traffic.move(0, 21, 60);
        }
        require(_traffic.endings(1) == 1, "an honest provider did not show a letter");
        _traffic.open(2);
        for (uint256 i = 0; i < 4; ++i) {
            _traffic.move(1, 6, 60); // leaf 6, element 6
        }
        _traffic.move(1, 6, 60);
        _traffic.move(1, 3, 60);
        _traffic.move(1, 3, 60);
        require(_traffic.endings(1) == 2, "an honest provider did not show a sum");
        _traffic.open(4 + (3 << 16) + (2 << 24)); // lies at leaf 3, element 2
        for (uint256 i = 0; i < 6; ++i) {
            _traffic.move(2, 4, 60);
        }
        require(_traffic.endings(1) == 2, "a lie was shown");
        _traffic.end(2, 3 days, false);
        require(_traffic.endings(3) == 1, "a liar was not convicted");
        _traffic.open(3); // a new provider, mallory challenges
        _traffic.move(3, 1, 60);
        _traffic.end(3, 3 days, false);
        require(_traffic.endings(2) == 1, "a silent challenger did not lose");
        _traffic.ask(3); // honest, asked by mallory
        _traffic.move(4, 0, 60);
        require(_traffic.endings(1) == 3, "an honest provider did not answer");
        _traffic.ask(4);
        _traffic.move(5, 0, 60);
        require(_traffic.endings(1) == 3, "an answer to another question was taken");
        _traffic.end(5, 3 days, false);
        require(_traffic.endings(3) == 2, "who was never asked was not convicted");
        for (uint256 i = 0; i < 3; ++i) {
            _traffic.withdraw(i);
        }
        _traffic.burn();
        (uint256 held, uint256 bonds, uint256 owed) = _traffic.books();
        require(bonds == 0 && held == owed && _traffic.paidOut() > 0, "the books do not add up");
        _traffic.endAll();
    }
}

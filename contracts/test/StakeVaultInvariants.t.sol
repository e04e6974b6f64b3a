// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AllowanceCollector} from "./BatchSettlementAttacks.t.sol";
import {Base} from "./Base.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {Fault} from "../src/IStake.sol";
import {StakeVault} from "../src/StakeVault.sol";
import {TestUSD} from "../src/TestUSD.sol";

/// @dev Two providers, three channels to each, three challengers and a judge do random things at random times. What each action must do is checked by
/// the vault's own tests; here the books are kept a second time, from the tokens that moved.
contract VaultTraffic is Base {
    uint256 private constant PROVIDERS = 2;
    uint256 private constant CHANNELS = 3;
    uint256 private constant CHALLENGERS = 3;
    uint128 private constant COST = 20;

    TestUSD public immutable usd = new TestUSD();
    BatchSettlement public immutable settlement = new BatchSettlement();
    StakeVault public immutable vault = new StakeVault(usd, settlement, address(this), 200);
    AllowanceCollector private immutable _pull = new AllowanceCollector();

    uint256 public staked;
    uint256 public withdrawn;
    uint256 public seizures;
    uint256 public refunded;
    uint256 public collected;
    uint256 private _ids;
    uint256 private _subjects;
    bytes32[] private _running;
    mapping(bytes32 id => address) private _against;
    mapping(bytes32 channelId => uint256) private _refundedTo;
    // Where the last fault was, for otherwise few draws would prove or refund anything.
    uint256 private _faultyProvider;
    uint256 private _faultyChannel;

    constructor() {
        vm.warp(START);
    }

    // Bonding

    function stake(uint256 who, uint128 amount) external {
        amount = uint128(_bound(amount, 1, 1e6));
        address provider = _provider(who);
        usd.mint(provider, amount);
        vm.prank(provider); // one at a time: a series would outlive this call if the vault refuses
        usd.approve(address(vault), amount);
        vm.prank(provider);
        vault.stake(amount);
        staked += amount;
    }

    function reserve(uint256 who, uint256 channel, uint128 amount, uint64 ahead) external {
        address provider = _provider(who);
        amount = uint128(_bound(amount, 1, uint256(vault.freeStake(provider)) + 10));
        bytes32 id = _id(provider, channel);
        vm.prank(provider);
        vault.reserve(id, amount, uint64(block.timestamp + _bound(ahead, 0, 30 days)));
    }

    function release(uint256 who, uint256 channel) external {
        address provider = _provider(who);
        vault.release(_id(provider, channel), provider);
    }

    function requestUnstake(uint256 who, uint128 amount) external {
        address provider = _provider(who);
        amount = uint128(_bound(amount, 1, uint256(vault.freeStake(provider)) + 10));
        vm.prank(provider);
        vault.requestUnstake(amount);
    }

    function cancelUnstake(uint256 who) external {
        vm.prank(_provider(who));
        vault.cancelUnstake();
    }

    function withdraw(uint256 who, uint256 wait) external {
        vm.warp(block.timestamp + _bound(wait, 0, 20 days));
        _withdraw(_provider(who));
    }

    // Selling and judging

    function pay(uint256 who, uint256 channel, uint128 amount) external {
        amount = uint128(_bound(amount, 1, 1e6));
        BatchSettlement.ChannelConfig memory config = _config(_provider(who), channel);
        usd.mint(config.payer, amount);
        vm.prank(config.payer);
        usd.approve(address(_pull), amount);
        settlement.deposit(config, amount, address(_pull), "");
        bytes32 id = settlement.getChannelId(config);
        (uint128 balance,) = settlement.channels(id);
        BatchSettlement.VoucherClaim[] memory claims = new BatchSettlement.VoucherClaim[](1);
        claims[0] = BatchSettlement.VoucherClaim(
            BatchSettlement.Voucher(config, balance),
            _sign("session", settlement.getVoucherDigest(id, balance)),
            balance
        );
        vm.prank(config.receiver);
        settlement.claim(claims);
    }

    function open(uint256 who) external {
        _open(_provider(who));
    }

    /// @dev A dispute that is lost at once, over a channel that has paid, and proven: the whole way in one draw.
    function lose(uint256 who, uint256 channel, uint128 amount) external {
        address provider = _provider(who);
        _open(provider);
        bytes32 id = _running[_running.length - 1];
        _running.pop();
        (,, uint32 before,) = vault.disputes(provider);
        vault.slash(id, _challenger(who), Fault(bytes32(++_subjects), _id(provider, channel), amount));
        (,, uint32 cases,) = vault.disputes(provider);
        seizures += cases - before;
        (_faultyProvider, _faultyChannel) = (uint160(provider) - 0xb0b, channel % CHANNELS);
        vault.prove(provider, _config(provider, channel));
    }

    function _open(address provider) private {
        bytes32 id = bytes32(++_ids);
        vault.freeze(id, provider, COST);
        _running.push(id);
        _against[id] = provider;
    }

    function thaw(uint256 which, uint256 wait) external {
        vm.warp(block.timestamp + _bound(wait, 0, 2 days));
        vault.thaw(_take(which));
    }

    /// @dev One in four faults was proven before.
    function slash(uint256 which, uint256 challenger, uint256 channel, uint128 amount, uint256 wait) external {
        vm.warp(block.timestamp + _bound(wait, 0, 2 days));
        bytes32 id = _take(which);
        bytes32 subject = bytes32(channel % 4 == 0 && _subjects != 0 ? _subjects : ++_subjects);
        (,, uint32 before,) = vault.disputes(_against[id]);
        vault.slash(id, _challenger(challenger), Fault(subject, _id(_against[id], channel), amount));
        (,, uint32 cases,) = vault.disputes(_against[id]);
        seizures += cases - before;
        (_faultyProvider, _faultyChannel) = (uint160(_against[id]) - 0xb0b, channel % CHANNELS);
    }

    function prove(uint256 who, uint256 channel) external {
        if (channel % 2 == 0) (who, channel) = (_faultyProvider, _faultyChannel);
        address provider = _provider(who);
        vault.prove(provider, _config(provider, channel));
    }

    function close(uint256 who, uint256 wait) external {
        vm.warp(block.timestamp + _bound(wait, 0, 25 days));
        address provider = _provider(who);
        (,, uint32 cases,) = vault.disputes(provider);
        vault.close(provider, cases);
    }

    function refund(uint256 who, uint32 number, uint256 channel) external {
        if (channel % 2 == 0) (who, channel) = (_faultyProvider, _faultyChannel);
        address provider = _provider(who);
        (,, uint32 cases,) = vault.disputes(provider);
        _refund(provider, uint32(_bound(number, cases == 0 ? 0 : 1, cases)), channel);
    }

    function collect(uint256 who) external {
        _collect(who % (CHALLENGERS + 1));
    }

    // Checks

    /// @dev The tokens held are what the vault owes: to providers, to cases, to those with credit.
    function check() external view {
        uint256 owed;
        uint256 inCases;
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            address provider = _provider(i);
            (uint256 total, uint256 reserved, uint256 unbonding) = vault.stakeOf(provider);
            vm.assertLe(reserved + unbonding, total, "more is set aside than there is");
            uint256 reservations;
            for (uint256 c = 0; c < CHANNELS; ++c) {
                (uint256 amount,) = vault.reservation(_id(provider, c), provider);
                reservations += amount;
            }
            vm.assertEq(reservations, reserved, "reserved is not the sum of the reservations");
            owed += total;
            inCases += _checkCases(provider);
        }
        uint256 credits;
        for (uint256 i = 0; i <= CHALLENGERS; ++i) {
            credits += vault.credit(_account(i));
        }
        vm.assertEq(usd.balanceOf(address(vault)), owed + inCases + credits, "tokens held are not what is owed");
        vm.assertEq(
            staked, withdrawn + refunded + collected + owed + inCases + credits, "stake was made or lost"
        );
    }

    /// @dev However things stand, and though no judge ever speaks again, everything leaves the vault.
    function everybodyLeaves() external {
        vm.warp(block.timestamp + vault.MAX_DISPUTE() + vault.CLAIM_WINDOW() + 30 days);
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            address provider = _provider(i);
            (,, uint32 cases,) = vault.disputes(provider);
            for (uint256 c = 0; c < CHANNELS; ++c) {
                (uint256 amount,) = vault.reservation(_id(provider, c), provider);
                if (amount != 0) vault.release(_id(provider, c), provider);
            }
            for (uint32 number = 1; number <= cases; ++number) {
                if (!vault.caseOf(provider, number).closed) vault.close(provider, number);
                for (uint256 c = 0; c < CHANNELS; ++c) {
                    if (vault.claimOf(provider, number, _id(provider, c)).payer != address(0)) {
                        _refund(provider, number, c);
                    }
                }
            }
            uint128 free = vault.freeStake(provider);
            if (free == 0) continue;
            vm.prank(provider);
            vault.requestUnstake(free);
        }
        vm.warp(block.timestamp + vault.UNBONDING_DELAY());
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            (,, uint256 unbonding) = vault.stakeOf(_provider(i));
            if (unbonding != 0) _withdraw(_provider(i));
        }
        for (uint256 i = 0; i <= CHALLENGERS; ++i) {
            if (vault.credit(_account(i)) != 0) _collect(i);
        }
        vm.assertEq(usd.balanceOf(address(vault)), 0, "something cannot leave");
    }

    // Inside

    /// @dev What a provider's cases hold, and that each shares as it must.
    function _checkCases(address provider) private view returns (uint256 held) {
        (,, uint32 cases,) = vault.disputes(provider);
        for (uint32 number = 1; number <= cases; ++number) {
            StakeVault.Case memory the = vault.caseOf(provider, number);
            uint256 backed;
            uint256 other;
            for (uint256 c = 0; c < CHANNELS; ++c) {
                StakeVault.Claim memory claim = vault.claimOf(provider, number, _id(provider, c));
                backed += claim.backed;
                other += claim.other;
                vm.assertLe(uint256(claim.backed) + claim.other, claim.owed, "more is claimed than was signed");
            }
            vm.assertEq(the.backed, backed, "backed claims");
            vm.assertEq(the.other, other, "other claims");
            vm.assertLe(the.costs, the.seized / 10, "costs");
            vm.assertLe(uint256(the.costs) + the.seized / 10 + the.backed + the.left, the.seized / 2, "half is not burnt");
            held += the.closed ? the.backed + the.left : the.seized - the.costs;
        }
    }

    function _withdraw(address provider) private {
        uint256 before = usd.balanceOf(provider);
        vm.prank(provider);
        vault.withdraw();
        withdrawn += usd.balanceOf(provider) - before;
    }

    /// @dev No channel gets back more than was paid out of it, over all cases.
    function _refund(address provider, uint32 number, uint256 channel) private {
        BatchSettlement.ChannelConfig memory config = _config(provider, channel);
        bytes32 id = settlement.getChannelId(config);
        uint256 before = usd.balanceOf(config.payer);
        vault.refund(provider, number, id);
        uint256 got = usd.balanceOf(config.payer) - before;
        refunded += got;
        _refundedTo[id] += got;
        (, uint256 paid) = settlement.channels(id);
        vm.assertLe(_refundedTo[id], paid, "one payment came back twice");
    }

    function _collect(uint256 who) private {
        address account = _account(who);
        uint256 before = usd.balanceOf(account);
        vault.collect(account);
        collected += usd.balanceOf(account) - before;
    }

    function _take(uint256 which) private returns (bytes32 id) {
        uint256 at = which % _running.length; // nothing runs: this call fails, and that is all
        id = _running[at];
        _running[at] = _running[_running.length - 1];
        _running.pop();
    }

    function _config(address provider, uint256 channel) private view returns (BatchSettlement.ChannelConfig memory) {
        return BatchSettlement.ChannelConfig({
            payer: address(uint160(0xa11ce + channel % CHANNELS)),
            payerAuthorizer: _address("session"),
            receiver: provider,
            receiverAuthorizer: provider,
            token: address(usd),
            withdrawDelay: 1 hours,
            salt: bytes32(channel % CHANNELS)
        });
    }

    function _id(address provider, uint256 channel) private view returns (bytes32) {
        return settlement.getChannelId(_config(provider, channel));
    }

    function _provider(uint256 who) private pure returns (address) {
        return address(uint160(0xb0b + who % PROVIDERS));
    }

    function _challenger(uint256 who) private pure returns (address) {
        return address(uint160(0xca401 + who % CHALLENGERS));
    }

    /// @dev A challenger, or where burnt tokens go.
    function _account(uint256 who) private view returns (address) {
        return who < CHALLENGERS ? _challenger(who) : vault.BURN();
    }
}

/// @title What must hold for the vault whatever anybody does
contract StakeVaultInvariants {
    VaultTraffic private _traffic;
    address[] private _targets;

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function setUp() public {
        _traffic = new VaultTraffic();
        _targets.push(address(_traffic));
    }

    /// @dev forge calls only these.
    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev And of these all but the end of everything, which is for the invariant below.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[15] memory all = [
            VaultTraffic.stake.selector, VaultTraffic.reserve.selector, VaultTraffic.release.selector,
            VaultTraffic.requestUnstake.selector, VaultTraffic.cancelUnstake.selector, VaultTraffic.withdraw.selector,
            VaultTraffic.pay.selector, VaultTraffic.open.selector, VaultTraffic.thaw.selector,
            VaultTraffic.slash.selector, VaultTraffic.prove.selector, VaultTraffic.close.selector,
            VaultTraffic.refund.selector, VaultTraffic.collect.selector, VaultTraffic.lose.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_traffic), new bytes4[](all.length));
        for (uint256 i = 0; i < all.length; ++i) {
            targets[0].selectors[i] = all[i];
        }
    }

    /// @dev Random traffic proves nothing if its actions cannot happen: here each of them does.
    function test_TrafficCanDoEverything() external {
        _traffic.stake(0, 1000);
        _traffic.reserve(0, 0, 300, 1 days);
        _traffic.requestUnstake(0, 100);
        _traffic.cancelUnstake(0);
        _traffic.requestUnstake(0, 200);
        _traffic.withdraw(0, 20 days);
        _traffic.release(0, 0);
        _traffic.check();
        require(_traffic.staked() == 1000 && _traffic.withdrawn() == 200, "the traffic did something else");
        _traffic.reserve(0, 1, 300, 30 days);
        _traffic.pay(0, 1, 100);
        _traffic.open(0);
        _traffic.open(0);
        _traffic.thaw(0, 1 days);
        _traffic.slash(0, 0, 1, 70, 1 days);
        _traffic.prove(0, 1);
        _traffic.check();
        _traffic.close(0, 21 days);
        _traffic.check();
        _traffic.refund(0, 1, 1);
        _traffic.collect(0);
        _traffic.check();
        // 800 were left: 80 and the costs of 20 to the challenger, 70 to the buyer
        require(_traffic.seizures() == 1 && _traffic.refunded() == 70, "the traffic did something else");
        require(_traffic.collected() == 100, "the challenger has something else");
        _traffic.everybodyLeaves();
    }

    /// forge-config: default.invariant.runs = 24
    /// forge-config: default.invariant.depth = 160
    function invariant_TheVaultHoldsWhatItOwes() external view {
        _traffic.check();
    }

    /// @dev forge keeps nothing of what an invariant does, so each state is asked.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: default.invariant.depth = 64
    function invariant_EveryStateHasAnExit() external {
        _traffic.everybodyLeaves();
    }
}

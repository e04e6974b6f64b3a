// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Base} from "./Base.sol";
import {CallbackToken, TollToken} from "./BatchSettlementAttacks.t.sol";
import {Referee} from "../src/Referee.sol";
import {StakeVault} from "../src/StakeVault.sol";
import {TestUSD} from "../src/TestUSD.sol";

contract StakeVaultTest is Base {
    TestUSD private _usd;
    StakeVault private _vault;
    address private _bob;
    bytes32 private constant CHANNEL = keccak256("channel");

    function setUp() public {
        vm.warp(START);
        _usd = new TestUSD();
        _vault = new StakeVault(_usd);
        _bob = _address("bob");
        _usd.mint(_bob, 1000);
        vm.startPrank(_bob);
        _usd.approve(address(_vault), type(uint256).max);
        _vault.stake(1000);
        vm.stopPrank();
    }

    function _books(uint256 total, uint256 reserved, uint256 unbonding) private view {
        (uint256 t, uint256 r, uint256 u) = _vault.stakeOf(_bob);
        vm.assertEq(t, total, "total");
        vm.assertEq(r, reserved, "reserved");
        vm.assertEq(u, unbonding, "unbonding");
        vm.assertEq(_vault.freeStake(_bob), total - reserved - unbonding, "free");
    }

    function test_ReserveRaiseExtendRelease() public {
        vm.startPrank(_bob);
        vm.expectEmit(address(_vault));
        emit StakeVault.Reserved(_bob, CHANNEL, 300, uint64(START + 1 days));
        _vault.reserve(CHANNEL, 300, uint64(START + 1 days));
        _books(1000, 300, 0);
        _vault.reserve(CHANNEL, 400, uint64(START + 1 days)); // raise
        _vault.reserve(CHANNEL, 400, uint64(START + 2 days)); // extend
        vm.stopPrank();
        _books(1000, 400, 0);
        (uint256 amount, uint256 until) = _vault.reservation(CHANNEL, _bob);
        vm.assertEq(amount, 400);
        vm.assertEq(until, START + 2 days);

        vm.warp(START + 2 days - 1);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.ReservationHolds.selector, START + 2 days));
        _vault.release(CHANNEL, _bob);
        vm.warp(START + 2 days);
        vm.prank(_bob); // too late to extend
        vm.expectRevert(abi.encodeWithSelector(StakeVault.ReservationEnded.selector, START + 2 days));
        _vault.reserve(CHANNEL, 400, uint64(START + 3 days));
        _vault.release(CHANNEL, _bob); // by anyone
        _books(1000, 0, 0);
        vm.expectRevert(StakeVault.NoReservation.selector);
        _vault.release(CHANNEL, _bob);
    }

    function test_UnbondingTakesItsTime() public {
        vm.startPrank(_bob);
        _vault.requestUnstake(600);
        _books(1000, 0, 600);
        vm.warp(START + 14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StillUnbonding.selector, START + 14 days));
        _vault.withdraw();
        vm.warp(START + 14 days);
        _vault.withdraw();
        vm.assertEq(_usd.balanceOf(_bob), 600);
        _books(400, 0, 0);
        vm.expectRevert(StakeVault.NothingUnbonding.selector);
        _vault.withdraw();
        _vault.requestUnstake(100);
        _vault.cancelUnstake();
        _books(400, 0, 0);
        vm.expectRevert(StakeVault.NothingUnbonding.selector);
        _vault.cancelUnstake();
        vm.stopPrank();
    }

    function test_UnbondingOutlastsTheDisputeWindow() public {
        vm.assertGt(_vault.UNBONDING_DELAY(), _vault.DISPUTE_WINDOW(), "stake could leave before a dispute");
        vm.assertEq(_vault.DISPUTE_WINDOW(), new Referee().DISPUTE_WINDOW());
    }

    function test_RefusesWhatMakesNoSense() public {
        vm.expectRevert(StakeVault.ZeroToken.selector);
        new StakeVault(IERC20(address(0)));
        vm.startPrank(_bob);
        vm.expectRevert(StakeVault.ZeroAmount.selector);
        _vault.stake(0);
        vm.expectRevert(StakeVault.ZeroAmount.selector);
        _vault.reserve(CHANNEL, 0, uint64(START + 1));
        vm.expectRevert(StakeVault.ZeroAmount.selector);
        _vault.requestUnstake(0);
        uint64[4] memory ends = [uint64(0), uint64(START), uint64(START + 365 days + 1), type(uint64).max];
        for (uint256 i = 0; i < ends.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(StakeVault.ReservationEndOutOfRange.selector, START + 1, START + 365 days)
            );
            _vault.reserve(CHANNEL, 1, ends[i]);
        }
        _vault.reserve(CHANNEL, 1, uint64(START + 365 days));
        vm.stopPrank();
    }

    function test_Attack_SameStakeBehindTwoChannels() public {
        vm.startPrank(_bob);
        _vault.reserve(CHANNEL, 700, uint64(START + 1 days));
        vm.expectRevert(abi.encodeWithSelector(StakeVault.FreeStakeTooSmall.selector, 300, 301));
        _vault.reserve(keccak256("other"), 301, uint64(START + 1 days));
        vm.stopPrank();
    }

    function test_Attack_ReserveWhatIsLeaving_LeaveWithWhatIsReserved() public {
        vm.startPrank(_bob);
        _vault.requestUnstake(600);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.FreeStakeTooSmall.selector, 400, 401));
        _vault.reserve(CHANNEL, 401, uint64(START + 30 days));
        _vault.reserve(CHANNEL, 400, uint64(START + 30 days));
        vm.expectRevert(abi.encodeWithSelector(StakeVault.FreeStakeTooSmall.selector, 0, 1));
        _vault.requestUnstake(1);
        vm.warp(START + 14 days);
        _vault.withdraw();
        vm.stopPrank();
        _books(400, 400, 0); // the reservation still stands
    }

    function test_Attack_LowerOrShortenAReservation() public {
        vm.startPrank(_bob);
        _vault.reserve(CHANNEL, 300, uint64(START + 2 days));
        bytes memory why =
            abi.encodeWithSelector(StakeVault.ReservationLowered.selector, 300, uint64(START + 2 days));
        vm.expectRevert(why);
        _vault.reserve(CHANNEL, 299, uint64(START + 3 days));
        vm.expectRevert(why);
        _vault.reserve(CHANNEL, 500, uint64(START + 1 days));
        vm.stopPrank();
    }

    /// @dev Asking early for a little must not start the clock for a lot that is asked for later.
    function test_Attack_RideOnAnOlderRequest() public {
        vm.startPrank(_bob);
        _vault.requestUnstake(1);
        vm.warp(START + 14 days - 1);
        _vault.requestUnstake(999);
        vm.warp(START + 14 days);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StillUnbonding.selector, START + 28 days - 1));
        _vault.withdraw();
        vm.stopPrank();
        vm.assertEq(_vault.unbondsAt(_bob), START + 28 days - 1);
    }

    /// @dev Mallory can neither touch bob's reservation nor occupy the channel id.
    function test_Attack_SquatAChannelId() public {
        address mallory = _address("mallory");
        _usd.mint(mallory, 1);
        vm.startPrank(mallory);
        _usd.approve(address(_vault), 1);
        _vault.stake(1);
        _vault.reserve(CHANNEL, 1, uint64(START + 365 days));
        vm.stopPrank();
        vm.prank(_bob);
        _vault.reserve(CHANNEL, 300, uint64(START + 1 days));
        (uint256 amount,) = _vault.reservation(CHANNEL, _bob);
        vm.assertEq(amount, 300);
        vm.warp(START + 1 days);
        _vault.release(CHANNEL, _bob);
        (amount,) = _vault.reservation(CHANNEL, mallory);
        vm.assertEq(amount, 1);
    }

    function test_Attack_FeeOnTransferToken() public {
        TollToken toll = new TollToken();
        StakeVault vault = new StakeVault(toll);
        toll.mint(_bob, 1000);
        vm.startPrank(_bob);
        toll.approve(address(vault), 1000);
        vm.expectRevert(StakeVault.WrongAmountReceived.selector);
        vault.stake(1000);
        vm.stopPrank();
    }

    function test_Attack_Reentrancy() public {
        CallbackToken token = new CallbackToken();
        StakeVault vault = new StakeVault(token);
        token.mint(address(token), 100);
        vm.startPrank(address(token));
        token.approve(address(vault), 100);
        vault.stake(100);
        vault.requestUnstake(60);
        vm.warp(START + 14 days);
        token.arm(address(vault), abi.encodeCall(vault.withdraw, ()));
        vault.withdraw();
        vm.stopPrank();
        vm.assertTrue(token.failed(), "a withdrawal could enter again");
        vm.assertEq(bytes4(token.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        vm.assertEq(token.balanceOf(address(vault)), 40);
    }

    function testFuzz_FreeIsTotalLessTheRest(uint128 reserved, uint128 leaving) public {
        reserved = uint128(_bound(reserved, 1, 1000));
        leaving = uint128(_bound(leaving, 1, 1200));
        vm.startPrank(_bob);
        _vault.reserve(CHANNEL, reserved, uint64(START + 1 days));
        if (leaving > 1000 - reserved) {
            vm.expectRevert();
            _vault.requestUnstake(leaving);
            _books(1000, reserved, 0);
        } else {
            _vault.requestUnstake(leaving);
            _books(1000, reserved, leaving);
        }
        vm.stopPrank();
    }
}

/// @dev Three providers do random things at random times.
contract VaultTraffic is Base {
    uint256 private constant PROVIDERS = 3;
    uint256 private constant CHANNELS = 5;

    TestUSD public immutable usd = new TestUSD();
    StakeVault public immutable vault = new StakeVault(usd);
    uint256 public staked;
    uint256 public withdrawn;

    constructor() {
        vm.warp(START);
    }

    function stake(uint256 who, uint128 amount) external {
        amount = uint128(_bound(amount, 1, 1e6));
        address provider = _provider(who);
        usd.mint(provider, amount);
        vm.startPrank(provider);
        usd.approve(address(vault), amount);
        vault.stake(amount);
        vm.stopPrank();
        staked += amount;
    }

    function reserve(uint256 who, uint256 channel, uint128 amount, uint64 ahead) external {
        address provider = _provider(who);
        amount = uint128(_bound(amount, 1, uint256(vault.freeStake(provider)) + 10));
        vm.prank(provider);
        vault.reserve(bytes32(channel % CHANNELS), amount, uint64(block.timestamp + _bound(ahead, 0, 30 days)));
    }

    function release(uint256 who, uint256 channel) external {
        vault.release(bytes32(channel % CHANNELS), _provider(who));
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
        address provider = _provider(who);
        uint256 before = usd.balanceOf(provider);
        vm.prank(provider);
        vault.withdraw();
        withdrawn += usd.balanceOf(provider) - before;
    }

    function check() external view {
        uint256 totals;
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            address provider = _provider(i);
            (uint256 total, uint256 reserved, uint256 unbonding) = vault.stakeOf(provider);
            vm.assertLe(reserved + unbonding, total, "more is set aside than there is");
            uint256 reservations;
            for (uint256 c = 0; c < CHANNELS; ++c) {
                (uint256 amount,) = vault.reservation(bytes32(c), provider);
                reservations += amount;
            }
            vm.assertEq(reservations, reserved, "reserved is not the sum of the reservations");
            totals += total;
        }
        vm.assertEq(usd.balanceOf(address(vault)), totals, "tokens held are not the sum of the stakes");
        vm.assertEq(staked - withdrawn, totals, "stake was made or lost");
    }

    function _provider(uint256 who) private pure returns (address) {
        return address(uint160(0xb0b + who % PROVIDERS));
    }
}

/// @title What must hold for the vault whatever anybody does
contract StakeVaultInvariants {
    VaultTraffic private _traffic;
    address[] private _targets;

    function setUp() public {
        _traffic = new VaultTraffic();
        _targets.push(address(_traffic));
    }

    /// @dev forge calls only these.
    function targetContracts() external view returns (address[] memory) {
        return _targets;
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
    }

    /// forge-config: default.invariant.runs = 48
    /// forge-config: default.invariant.depth = 64
    function invariant_BooksAddUp() external view {
        _traffic.check();
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Base} from "./Base.sol";
import {CallbackToken, TollToken} from "./BatchSettlementAttacks.t.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {Referee} from "../src/Referee.sol";
import {StakeVault} from "../src/StakeVault.sol";
import {TestUSD} from "../src/TestUSD.sol";

contract StakeVaultTest is Base {
    TestUSD private _usd;
    BatchSettlement private _settlement;
    StakeVault private _vault;
    address private _bob;
    bytes32 private constant CHANNEL = keccak256("channel");

    function setUp() public {
        vm.warp(START);
        _usd = new TestUSD();
        _settlement = new BatchSettlement();
        _vault = new StakeVault(_usd, _settlement, address(0), 1);
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
        new StakeVault(IERC20(address(0)), _settlement, address(0), 1);
        vm.expectRevert(StakeVault.ZeroToken.selector);
        new StakeVault(_usd, BatchSettlement(address(0)), address(0), 1);
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
        StakeVault vault = new StakeVault(toll, _settlement, address(0), 1);
        toll.mint(_bob, 1000);
        vm.startPrank(_bob);
        toll.approve(address(vault), 1000);
        vm.expectRevert(StakeVault.WrongAmountReceived.selector);
        vault.stake(1000);
        vm.stopPrank();
    }

    function test_Attack_Reentrancy() public {
        CallbackToken token = new CallbackToken();
        StakeVault vault = new StakeVault(token, _settlement, address(0), 1);
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

    /// @dev A stake that would not pay for the dispute over it backs no promise: neither from the start nor after a part has gone.
    function test_Attack_PromiseOnLessThanTheMinimum() public {
        StakeVault vault = new StakeVault(_usd, _settlement, address(0), 500);
        _usd.mint(_bob, 600);
        vm.startPrank(_bob);
        _usd.approve(address(vault), 600);
        vault.stake(499);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeBelowMinimum.selector, 500, 499));
        vault.reserve(CHANNEL, 1, uint64(START + 1 days));
        vault.stake(101);
        vault.reserve(CHANNEL, 1, uint64(START + 1 days));
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeBelowMinimum.selector, 500, 499));
        vault.requestUnstake(101);
        vault.requestUnstake(100);
        vm.expectRevert(abi.encodeWithSelector(StakeVault.StakeBelowMinimum.selector, 500, 499));
        vault.requestUnstake(1);
        vm.warp(START + 1 days);
        vault.release(CHANNEL, _bob);
        vault.requestUnstake(500); // who promises nothing may leave whole
        vm.stopPrank();
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

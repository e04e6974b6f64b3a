// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Channels} from "./Channels.sol";
import {ContractWallet} from "./Base.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {ERC3009Collector} from "../src/ERC3009Collector.sol";
import {IDepositCollector} from "../src/IDepositCollector.sol";

/// @dev Takes one percent of every transfer.
contract TollToken is ERC20 {
    constructor() ERC20("Toll", "TOLL") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0) && to != address(0)) {
            super._update(from, address(this), value / 100);
            value -= value / 100;
        }
        super._update(from, to, value);
    }
}

/// @dev Calls a target in the middle of each transfer.
contract CallbackToken is ERC20 {
    address public target;
    bytes public call;
    bool public failed;
    bytes public answer;

    constructor() ERC20("Callback", "CALL") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function arm(address target_, bytes calldata call_) external {
        target = target_;
        call = call_;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (target != address(0)) {
            bool ok;
            (ok, answer) = target.call(call);
            failed = !ok;
        }
    }
}

/// @dev Pulls by allowance, for tokens without EIP-3009; can be told to pull too little.
contract AllowanceCollector is IDepositCollector {
    uint256 public missing;

    function skim(uint256 missing_) external {
        missing = missing_;
    }

    function collect(address payer, address token, uint256 amount, bytes32, bytes calldata) external {
        ERC20(token).transferFrom(payer, msg.sender, amount - missing);
    }
}

/// @title Attacks on channels, by name: those that must fail, and those that succeed by design and must at least be visible
contract BatchSettlementAttacksTest is Channels {
    function setUp() public {
        _deployChannels();
    }

    /// @dev By design: the payer gives notice at once, lets the delay pass while it consumes, and takes everything before the claim. What
    /// protects the receiver is that the notice is on chain from the first moment: it must refuse vouchers while there is one.
    function test_Attack_RipeWithdrawal_IsVisibleBeforeAnyVoucher() public {
        BatchSettlement.ChannelConfig memory config = _config("ripe");
        bytes32 id = settlement.getChannelId(config);
        _deposit(config, 1000);
        vm.prank(_address("session"));
        settlement.initiateWithdraw(config, 1000);
        (uint256 pending, uint256 at) = settlement.pendingWithdrawals(id);
        vm.assertEq(pending, 1000);
        vm.assertEq(at, START);

        vm.warp(START + 1 hours);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 800, 800);
        vm.prank(_address("session"));
        settlement.finalizeWithdraw(config);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.ClaimExceedsBalance.selector);
        settlement.claim(claims);
    }

    /// @dev By design: a deposit does not cancel a notice, so a top-up is no sign of good faith.
    function test_Attack_TopUpHidesAPendingWithdrawal_NoticeStays() public {
        BatchSettlement.ChannelConfig memory config = _config("topup");
        bytes32 id = settlement.getChannelId(config);
        _deposit(config, 1000);
        vm.prank(_address("alice"));
        settlement.initiateWithdraw(config, 1000);
        vm.warp(START + 1 hours);
        _deposit(config, 1000);
        (uint256 pending,) = settlement.pendingWithdrawals(id);
        vm.assertEq(pending, 1000);
        vm.prank(_address("alice"));
        settlement.finalizeWithdraw(config);
        (uint256 balance,) = _state(config);
        vm.assertEq(balance, 1000); // never more than the notice said
    }

    /// @dev By design: the claimed total survives a refund, and so does a voucher above it. Hence a fresh salt after each refund.
    function test_Attack_StaleCeilingAfterRefund_WorksInTheSameChannelOnly() public {
        BatchSettlement.ChannelConfig memory config = _config("stale");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory old = _voucher(config, 100, 100);
        _claim(config, 60);
        vm.prank(_address("bob"));
        settlement.refund(config, 40);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.ClaimExceedsBalance.selector);
        settlement.claim(old);

        BatchSettlement.ChannelConfig memory fresh = _config("fresh");
        _deposit(fresh, 100);
        old[0].voucher.channel = fresh;
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.claim(old);

        _deposit(config, 40); // the careless way
        old[0].voucher.channel = config;
        vm.prank(_address("bob"));
        settlement.claim(old);
        (, uint256 claimed) = _state(config);
        vm.assertEq(claimed, 100);
    }

    /// @dev An old voucher, and the same claim twice, change nothing.
    function test_Attack_OldVoucher() public {
        BatchSettlement.ChannelConfig memory config = _config("old");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory old = _voucher(config, 30, 30);
        _claim(config, 50);
        vm.startPrank(_address("bob"));
        settlement.claim(old);
        settlement.claim(_voucher(config, 50, 50));
        vm.stopPrank();
        (, uint256 claimed) = _state(config);
        vm.assertEq(claimed, 50);
        settlement.settle(_address("bob"), address(usd));
        vm.assertEq(usd.balanceOf(_address("bob")), 50);
    }

    function test_Attack_OverClaim() public {
        BatchSettlement.ChannelConfig memory config = _config("over");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 50, 51);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.ClaimExceedsCeiling.selector);
        settlement.claim(claims);
        claims = _voucher(config, 200, 101);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.ClaimExceedsBalance.selector);
        settlement.claim(claims);
        claims = _voucher(config, 50, 50);
        claims[0].voucher.maxClaimableAmount = 51; // a ceiling that was not signed
        claims[0].totalClaimed = 51;
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.claim(claims);
    }

    /// @dev The channel id holds chain and contract; a voucher for one is nothing on another.
    function test_Attack_ReplayOnAnotherChain() public {
        BatchSettlement.ChannelConfig memory config = _config("replay");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 50, 50);
        bytes32 here = settlement.getChannelId(config);
        vm.chainId(block.chainid + 1);
        vm.assertTrue(settlement.getChannelId(config) != here, "the id must hold the chain");
        _deposit(config, 100);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.claim(claims);
    }

    function test_Attack_ReplayOnAnotherContract() public {
        BatchSettlement.ChannelConfig memory config = _config("replay");
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 50, 50);
        settlement = new BatchSettlement();
        collector = new ERC3009Collector(address(settlement));
        _deposit(config, 100);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.claim(claims);
    }

    /// @dev Mallory sees alice's signed deposit and tries to use it himself: at the token, at the collector, for his own channel.
    function test_Attack_OutsiderFrontRunsTheDeposit() public {
        BatchSettlement.ChannelConfig memory config = _config("front");
        bytes32 id = settlement.getChannelId(config);
        bytes memory data = _authorization(id, 100);
        (uint256 validAfter, uint256 validBefore, uint256 salt, bytes memory signature) =
            abi.decode(data, (uint256, uint256, uint256, bytes));
        bytes32 nonce = keccak256(abi.encode(id, salt));
        address alice = _address("alice");

        vm.startPrank(_address("mallory"));
        vm.expectRevert(); // only the collector may receive with it
        usd.receiveWithAuthorization(alice, address(collector), 100, validAfter, validBefore, nonce, signature);
        vm.expectRevert(); // it is no TransferWithAuthorization
        usd.transferWithAuthorization(alice, address(collector), 100, validAfter, validBefore, nonce, signature);
        vm.expectRevert(ERC3009Collector.OnlyX402BatchSettlement.selector);
        collector.collect(alice, address(usd), 100, id, data);
        BatchSettlement.ChannelConfig memory his = _config("front");
        his.receiver = his.receiverAuthorizer = _address("mallory");
        vm.expectRevert(); // the nonce names the channel
        settlement.deposit(his, 100, address(collector), data);
        his = _config("front");
        his.payerAuthorizer = _address("mallory");
        vm.expectRevert();
        settlement.deposit(his, 100, address(collector), data);
        // What he can do is submit it as it is, which is what alice wanted.
        settlement.deposit(config, 100, address(collector), data);
        vm.stopPrank();
        vm.expectRevert(); // and once only
        settlement.deposit(config, 100, address(collector), data);
        (uint256 balance,) = _state(config);
        vm.assertEq(balance, 100);
    }

    function test_Attack_ExpiredDeposit() public {
        BatchSettlement.ChannelConfig memory config = _config("late");
        bytes memory data = _authorization(settlement.getChannelId(config), 100);
        vm.warp(START + 5 minutes);
        vm.expectRevert();
        settlement.deposit(config, 100, address(collector), data);
    }

    function test_Attack_HighS() public {
        BatchSettlement.ChannelConfig memory config = _config("high-s");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 50, 50);
        claims[0].signature = _highS(claims[0].signature);
        vm.startPrank(_address("bob"));
        vm.expectRevert();
        settlement.claim(claims);
        claims[0].signature = _highS(claims[0].signature); // twice is the first again
        settlement.claim(claims);
        vm.stopPrank();
    }

    function test_Attack_VoucherBySomebodyElse() public {
        BatchSettlement.ChannelConfig memory config = _config("forged");
        _deposit(config, 100);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 50, 50);
        bytes32 digest = settlement.getVoucherDigest(settlement.getChannelId(config), 50);
        string[3] memory forgers = ["bob", "mallory", "alice"]; // with a session key, not even the payer's own key
        for (uint256 i = 0; i < 3; ++i) {
            claims[0].signature = _sign(forgers[i], digest);
            vm.prank(_address("bob"));
            vm.expectRevert(BatchSettlement.InvalidSignature.selector);
            settlement.claim(claims);
        }
        claims[0].signature = "";
        vm.prank(_address("bob"));
        vm.expectRevert();
        settlement.claim(claims);
    }

    /// @dev Without a session key a contract wallet may sign, and may later disown it: by design, so require a key.
    function test_Attack_WalletDisownsItsVoucher_KeyDoesNot() public {
        ContractWallet wallet = new ContractWallet(_address("session"));
        AllowanceCollector puller = new AllowanceCollector();
        usd.mint(address(wallet), 200);
        vm.prank(address(wallet));
        usd.approve(address(puller), 200);
        BatchSettlement.ChannelConfig memory config = _config("wallet");
        config.payer = address(wallet);
        config.payerAuthorizer = address(0);
        settlement.deposit(config, 100, address(puller), "");
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 50, 50);
        wallet.change(_address("nobody"));
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.InvalidSignature.selector);
        settlement.claim(claims);

        config.payerAuthorizer = _address("session");
        settlement.deposit(config, 100, address(puller), "");
        _claim(config, 50);
        (, uint256 claimed) = _state(config);
        vm.assertEq(claimed, 50);
    }

    function test_Attack_FeeOnTransferToken() public {
        TollToken toll = new TollToken();
        AllowanceCollector puller = new AllowanceCollector();
        toll.mint(_address("alice"), 1000);
        vm.prank(_address("alice"));
        toll.approve(address(puller), 1000);
        BatchSettlement.ChannelConfig memory config = _config("toll");
        config.token = address(toll);
        vm.expectRevert(BatchSettlement.DepositCollectionFailed.selector);
        settlement.deposit(config, 1000, address(puller), "");
    }

    function test_Attack_CollectorPullsLess() public {
        AllowanceCollector puller = new AllowanceCollector();
        puller.skim(1);
        vm.prank(_address("alice"));
        usd.approve(address(puller), 1000);
        BatchSettlement.ChannelConfig memory config = _config("skim");
        vm.expectRevert(BatchSettlement.DepositCollectionFailed.selector);
        settlement.deposit(config, 1000, address(puller), "");
        puller.skim(1000);
        vm.expectRevert(BatchSettlement.DepositCollectionFailed.selector);
        settlement.deposit(config, 1000, address(puller), "");
    }

    /// @dev In the middle of each transfer the token calls back; every state-changing entry must be shut.
    function test_Attack_Reentrancy() public {
        CallbackToken token = new CallbackToken();
        AllowanceCollector puller = new AllowanceCollector();
        token.mint(_address("alice"), 1000);
        vm.prank(_address("alice"));
        token.approve(address(puller), 1000);
        BatchSettlement.ChannelConfig memory config = _config("again");
        config.token = address(token);
        config.receiver = config.receiverAuthorizer = address(token); // so that its calls would be allowed
        config.payerAuthorizer = _address("session");
        settlement.deposit(config, 500, address(puller), "");
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, 100, 100);
        vm.prank(address(token));
        settlement.claim(claims);

        bytes[] memory entries = new bytes[](6);
        entries[0] = abi.encodeCall(settlement.settle, (address(token), address(token)));
        entries[1] = abi.encodeCall(settlement.refund, (config, 1));
        entries[2] = abi.encodeCall(settlement.claim, (_voucher(config, 200, 200)));
        entries[3] = abi.encodeCall(settlement.deposit, (config, 1, address(puller), ""));
        entries[4] = abi.encodeCall(
            settlement.refundWithSignature, (config, 1, 0, _sign("bob", bytes32(uint256(1))))
        );
        bytes[] memory nested = new bytes[](1);
        nested[0] = entries[0];
        entries[5] = abi.encodeCall(settlement.multicall, (nested));
        for (uint256 i = 0; i < entries.length; ++i) {
            token.arm(address(settlement), entries[i]);
            vm.prank(address(token));
            settlement.refund(config, 10);
            vm.assertTrue(token.failed(), "a transfer could enter again");
            vm.assertEq(bytes4(token.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        }
        token.arm(address(0), "");
        settlement.settle(address(token), address(token));
        vm.assertEq(token.balanceOf(address(token)), 100);
        vm.assertEq(token.balanceOf(address(settlement)), 500 - 100 - 60);
    }

    /// @dev One channel's claims can never be paid from another channel's money.
    function test_Attack_DrainANeighboursChannel() public {
        BatchSettlement.ChannelConfig memory rich = _config("rich");
        _deposit(rich, 1000);
        BatchSettlement.ChannelConfig memory poor = _config("poor");
        _deposit(poor, 1);
        BatchSettlement.VoucherClaim[] memory claims = _voucher(poor, 1000, 1000);
        vm.prank(_address("bob"));
        vm.expectRevert(BatchSettlement.ClaimExceedsBalance.selector);
        settlement.claim(claims);
        vm.prank(_address("bob"));
        settlement.refund(poor, 1000);
        vm.assertEq(usd.balanceOf(address(settlement)), 1000);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDepositCollector} from "./IDepositCollector.sol";

/// @title One-way payment channels with cumulative vouchers, as in x402 `batch-settlement`
/// @notice A payer locks tokens once, signs vouchers "this channel owes up to N in total" off chain, and the receiver claims the newest one
/// whenever it likes. Function signatures, digests, events and errors are those of the x402 contract, so its clients work unchanged.
/// @dev There is no owner, no upgrade, no pause. All state is keyed by a channel id that binds chain, contract and every parameter.
/// The constructor writes no storage: the runtime code may be placed at the address that x402 clients expect, and the EIP-712 domain
/// (name and version are short strings held in immutables, address and chain id recomputed) is then the one for that address.
///
/// What a receiver must know: only a claim that is on chain protects money. A voucher in hand does not stop a withdrawal that the payer
/// has started (`pendingWithdrawals`), a deposit does not cancel one, and `totalClaimed` never goes down, so a voucher signed before a refund
/// is good again after the next deposit into the same channel. Use a fresh salt after a refund, and refuse vouchers while a withdrawal is pending.
contract BatchSettlement is EIP712, Multicall, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice What a channel is; its EIP-712 digest is the channel's id.
    struct ChannelConfig {
        /// Whose money it is, and where everything unclaimed returns.
        address payer;
        /// The key that signs vouchers; zero means the payer itself, who may then be an ERC-1271 contract.
        address payerAuthorizer;
        /// Where settled money goes.
        address receiver;
        /// The key that may claim and refund for the receiver; never zero.
        address receiverAuthorizer;
        /// The ERC-20.
        address token;
        /// Seconds from the payer's notice of withdrawal to the withdrawal; MIN_WITHDRAW_DELAY to MAX_WITHDRAW_DELAY.
        uint40 withdrawDelay;
        /// Tells apart channels that are alike in everything else.
        bytes32 salt;
    }

    /// @notice A channel's money, in token units. `balance` counts what came in less what went back to the payer, so it includes what was claimed.
    struct ChannelState {
        uint128 balance;
        uint128 totalClaimed;
    }

    /// @notice A payer's notice of withdrawal; `initiatedAt` (seconds) is zero when there is none.
    struct WithdrawalState {
        uint128 amount;
        uint40 initiatedAt;
    }

    /// @notice Sums over all channels of one receiver in one token.
    struct ReceiverState {
        uint128 totalClaimed;
        uint128 totalSettled;
    }

    /// @notice The most that may ever be claimed from the channel, in total.
    struct Voucher {
        ChannelConfig channel;
        uint128 maxClaimableAmount;
    }

    /// @notice A voucher, its signature, and the total that the receiver claims under it (at most the voucher's).
    struct VoucherClaim {
        Voucher voucher;
        bytes signature;
        uint128 totalClaimed;
    }

    uint40 public constant MIN_WITHDRAW_DELAY = 15 minutes;
    uint40 public constant MAX_WITHDRAW_DELAY = 30 days;

    bytes32 public constant CHANNEL_CONFIG_TYPEHASH = keccak256(
        "ChannelConfig(address payer,address payerAuthorizer,address receiver,address receiverAuthorizer,address token,uint40 withdrawDelay,bytes32 salt)"
    );
    bytes32 public constant VOUCHER_TYPEHASH = keccak256("Voucher(bytes32 channelId,uint128 maxClaimableAmount)");
    bytes32 public constant REFUND_TYPEHASH = keccak256("Refund(bytes32 channelId,uint256 nonce,uint128 amount)");
    bytes32 public constant CLAIM_ENTRY_TYPEHASH =
        keccak256("ClaimEntry(bytes32 channelId,uint128 maxClaimableAmount,uint128 totalClaimed)");
    bytes32 public constant CLAIM_BATCH_TYPEHASH = keccak256(
        "ClaimBatch(ClaimEntry[] claims)ClaimEntry(bytes32 channelId,uint128 maxClaimableAmount,uint128 totalClaimed)"
    );

    /// @notice Balance and claimed total by channel id.
    mapping(bytes32 channelId => ChannelState) public channels;
    /// @notice Notices of withdrawal by channel id. A receiver that sees one should claim at once.
    mapping(bytes32 channelId => WithdrawalState) public pendingWithdrawals;
    /// @notice The nonce that the next signed refund must carry. Every refund, signed or direct, uses one up.
    mapping(bytes32 channelId => uint256) public refundNonce;
    /// @notice Claimed and settled sums by receiver and token.
    mapping(address receiver => mapping(address token => ReceiverState)) public receivers;

    event ChannelCreated(bytes32 indexed channelId, ChannelConfig config);
    event ChannelClosed(bytes32 indexed channelId, ChannelConfig config);
    event Deposited(bytes32 indexed channelId, address indexed sender, uint128 amount, uint128 newBalance);
    event Claimed(bytes32 indexed channelId, address indexed sender, uint128 claimAmount, uint128 newTotalClaimed);
    event Settled(address indexed receiver, address indexed token, address indexed sender, uint128 amount);
    event Refunded(bytes32 indexed channelId, address indexed sender, uint128 amount);
    event WithdrawInitiated(bytes32 indexed channelId, uint128 amount, uint40 finalizeAfter);
    event WithdrawFinalized(bytes32 indexed channelId, address indexed sender, uint128 amount);

    error InvalidChannel();
    error ZeroDeposit();
    error DepositOverflow();
    error InvalidSignature();
    error NotReceiverAuthorizer();
    error NotAuthorizedToClaim();
    error NotAuthorizedToRefund();
    error ClaimExceedsCeiling();
    error ClaimExceedsBalance();
    error WithdrawalAlreadyPending();
    error WithdrawalNotPending();
    error NotAuthorizedToFinalizeWithdraw();
    error WithdrawDelayNotElapsed();
    error NothingToWithdraw();
    error WithdrawAmountExceedsAvailable();
    error WithdrawDelayOutOfRange();
    error EmptyBatch();
    error DepositCollectionFailed();
    error InvalidCollector();
    error InvalidRefundNonce();
    error ZeroRefund();

    constructor() EIP712("x402 Batch Settlement", "1") {}

    // Money in

    /// @notice Adds exactly `amount` to a channel, opening it if it is new. Anyone may submit it; the collector pulls from the payer.
    /// @dev The balance must grow by exactly `amount`, which refuses tokens that take a fee on transfer and collectors that do nothing.
    function deposit(ChannelConfig calldata config, uint128 amount, address collector, bytes calldata collectorData)
        external
        nonReentrant
    {
        if (
            config.payer == address(0) || config.receiver == address(0) || config.receiverAuthorizer == address(0)
                || config.token == address(0)
        ) revert InvalidChannel();
        if (config.withdrawDelay < MIN_WITHDRAW_DELAY || config.withdrawDelay > MAX_WITHDRAW_DELAY) {
            revert WithdrawDelayOutOfRange();
        }
        if (amount == 0) revert ZeroDeposit();
        if (collector == address(0)) revert InvalidCollector();

        bytes32 channelId = getChannelId(config);
        ChannelState storage channel = channels[channelId];
        uint128 before = channel.balance;
        if (amount > type(uint128).max - before) revert DepositOverflow();
        uint128 newBalance = before + amount;
        channel.balance = newBalance;

        IERC20 token = IERC20(config.token);
        uint256 held = token.balanceOf(address(this));
        IDepositCollector(collector).collect(config.payer, config.token, amount, channelId, collectorData);
        if (token.balanceOf(address(this)) != held + amount) revert DepositCollectionFailed();

        if (before == 0 && channel.totalClaimed == 0) emit ChannelCreated(channelId, config);
        emit Deposited(channelId, msg.sender, amount, newBalance);
    }

    // Money earned

    /// @notice Records claims. The caller must be receiver or receiverAuthorizer of every channel in the batch.
    /// @dev A claim that is not above what was claimed already does nothing, so repeating one is harmless.
    function claim(VoucherClaim[] calldata voucherClaims) external nonReentrant {
        if (voucherClaims.length == 0) revert EmptyBatch();
        for (uint256 i = 0; i < voucherClaims.length; ++i) {
            if (!_forReceiver(voucherClaims[i].voucher.channel)) revert NotAuthorizedToClaim();
            _claim(voucherClaims[i]);
        }
    }

    /// @notice Records claims that one receiverAuthorizer has signed as a batch; anyone may submit it.
    function claimWithSignature(VoucherClaim[] calldata voucherClaims, bytes calldata authorizerSignature)
        external
        nonReentrant
    {
        if (voucherClaims.length == 0) revert EmptyBatch();
        address authorizer = voucherClaims[0].voucher.channel.receiverAuthorizer;
        bytes32 digest = getClaimBatchDigest(voucherClaims);
        if (!SignatureChecker.isValidSignatureNow(authorizer, digest, authorizerSignature)) revert InvalidSignature();
        for (uint256 i = 0; i < voucherClaims.length; ++i) {
            if (voucherClaims[i].voucher.channel.receiverAuthorizer != authorizer) revert NotReceiverAuthorizer();
            _claim(voucherClaims[i]);
        }
    }

    /// @notice Pays a receiver everything that is claimed and not yet paid, over all its channels in that token. Anyone may call.
    function settle(address receiver, address token) external nonReentrant {
        ReceiverState storage sums = receivers[receiver][token];
        uint128 amount = sums.totalClaimed - sums.totalSettled;
        if (amount == 0) return;
        sums.totalSettled = sums.totalClaimed;
        IERC20(token).safeTransfer(receiver, amount);
        emit Settled(receiver, token, msg.sender, amount);
    }

    // Money back

    /// @notice The receiver's side gives back what is unclaimed, up to `amount`, at once.
    function refund(ChannelConfig calldata config, uint128 amount) external nonReentrant {
        if (!_forReceiver(config)) revert NotAuthorizedToRefund();
        _refund(getChannelId(config), config, amount);
    }

    /// @notice As `refund`, with receiverAuthorizer's signature over (channelId, nonce, amount); anyone may submit it.
    function refundWithSignature(
        ChannelConfig calldata config,
        uint128 amount,
        uint256 nonce,
        bytes calldata receiverAuthorizerSignature
    ) external nonReentrant {
        bytes32 channelId = getChannelId(config);
        if (nonce != refundNonce[channelId]) revert InvalidRefundNonce();
        bytes32 digest = getRefundDigest(channelId, nonce, amount);
        if (!SignatureChecker.isValidSignatureNow(config.receiverAuthorizer, digest, receiverAuthorizerSignature)) {
            revert InvalidSignature();
        }
        _refund(channelId, config, amount);
    }

    /// @notice The payer's side gives notice that it will take `amount` (at most what is unclaimed now) after the channel's delay.
    function initiateWithdraw(ChannelConfig calldata config, uint128 amount) external nonReentrant {
        if (!_forPayer(config)) revert InvalidChannel();
        if (amount == 0) revert NothingToWithdraw();
        bytes32 channelId = getChannelId(config);
        WithdrawalState storage pending = pendingWithdrawals[channelId];
        if (pending.initiatedAt != 0) revert WithdrawalAlreadyPending();
        if (amount > _available(channels[channelId])) revert WithdrawAmountExceedsAvailable();

        uint40 at = uint40(block.timestamp);
        pending.amount = amount;
        pending.initiatedAt = at;
        emit WithdrawInitiated(channelId, amount, at + config.withdrawDelay);
    }

    /// @notice The payer's side takes what it gave notice of, or what is left of it, once the delay is over. The money goes to the payer.
    function finalizeWithdraw(ChannelConfig calldata config) external nonReentrant {
        if (!_forPayer(config)) revert NotAuthorizedToFinalizeWithdraw();
        bytes32 channelId = getChannelId(config);
        WithdrawalState memory pending = pendingWithdrawals[channelId];
        if (pending.initiatedAt == 0) revert WithdrawalNotPending();
        if (block.timestamp < uint256(pending.initiatedAt) + config.withdrawDelay) revert WithdrawDelayNotElapsed();

        ChannelState storage channel = channels[channelId];
        uint128 amount = _least(pending.amount, _available(channel));
        delete pendingWithdrawals[channelId];
        channel.balance -= amount;

        emit WithdrawFinalized(channelId, msg.sender, amount);
        _closeIfEmpty(channelId, channel, config);
        if (amount > 0) IERC20(config.token).safeTransfer(config.payer, amount);
    }

    // Digests

    /// @notice The channel's id: the EIP-712 digest of its config under this contract's domain.
    function getChannelId(ChannelConfig calldata config) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CHANNEL_CONFIG_TYPEHASH, config)));
    }

    /// @notice What the payer's side signs.
    function getVoucherDigest(bytes32 channelId, uint128 maxClaimableAmount) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(VOUCHER_TYPEHASH, channelId, maxClaimableAmount)));
    }

    /// @notice What receiverAuthorizer signs to refund; `nonce` must be `refundNonce(channelId)`.
    function getRefundDigest(bytes32 channelId, uint256 nonce, uint128 amount) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REFUND_TYPEHASH, channelId, nonce, amount)));
    }

    /// @notice What receiverAuthorizer signs to let somebody else submit its claims.
    function getClaimBatchDigest(VoucherClaim[] calldata voucherClaims) public view returns (bytes32) {
        bytes32[] memory entries = new bytes32[](voucherClaims.length);
        for (uint256 i = 0; i < voucherClaims.length; ++i) {
            VoucherClaim calldata item = voucherClaims[i];
            entries[i] = keccak256(
                abi.encode(
                    CLAIM_ENTRY_TYPEHASH,
                    getChannelId(item.voucher.channel),
                    item.voucher.maxClaimableAmount,
                    item.totalClaimed
                )
            );
        }
        return _hashTypedDataV4(keccak256(abi.encode(CLAIM_BATCH_TYPEHASH, keccak256(abi.encodePacked(entries)))));
    }

    // Inside

    /// @dev Order matters to callers: a stale claim is skipped before its signature is looked at.
    function _claim(VoucherClaim calldata item) private {
        ChannelConfig calldata config = item.voucher.channel;
        bytes32 channelId = getChannelId(config);
        ChannelState storage channel = channels[channelId];
        uint128 claimed = channel.totalClaimed;
        if (item.totalClaimed <= claimed) return;
        if (item.totalClaimed > item.voucher.maxClaimableAmount) revert ClaimExceedsCeiling();
        if (item.totalClaimed > channel.balance) revert ClaimExceedsBalance();

        bytes32 digest = getVoucherDigest(channelId, item.voucher.maxClaimableAmount);
        if (config.payerAuthorizer != address(0)) {
            // A named key signs by ECDSA only, so that nothing on chain can change what its old signatures are worth.
            if (ECDSA.recoverCalldata(digest, item.signature) != config.payerAuthorizer) revert InvalidSignature();
        } else if (!SignatureChecker.isValidSignatureNow(config.payer, digest, item.signature)) {
            revert InvalidSignature();
        }

        uint128 delta = item.totalClaimed - claimed;
        channel.totalClaimed = item.totalClaimed;
        receivers[config.receiver][config.token].totalClaimed += delta;
        emit Claimed(channelId, msg.sender, delta, item.totalClaimed);
    }

    /// @dev The nonce is used up even when nothing is left to refund, so that a signature is good for one try.
    function _refund(bytes32 channelId, ChannelConfig calldata config, uint128 asked) private {
        if (asked == 0) revert ZeroRefund();
        unchecked {
            ++refundNonce[channelId];
        }
        ChannelState storage channel = channels[channelId];
        uint128 amount = _least(asked, _available(channel));
        if (amount == 0) return;
        channel.balance -= amount;

        // What went back cooperatively counts against what the payer gave notice of.
        WithdrawalState storage pending = pendingWithdrawals[channelId];
        if (pending.initiatedAt != 0) {
            if (amount >= pending.amount) delete pendingWithdrawals[channelId];
            else pending.amount -= amount;
        }

        emit Refunded(channelId, msg.sender, amount);
        _closeIfEmpty(channelId, channel, config);
        IERC20(config.token).safeTransfer(config.payer, amount);
    }

    function _closeIfEmpty(bytes32 channelId, ChannelState storage channel, ChannelConfig calldata config) private {
        if (channel.balance == 0 && channel.totalClaimed == 0) emit ChannelClosed(channelId, config);
    }

    function _available(ChannelState storage channel) private view returns (uint128) {
        return channel.balance - channel.totalClaimed;
    }

    function _forReceiver(ChannelConfig calldata config) private view returns (bool) {
        return msg.sender == config.receiver || msg.sender == config.receiverAuthorizer;
    }

    function _forPayer(ChannelConfig calldata config) private view returns (bool) {
        return msg.sender == config.payer || msg.sender == config.payerAuthorizer;
    }

    function _least(uint128 a, uint128 b) private pure returns (uint128) {
        return a < b ? a : b;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Base} from "./Base.sol";
import {BatchSettlement} from "../src/BatchSettlement.sol";
import {ERC3009Collector} from "../src/ERC3009Collector.sol";
import {TestUSD} from "../src/TestUSD.sol";

/// @title A channel contract with its collector and token, and shorthand for what the parties do
abstract contract Channels is Base {
    BatchSettlement internal settlement;
    ERC3009Collector internal collector;
    TestUSD internal usd;
    address internal alice;
    address internal session;
    address internal bob;
    uint256 private _salt;

    function _deployChannels() internal {
        vm.warp(START);
        (alice, session, bob) = (_address("alice"), _address("session"), _address("bob"));
        settlement = new BatchSettlement();
        collector = new ERC3009Collector(address(settlement));
        usd = new TestUSD();
        usd.mint(alice, 1e12);
    }

    function _config(bytes32 salt) internal view returns (BatchSettlement.ChannelConfig memory) {
        return BatchSettlement.ChannelConfig({
            payer: alice,
            payerAuthorizer: session,
            receiver: bob,
            receiverAuthorizer: bob,
            token: address(usd),
            withdrawDelay: 1 hours,
            salt: salt
        });
    }

    /// @dev Collector data for a deposit: alice's signature, valid for five minutes.
    function _authorization(bytes32 channelId, uint256 amount) internal returns (bytes memory) {
        uint256 salt = ++_salt;
        bytes32 nonce = keccak256(abi.encode(channelId, salt));
        uint256 before = block.timestamp + 5 minutes;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
                ),
                alice,
                address(collector),
                amount,
                0,
                before,
                nonce
            )
        );
        bytes32 digest = _typed("Assay Test Dollar", "1", address(usd), structHash);
        return abi.encode(uint256(0), before, salt, _sign("alice", digest));
    }

    function _deposit(BatchSettlement.ChannelConfig memory config, uint128 amount) internal {
        bytes memory data = _authorization(settlement.getChannelId(config), amount);
        settlement.deposit(config, amount, address(collector), data);
    }

    function _voucher(BatchSettlement.ChannelConfig memory config, uint128 ceiling, uint128 total)
        internal
        view
        returns (BatchSettlement.VoucherClaim[] memory claims)
    {
        bytes32 digest = settlement.getVoucherDigest(settlement.getChannelId(config), ceiling);
        claims = new BatchSettlement.VoucherClaim[](1);
        claims[0] = BatchSettlement.VoucherClaim(
            BatchSettlement.Voucher(config, ceiling), _sign("session", digest), total
        );
    }

    function _claim(BatchSettlement.ChannelConfig memory config, uint128 total) internal {
        BatchSettlement.VoucherClaim[] memory claims = _voucher(config, total, total);
        vm.prank(bob);
        settlement.claim(claims);
    }

    function _state(BatchSettlement.ChannelConfig memory config)
        internal
        view
        returns (uint256 balance, uint256 claimed)
    {
        return settlement.channels(settlement.getChannelId(config));
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Base, ContractWallet} from "./Base.sol";
import {TestUSD} from "../src/TestUSD.sol";

contract TestUSDTest is Base {
    TestUSD private _usd;
    address private _alice;
    address private _bob;
    bytes32 private constant NONCE = keccak256("nonce");
    string private constant TRANSFER =
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)";
    string private constant RECEIVE =
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)";

    function setUp() public {
        vm.warp(START);
        _usd = new TestUSD();
        _alice = _address("alice");
        _bob = _address("bob");
        _usd.mint(_alice, 1000);
    }

    function _digest(string memory kind, address from, address to, uint256 validAfter, uint256 validBefore)
        private
        view
        returns (bytes32)
    {
        bytes32 structHash =
            keccak256(abi.encode(keccak256(bytes(kind)), from, to, 100, validAfter, validBefore, NONCE));
        return _typed("Assay Test Dollar", "1", address(_usd), structHash);
    }

    function test_NamesThatClientsAskFor() public view {
        vm.assertEq(_usd.name(), "Assay Test Dollar");
        vm.assertEq(_usd.symbol(), "tUSD");
        vm.assertEq(_usd.version(), "1");
        vm.assertEq(_usd.decimals(), 6);
    }

    function test_TransferWithBytesSignature() public {
        bytes memory signature = _sign("alice", _digest(TRANSFER, _alice, _bob, 0, START + 1));
        _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, signature);
        vm.assertEq(_usd.balanceOf(_bob), 100);
        vm.assertTrue(_usd.authorizationState(_alice, NONCE), "the nonce is spent");
    }

    function test_TransferWithSplitSignature() public {
        (bytes32 r, bytes32 s, uint8 v) = _split(_sign("alice", _digest(TRANSFER, _alice, _bob, 0, START + 1)));
        _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, v, r, s);
        vm.assertEq(_usd.balanceOf(_bob), 100);
    }

    function test_ReceiveIsForTheReceiverOnly() public {
        bytes memory signature = _sign("alice", _digest(RECEIVE, _alice, _bob, 0, START + 1));
        (bytes32 r, bytes32 s, uint8 v) = _split(signature);
        vm.expectRevert();
        _usd.receiveWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, signature);
        vm.expectRevert();
        _usd.receiveWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, v, r, s);
        vm.prank(_bob);
        _usd.receiveWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, signature);
        vm.assertEq(_usd.balanceOf(_bob), 100);
    }

    /// @dev The two forms share one set of nonces.
    function test_Attack_SpendAnAuthorizationTwice() public {
        bytes memory signature = _sign("alice", _digest(TRANSFER, _alice, _bob, 0, START + 1));
        (bytes32 r, bytes32 s, uint8 v) = _split(signature);
        _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, signature);
        bytes memory why = abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, _alice, NONCE);
        vm.expectRevert(why);
        _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, signature);
        vm.expectRevert(why);
        _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, v, r, s);
    }

    function test_Attack_SpendACancelledAuthorization() public {
        bytes32 structHash =
            keccak256(abi.encode(keccak256("CancelAuthorization(address authorizer,bytes32 nonce)"), _alice, NONCE));
        bytes memory cancel = _sign("alice", _typed("Assay Test Dollar", "1", address(_usd), structHash));
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        _usd.cancelAuthorization(_bob, NONCE, cancel);
        _usd.cancelAuthorization(_alice, NONCE, cancel);
        bytes memory signature = _sign("alice", _digest(TRANSFER, _alice, _bob, 0, START + 1));
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, _alice, NONCE));
        _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, signature);
    }

    function test_Attack_TooEarlyOrTooLate() public {
        uint256[2][3] memory windows = [[START, START + 1], [START - 10, START], [START + 1, START + 2]];
        for (uint256 i = 0; i < 3; ++i) {
            (uint256 validAfter, uint256 validBefore) = (windows[i][0], windows[i][1]);
            bytes memory signature = _sign("alice", _digest(TRANSFER, _alice, _bob, validAfter, validBefore));
            vm.expectRevert(
                abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, validAfter, validBefore)
            );
            _usd.transferWithAuthorization(_alice, _bob, 100, validAfter, validBefore, NONCE, signature);
        }
    }

    function test_Attack_ForgedOrMalleableSignature() public {
        bytes32 digest = _digest(TRANSFER, _alice, _bob, 0, START + 1);
        bytes[4] memory bad =
            [_sign("mallory", digest), _highS(_sign("alice", digest)), bytes(""), _sign("alice", keccak256("other"))];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
            _usd.transferWithAuthorization(_alice, _bob, 100, 0, START + 1, NONCE, bad[i]);
        }
    }

    function test_ContractWalletPays() public {
        address wallet = address(new ContractWallet(_alice));
        _usd.mint(wallet, 100);
        bytes memory signature = _sign("alice", _digest(TRANSFER, wallet, _bob, 0, START + 1));
        _usd.transferWithAuthorization(wallet, _bob, 100, 0, START + 1, NONCE, signature);
        vm.assertEq(_usd.balanceOf(_bob), 100);
    }

    function test_Permit() public {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                _alice,
                _bob,
                70,
                0,
                START
            )
        );
        (bytes32 r, bytes32 s, uint8 v) =
            _split(_sign("alice", _typed("Assay Test Dollar", "1", address(_usd), structHash)));
        _usd.permit(_alice, _bob, 70, START, v, r, s);
        vm.assertEq(_usd.allowance(_alice, _bob), 70);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Assay Test Dollar: PLAY MONEY. ANYONE CAN MINT ANY AMOUNT. WORTH NOTHING, ON EVERY CHAIN.
/// @notice It stands in for a real stablecoin on development chains: 6 decimals, EIP-2612, and EIP-3009 with both forms of signature.
/// @dev OpenZeppelin's ERC3009 brings the (v, r, s) functions and the nonces. The overloads that take the signature as bytes, which x402 uses,
/// are added here; OpenZeppelin's own extension for them counts nonces in sequence, which the hashed nonces of x402 would not fit.
contract TestUSD is ERC20, ERC20Permit, ERC3009 {
    constructor() ERC20("Assay Test Dollar", "tUSD") ERC20Permit("Assay Test Dollar") {}

    /// @notice Makes `amount` units (a millionth of a test dollar each) out of nothing for `to`. Open to everyone: this is a test coin.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice The version in the EIP-712 domain; x402 clients ask for it.
    function version() external view returns (string memory) {
        return _EIP712Version();
    }

    /// @notice EIP-3009 transfer with the signature as bytes: 65 bytes from a key, anything ERC-1271 accepts from a contract.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external {
        _checkAuthorization(
            TRANSFER_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce, signature
        );
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice EIP-3009 transfer that only the receiver may submit, so that nobody can spend the signature elsewhere first.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external {
        if (to != msg.sender) revert ERC20InvalidReceiver(to);
        _checkAuthorization(
            RECEIVE_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce, signature
        );
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice Spends an authorization's nonce without moving anything.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes memory signature) external {
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce)));
        if (!SignatureChecker.isValidSignatureNow(authorizer, digest, signature)) revert ERC3009InvalidSignature();
        _cancelAuthorization(authorizer, nonce);
    }

    function _checkAuthorization(
        bytes32 typeHash,
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) private view {
        bytes32 digest =
            _hashTypedDataV4(keccak256(abi.encode(typeHash, from, to, value, validAfter, validBefore, nonce)));
        if (!SignatureChecker.isValidSignatureNow(from, digest, signature)) revert ERC3009InvalidSignature();
    }
}

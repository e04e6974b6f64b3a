// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721URIStorage} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721URIStorage.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title ERC-8004 identity registry: every agent is an ERC-721 token with a registration file, metadata and a wallet
/// @notice Same functions and events as the public registries of ERC-8004, for chains that have none. No owner, no upgrade.
/// @dev Ids count up from 0. The wallet is kept as the metadata entry "agentWallet" (20 bytes, or empty), which only this contract writes.
contract IdentityRegistry is ERC721URIStorage, EIP712 {
    /// @notice One key and value of an agent's on-chain metadata.
    struct MetadataEntry {
        string metadataKey;
        bytes metadataValue;
    }

    /// @notice The furthest ahead that the deadline of a wallet's consent may lie.
    uint256 public constant MAX_DEADLINE_DELAY = 5 minutes;

    bytes32 private constant AGENT_WALLET_SET_TYPEHASH =
        keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)");
    string private constant WALLET_KEY = "agentWallet";
    bytes32 private constant WALLET_KEY_HASH = keccak256("agentWallet");

    uint256 private _nextId;
    mapping(uint256 agentId => mapping(string metadataKey => bytes)) private _metadata;

    event Registered(uint256 indexed agentId, string agentURI, address indexed owner);
    event MetadataSet(
        uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue
    );
    event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy);

    /// @notice The caller is neither owner nor approved for this agent.
    error NotAuthorized(address caller, uint256 agentId);
    /// @notice "agentWallet" is set by `setAgentWallet` only.
    error ReservedMetadataKey();
    /// @notice The new wallet is the zero address; use `unsetAgentWallet`.
    error ZeroWallet();
    /// @notice The deadline has passed.
    error DeadlinePassed(uint256 deadline);
    /// @notice The deadline is more than MAX_DEADLINE_DELAY ahead.
    error DeadlineTooFar(uint256 deadline);
    /// @notice The new wallet did not sign its consent.
    error InvalidWalletSignature();

    constructor() ERC721("AgentIdentity", "AGENT") EIP712("ERC8004IdentityRegistry", "1") {}

    /// @notice Registers an agent without a registration file (set one later) and gives it to the caller.
    function register() external returns (uint256 agentId) {
        agentId = _open("");
        _safeMint(msg.sender, agentId);
    }

    /// @notice Registers an agent whose registration file is at `agentURI` (https, ipfs or data).
    function register(string calldata agentURI) external returns (uint256 agentId) {
        agentId = _open(agentURI);
        _safeMint(msg.sender, agentId);
    }

    /// @notice As above, with metadata.
    function register(string calldata agentURI, MetadataEntry[] calldata metadata) external returns (uint256 agentId) {
        agentId = _open(agentURI);
        for (uint256 i = 0; i < metadata.length; ++i) {
            _refuseReserved(metadata[i].metadataKey);
            _setMetadata(agentId, metadata[i].metadataKey, metadata[i].metadataValue);
        }
        _safeMint(msg.sender, agentId);
    }

    /// @notice Moves the registration file. For the owner and whom it approved.
    function setAgentURI(uint256 agentId, string calldata newURI) external {
        _onlyAuthorized(agentId);
        _setTokenURI(agentId, newURI);
        emit URIUpdated(agentId, newURI, msg.sender);
    }

    /// @notice An agent's metadata under a key; empty when there is none.
    function getMetadata(uint256 agentId, string calldata metadataKey) external view returns (bytes memory) {
        return _metadata[agentId][metadataKey];
    }

    /// @notice Writes metadata. For the owner and whom it approved; "agentWallet" is reserved.
    function setMetadata(uint256 agentId, string calldata metadataKey, bytes calldata metadataValue) external {
        _onlyAuthorized(agentId);
        _refuseReserved(metadataKey);
        _setMetadata(agentId, metadataKey, metadataValue);
    }

    /// @notice Sets where the agent is paid. The new wallet proves consent by signing AgentWalletSet (EIP-712), with a key or by ERC-1271.
    /// @param deadline seconds; not passed, and at most MAX_DEADLINE_DELAY ahead.
    function setAgentWallet(uint256 agentId, address newWallet, uint256 deadline, bytes calldata signature) external {
        if (newWallet == address(0)) revert ZeroWallet();
        if (block.timestamp > deadline) revert DeadlinePassed(deadline);
        if (deadline > block.timestamp + MAX_DEADLINE_DELAY) revert DeadlineTooFar(deadline);
        _onlyAuthorized(agentId);

        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(AGENT_WALLET_SET_TYPEHASH, agentId, newWallet, ownerOf(agentId), deadline))
        );
        // A key first, also where the account carries (EIP-7702) code; then the account's own judgement.
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure != ECDSA.RecoverError.NoError || signer != newWallet) {
            if (
                newWallet.code.length == 0
                    || !SignatureChecker.isValidERC1271SignatureNow(newWallet, digest, signature)
            ) revert InvalidWalletSignature();
        }
        _setMetadata(agentId, WALLET_KEY, abi.encodePacked(newWallet));
    }

    /// @notice Where the agent is paid; zero when unset (after a transfer, until the new owner sets it).
    function getAgentWallet(uint256 agentId) external view returns (address) {
        _requireOwned(agentId);
        return address(bytes20(_metadata[agentId][WALLET_KEY]));
    }

    /// @notice Clears the wallet. For the owner and whom it approved.
    function unsetAgentWallet(uint256 agentId) external {
        _onlyAuthorized(agentId);
        _setMetadata(agentId, WALLET_KEY, "");
    }

    /// @notice Whether `spender` may act for the agent. Reverts for an agent that does not exist.
    function isAuthorizedOrOwner(address spender, uint256 agentId) public view returns (bool) {
        return _isAuthorized(_requireOwned(agentId), spender, agentId);
    }

    /// @notice The version of the public registries whose interface this one has.
    function getVersion() external pure returns (string memory) {
        return "2.0.0";
    }

    /// @dev Everything but the token itself, which comes last because a receiving contract is called with it.
    function _open(string memory agentURI) private returns (uint256 agentId) {
        agentId = _nextId++;
        if (bytes(agentURI).length > 0) _setTokenURI(agentId, agentURI);
        emit Registered(agentId, agentURI, msg.sender);
        _setMetadata(agentId, WALLET_KEY, abi.encodePacked(msg.sender));
    }

    function _setMetadata(uint256 agentId, string memory metadataKey, bytes memory metadataValue) private {
        _metadata[agentId][metadataKey] = metadataValue;
        emit MetadataSet(agentId, metadataKey, metadataKey, metadataValue);
    }

    function _onlyAuthorized(uint256 agentId) private view {
        if (!isAuthorizedOrOwner(msg.sender, agentId)) revert NotAuthorized(msg.sender, agentId);
    }

    function _refuseReserved(string calldata metadataKey) private pure {
        if (keccak256(bytes(metadataKey)) == WALLET_KEY_HASH) revert ReservedMetadataKey();
    }

    /// @dev A sold agent must not go on paying its seller.
    function _update(address to, uint256 agentId, address auth) internal override returns (address from) {
        address previous = _ownerOf(agentId);
        if (previous != address(0) && to != previous) _setMetadata(agentId, WALLET_KEY, "");
        return super._update(to, agentId, auth);
    }
}

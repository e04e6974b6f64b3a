// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IAgentAuthority} from "./ReputationRegistry.sol";

/// @title ERC-8004 validation registry: agents ask validators about their work, validators answer with a number
/// @notice Same functions and events as ERC-8004 describes. No owner, no upgrade. What a validator's word is worth is for readers to weigh.
contract ValidationRegistry {
    struct Status {
        address validator;
        uint8 response;
        bool answered;
        uint64 lastUpdate;
        uint256 agentId;
        bytes32 responseHash;
        string tag;
    }

    address private immutable _identityRegistry;
    mapping(bytes32 requestHash => Status) private _status;
    mapping(uint256 agentId => bytes32[]) private _ofAgent;
    mapping(address validator => bytes32[]) private _ofValidator;

    event ValidationRequest(
        address indexed validatorAddress, uint256 indexed agentId, string requestURI, bytes32 indexed requestHash
    );
    event ValidationResponse(
        address indexed validatorAddress,
        uint256 indexed agentId,
        bytes32 indexed requestHash,
        uint8 response,
        string responseURI,
        bytes32 responseHash,
        string tag
    );

    /// @notice An address that must be given is zero.
    error ZeroAddress();
    /// @notice Only the agent's owner, or whom it approved, asks for validation.
    error NotAuthorized(address caller, uint256 agentId);
    /// @notice This was asked already.
    error AlreadyRequested();
    /// @notice This was not asked.
    error NoSuchRequest();
    /// @notice Only the validator that was asked answers.
    error NotTheValidator();
    /// @notice An answer is a number from 0 to 100.
    error ResponseOutOfRange(uint8 response);

    constructor(address identityRegistry) {
        if (identityRegistry == address(0)) revert ZeroAddress();
        _identityRegistry = identityRegistry;
    }

    /// @notice The registry whose agents ask.
    function getIdentityRegistry() external view returns (address) {
        return _identityRegistry;
    }

    /// @notice Asks a validator about work of an agent. For the agent's owner and whom it approved.
    function validationRequest(
        address validatorAddress,
        uint256 agentId,
        string calldata requestURI,
        bytes32 requestHash
    ) external {
        if (validatorAddress == address(0)) revert ZeroAddress();
        if (!IAgentAuthority(_identityRegistry).isAuthorizedOrOwner(msg.sender, agentId)) {
            revert NotAuthorized(msg.sender, agentId);
        }
        Status storage status = _status[requestHash];
        if (status.validator != address(0)) revert AlreadyRequested();
        (status.validator, status.agentId, status.lastUpdate) = (validatorAddress, agentId, uint64(block.timestamp));
        _ofAgent[agentId].push(requestHash);
        _ofValidator[validatorAddress].push(requestHash);
        emit ValidationRequest(validatorAddress, agentId, requestURI, requestHash);
    }

    /// @notice Answers, 0 to 100; may be repeated, and the newest answer counts. For the validator that was asked.
    function validationResponse(
        bytes32 requestHash,
        uint8 response,
        string calldata responseURI,
        bytes32 responseHash,
        string calldata tag
    ) external {
        Status storage status = _status[requestHash];
        if (status.validator == address(0)) revert NoSuchRequest();
        if (status.validator != msg.sender) revert NotTheValidator();
        if (response > 100) revert ResponseOutOfRange(response);
        (status.response, status.answered, status.lastUpdate) = (response, true, uint64(block.timestamp));
        (status.responseHash, status.tag) = (responseHash, tag);
        emit ValidationResponse(msg.sender, status.agentId, requestHash, response, responseURI, responseHash, tag);
    }

    /// @notice How a request stands; `lastUpdate` in seconds since 1970.
    function getValidationStatus(bytes32 requestHash)
        external
        view
        returns (
            address validatorAddress,
            uint256 agentId,
            uint8 response,
            bytes32 responseHash,
            string memory tag,
            uint256 lastUpdate
        )
    {
        Status storage status = _status[requestHash];
        if (status.validator == address(0)) revert NoSuchRequest();
        return (
            status.validator, status.agentId, status.response, status.responseHash, status.tag, status.lastUpdate
        );
    }

    /// @notice The mean answer about an agent, rounded down, of these validators (none: of all) under this tag (empty: any).
    function getSummary(uint256 agentId, address[] calldata validatorAddresses, string calldata tag)
        external
        view
        returns (uint64 count, uint8 averageResponse)
    {
        bytes32[] storage all = _ofAgent[agentId];
        uint256 sum;
        for (uint256 i = 0; i < all.length; ++i) {
            Status storage status = _status[all[i]];
            if (!status.answered || !_listed(status.validator, validatorAddresses)) continue;
            if (bytes(tag).length != 0 && keccak256(bytes(status.tag)) != keccak256(bytes(tag))) continue;
            sum += status.response;
            ++count;
        }
        if (count != 0) averageResponse = uint8(sum / count);
    }

    /// @notice All requests about an agent, oldest first.
    function getAgentValidations(uint256 agentId) external view returns (bytes32[] memory) {
        return _ofAgent[agentId];
    }

    /// @notice All requests to a validator, oldest first.
    function getValidatorRequests(address validatorAddress) external view returns (bytes32[] memory) {
        return _ofValidator[validatorAddress];
    }

    function _listed(address validator, address[] calldata list) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == validator) return true;
        }
        return list.length == 0;
    }
}

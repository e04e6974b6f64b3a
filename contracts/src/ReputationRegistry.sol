// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @dev What feedback needs to know about an agent. Reverts for an agent that does not exist.
interface IAgentAuthority {
    function isAuthorizedOrOwner(address spender, uint256 agentId) external view returns (bool);
}

/// @title ERC-8004 reputation registry: signed numbers with tags that clients leave about agents
/// @notice Same functions and events as the public registries of ERC-8004, for chains that have none. No owner, no upgrade.
/// @dev Anybody but the agent's own side may write. What feedback is worth (proof of payment, fees burnt) is for readers to weigh;
/// that is why `getSummary` wants a list of clients that the reader trusts.
contract ReputationRegistry {
    /// @dev One entry; endpoint, URI and hash are in the event only.
    struct Feedback {
        int128 value;
        uint8 valueDecimals;
        bool isRevoked;
        string tag1;
        string tag2;
    }

    /// @dev The arguments of giveFeedback; one object, since the stack has no room for all of them.
    struct Note {
        int128 value;
        uint8 valueDecimals;
        string tag1;
        string tag2;
        string endpoint;
        string feedbackURI;
        bytes32 feedbackHash;
    }

    /// @dev Columns of readAllFeedback; likewise.
    struct Columns {
        address[] clients;
        uint64[] indexes;
        int128[] values;
        uint8[] decimals;
        string[] tag1s;
        string[] tag2s;
        bool[] revoked;
    }

    /// @dev What a reader asked for; a tag hash of zero matches everything.
    struct Filter {
        bytes32 tag1;
        bytes32 tag2;
        bool includeRevoked;
    }

    /// @notice The most decimals that a value may have.
    uint8 public constant MAX_VALUE_DECIMALS = 18;
    /// @notice The largest magnitude of a value.
    int128 public constant MAX_ABS_VALUE = 1e38;

    address private immutable _identityRegistry;

    mapping(uint256 agentId => mapping(address client => mapping(uint64 index => Feedback))) private _feedback;
    mapping(uint256 agentId => mapping(address client => uint64)) private _lastIndex;
    mapping(uint256 agentId => address[]) private _clients;
    mapping(uint256 agentId => mapping(address client => mapping(uint64 index => address[]))) private _responders;
    mapping(
        uint256 agentId => mapping(address client => mapping(uint64 index => mapping(address responder => uint64)))
    ) private _responses;

    event NewFeedback(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 feedbackIndex,
        int128 value,
        uint8 valueDecimals,
        string indexed indexedTag1,
        string tag1,
        string tag2,
        string endpoint,
        string feedbackURI,
        bytes32 feedbackHash
    );
    event FeedbackRevoked(uint256 indexed agentId, address indexed clientAddress, uint64 indexed feedbackIndex);
    event ResponseAppended(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 feedbackIndex,
        address indexed responder,
        string responseURI,
        bytes32 responseHash
    );

    /// @notice The constructor was given the zero address.
    error ZeroIdentityRegistry();
    /// @notice The agent's owner and those who act for it cannot rate it.
    error SelfFeedback();
    /// @notice More than MAX_VALUE_DECIMALS.
    error TooManyDecimals(uint8 valueDecimals);
    /// @notice Beyond plus or minus MAX_ABS_VALUE.
    error ValueOutOfRange(int128 value);
    /// @notice There is no feedback under that index; the first is 1.
    error NoSuchFeedback(uint64 feedbackIndex, uint64 lastIndex);
    /// @notice The feedback is revoked already.
    error AlreadyRevoked();
    /// @notice A response needs a URI.
    error EmptyResponseURI();
    /// @notice A summary needs the clients that the reader trusts: over everybody it would mean nothing (Sybil).
    error NoClients();

    constructor(address identityRegistry) {
        if (identityRegistry == address(0)) revert ZeroIdentityRegistry();
        _identityRegistry = identityRegistry;
    }

    /// @notice The identity registry that agent ids refer to.
    function getIdentityRegistry() external view returns (address) {
        return _identityRegistry;
    }

    /// @notice Leaves `value` / 10^`valueDecimals` about an agent, under up to two tags.
    function giveFeedback(
        uint256 agentId,
        int128 value,
        uint8 valueDecimals,
        string memory tag1,
        string memory tag2,
        string memory endpoint,
        string memory feedbackURI,
        bytes32 feedbackHash
    ) external {
        _give(agentId, Note(value, valueDecimals, tag1, tag2, endpoint, feedbackURI, feedbackHash));
    }

    /// @notice Takes one's own feedback back. It stays readable, marked.
    function revokeFeedback(uint256 agentId, uint64 feedbackIndex) external {
        Feedback storage entry = _entry(agentId, msg.sender, feedbackIndex);
        if (entry.isRevoked) revert AlreadyRevoked();
        entry.isRevoked = true;
        emit FeedbackRevoked(agentId, msg.sender, feedbackIndex);
    }

    /// @notice Answers feedback; open to anyone (the agent, an auditor, a spam filter).
    function appendResponse(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        string calldata responseURI,
        bytes32 responseHash
    ) external {
        if (bytes(responseURI).length == 0) revert EmptyResponseURI();
        _entry(agentId, clientAddress, feedbackIndex);
        uint64 before = _responses[agentId][clientAddress][feedbackIndex][msg.sender]++;
        if (before == 0) _responders[agentId][clientAddress][feedbackIndex].push(msg.sender);
        emit ResponseAppended(agentId, clientAddress, feedbackIndex, msg.sender, responseURI, responseHash);
    }

    /// @notice Count and average of the unrevoked feedback that `clientAddresses` left under these tags (an empty tag matches all).
    /// @return count how many entries.
    /// @return summaryValue their average, rounded toward zero, at `summaryValueDecimals`.
    /// @return summaryValueDecimals the decimals that most entries used; the fewest, if several tie.
    function getSummary(uint256 agentId, address[] calldata clientAddresses, string calldata tag1, string calldata tag2)
        external
        view
        returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals)
    {
        if (clientAddresses.length == 0) revert NoClients();
        return _summary(agentId, clientAddresses, _filter(tag1, tag2, false));
    }

    /// @notice One entry. Reverts if there is none.
    function readFeedback(uint256 agentId, address clientAddress, uint64 feedbackIndex)
        external
        view
        returns (int128 value, uint8 valueDecimals, string memory tag1, string memory tag2, bool isRevoked)
    {
        Feedback storage entry = _entry(agentId, clientAddress, feedbackIndex);
        return (entry.value, entry.valueDecimals, entry.tag1, entry.tag2, entry.isRevoked);
    }

    /// @notice All entries that match, column by column, in order of client and index. An empty list of clients means all of them.
    function readAllFeedback(
        uint256 agentId,
        address[] memory clientAddresses,
        string memory tag1,
        string memory tag2,
        bool includeRevoked
    )
        external
        view
        returns (
            address[] memory clients,
            uint64[] memory feedbackIndexes,
            int128[] memory values,
            uint8[] memory valueDecimals,
            string[] memory tag1s,
            string[] memory tag2s,
            bool[] memory revokedStatuses
        )
    {
        Columns memory columns = _columns(agentId, clientAddresses, _filter(tag1, tag2, includeRevoked));
        return (
            columns.clients,
            columns.indexes,
            columns.values,
            columns.decimals,
            columns.tag1s,
            columns.tag2s,
            columns.revoked
        );
    }

    /// @notice How many responses there are. A zero client means all clients, index 0 all of the client's entries, no responders all of them.
    function getResponseCount(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        address[] calldata responders
    ) external view returns (uint64 count) {
        if (clientAddress != address(0)) return _countClient(agentId, clientAddress, feedbackIndex, responders);
        address[] storage clients = _clients[agentId];
        for (uint256 i = 0; i < clients.length; ++i) {
            count += _countClient(agentId, clients[i], 0, responders);
        }
    }

    /// @notice Everybody who ever left feedback about the agent, in order of first appearance.
    function getClients(uint256 agentId) external view returns (address[] memory) {
        return _clients[agentId];
    }

    /// @notice The index of a client's latest feedback; 0 if there is none.
    function getLastIndex(uint256 agentId, address clientAddress) external view returns (uint64) {
        return _lastIndex[agentId][clientAddress];
    }

    /// @notice The version of the public registries whose interface this one has.
    function getVersion() external pure returns (string memory) {
        return "2.0.0";
    }

    function _give(uint256 agentId, Note memory note) private {
        if (note.valueDecimals > MAX_VALUE_DECIMALS) revert TooManyDecimals(note.valueDecimals);
        if (note.value > MAX_ABS_VALUE || note.value < -MAX_ABS_VALUE) revert ValueOutOfRange(note.value);
        if (IAgentAuthority(_identityRegistry).isAuthorizedOrOwner(msg.sender, agentId)) revert SelfFeedback();

        uint64 index = _lastIndex[agentId][msg.sender] + 1;
        if (index == 1) _clients[agentId].push(msg.sender);
        _lastIndex[agentId][msg.sender] = index;
        _feedback[agentId][msg.sender][index] =
            Feedback(note.value, note.valueDecimals, false, note.tag1, note.tag2);
        emit NewFeedback(
            agentId,
            msg.sender,
            index,
            note.value,
            note.valueDecimals,
            note.tag1,
            note.tag1,
            note.tag2,
            note.endpoint,
            note.feedbackURI,
            note.feedbackHash
        );
    }

    function _entry(uint256 agentId, address client, uint64 index) private view returns (Feedback storage) {
        uint64 last = _lastIndex[agentId][client];
        if (index == 0 || index > last) revert NoSuchFeedback(index, last);
        return _feedback[agentId][client][index];
    }

    function _filter(string memory tag1, string memory tag2, bool includeRevoked)
        private
        pure
        returns (Filter memory)
    {
        return Filter(_tagHash(tag1), _tagHash(tag2), includeRevoked);
    }

    function _tagHash(string memory tag) private pure returns (bytes32) {
        return bytes(tag).length == 0 ? bytes32(0) : keccak256(bytes(tag));
    }

    function _matches(Feedback storage entry, Filter memory filter) private view returns (bool) {
        if (entry.isRevoked && !filter.includeRevoked) return false;
        if (filter.tag1 != 0 && filter.tag1 != keccak256(bytes(entry.tag1))) return false;
        return filter.tag2 == 0 || filter.tag2 == keccak256(bytes(entry.tag2));
    }

    /// @dev Sums at 18 decimals: |value| <= 1e38 scaled by at most 1e18 leaves room for 2^63 entries in 256 bits. The average can pass
    /// 128 bits only if a huge value with few decimals is averaged at many; that reverts.
    function _summary(uint256 agentId, address[] calldata clients, Filter memory filter)
        private
        view
        returns (uint64 count, int128 average, uint8 decimals)
    {
        uint64[] memory uses = new uint64[](uint256(MAX_VALUE_DECIMALS) + 1);
        int256 sum;
        for (uint256 i = 0; i < clients.length; ++i) {
            uint64 last = _lastIndex[agentId][clients[i]];
            for (uint64 j = 1; j <= last; ++j) {
                Feedback storage entry = _feedback[agentId][clients[i]][j];
                if (!_matches(entry, filter)) continue;
                sum += int256(entry.value) * _scale(entry.valueDecimals);
                ++uses[entry.valueDecimals];
                ++count;
            }
        }
        if (count == 0) return (0, 0, 0);
        for (uint8 d = 1; d <= MAX_VALUE_DECIMALS; ++d) {
            if (uses[d] > uses[decimals]) decimals = d;
        }
        average = SafeCast.toInt128(sum / int256(uint256(count)) / _scale(decimals));
    }

    /// @dev 10^(18 - decimals).
    function _scale(uint8 decimals) private pure returns (int256) {
        return int256(10 ** uint256(MAX_VALUE_DECIMALS - decimals));
    }

    function _columns(uint256 agentId, address[] memory clients, Filter memory filter)
        private
        view
        returns (Columns memory columns)
    {
        if (clients.length == 0) clients = _clients[agentId];
        uint256 rows = _eachMatch(agentId, clients, filter, columns, false);
        columns.clients = new address[](rows);
        columns.indexes = new uint64[](rows);
        columns.values = new int128[](rows);
        columns.decimals = new uint8[](rows);
        columns.tag1s = new string[](rows);
        columns.tag2s = new string[](rows);
        columns.revoked = new bool[](rows);
        _eachMatch(agentId, clients, filter, columns, true);
    }

    /// @dev Counts the matching entries and, if asked, writes each to its row. Called twice, since memory arrays cannot grow.
    function _eachMatch(
        uint256 agentId,
        address[] memory clients,
        Filter memory filter,
        Columns memory columns,
        bool write
    ) private view returns (uint256 row) {
        for (uint256 i = 0; i < clients.length; ++i) {
            uint64 last = _lastIndex[agentId][clients[i]];
            for (uint64 j = 1; j <= last; ++j) {
                Feedback storage entry = _feedback[agentId][clients[i]][j];
                if (!_matches(entry, filter)) continue;
                if (write) _write(columns, row, clients[i], j, entry);
                ++row;
            }
        }
    }

    function _write(Columns memory columns, uint256 row, address client, uint64 index, Feedback storage entry)
        private
        view
    {
        columns.clients[row] = client;
        columns.indexes[row] = index;
        columns.values[row] = entry.value;
        columns.decimals[row] = entry.valueDecimals;
        columns.tag1s[row] = entry.tag1;
        columns.tag2s[row] = entry.tag2;
        columns.revoked[row] = entry.isRevoked;
    }

    function _countClient(uint256 agentId, address client, uint64 index, address[] calldata responders)
        private
        view
        returns (uint64 count)
    {
        if (index != 0) return _countEntry(agentId, client, index, responders);
        uint64 last = _lastIndex[agentId][client];
        for (uint64 j = 1; j <= last; ++j) {
            count += _countEntry(agentId, client, j, responders);
        }
    }

    function _countEntry(uint256 agentId, address client, uint64 index, address[] calldata responders)
        private
        view
        returns (uint64 count)
    {
        mapping(address => uint64) storage byResponder = _responses[agentId][client][index];
        if (responders.length > 0) {
            for (uint256 k = 0; k < responders.length; ++k) {
                count += byResponder[responders[k]];
            }
            return count;
        }
        address[] storage all = _responders[agentId][client][index];
        for (uint256 k = 0; k < all.length; ++k) {
            count += byResponder[all[k]];
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Base} from "./Base.sol";
import {IdentityRegistry} from "../src/IdentityRegistry.sol";
import {ReputationRegistry} from "../src/ReputationRegistry.sol";

contract ReputationRegistryTest is Base {
    IdentityRegistry private _identity;
    ReputationRegistry private _reputation;
    address private _owner;
    address private _alice;
    address private _carol;
    uint256 private _agent;

    function setUp() public {
        _identity = new IdentityRegistry();
        _reputation = new ReputationRegistry(address(_identity));
        (_owner, _alice, _carol) = (_address("owner"), _address("alice"), _address("carol"));
        vm.prank(_owner);
        _agent = _identity.register("ipfs://agent");
    }

    function _give(address who, int128 value, uint8 decimals, string memory tag1, string memory tag2) private {
        vm.prank(who);
        _reputation.giveFeedback(_agent, value, decimals, tag1, tag2, "https://e", "ipfs://f", keccak256("f"));
    }

    function _summary(address[] memory clients, string memory tag1, string memory tag2)
        private
        view
        returns (uint256 count, int256 value, uint256 decimals)
    {
        return _reputation.getSummary(_agent, clients, tag1, tag2);
    }

    function _both() private view returns (address[] memory clients) {
        clients = new address[](2);
        (clients[0], clients[1]) = (_alice, _carol);
    }

    function test_GiveReadRevoke() public {
        vm.expectEmit(address(_reputation));
        emit ReputationRegistry.NewFeedback(
            _agent, _alice, 1, -5, 2, "starred", "starred", "week", "https://e", "ipfs://f", keccak256("f")
        );
        _give(_alice, -5, 2, "starred", "week");
        (int128 value, uint8 decimals, string memory tag1, string memory tag2, bool revoked) =
            _reputation.readFeedback(_agent, _alice, 1);
        vm.assertEq(value, -5);
        vm.assertEq(decimals, 2);
        vm.assertEq(tag1, "starred");
        vm.assertEq(tag2, "week");
        vm.assertEq(revoked, false);

        vm.startPrank(_alice);
        vm.expectEmit(address(_reputation));
        emit ReputationRegistry.FeedbackRevoked(_agent, _alice, 1);
        _reputation.revokeFeedback(_agent, 1);
        vm.expectRevert(ReputationRegistry.AlreadyRevoked.selector);
        _reputation.revokeFeedback(_agent, 1);
        vm.stopPrank();
        (,,,, revoked) = _reputation.readFeedback(_agent, _alice, 1);
        vm.assertEq(revoked, true);
    }

    function test_IndexesStartAtOne() public {
        _give(_alice, 1, 0, "", "");
        _give(_alice, 2, 0, "", "");
        vm.assertEq(_reputation.getLastIndex(_agent, _alice), 2);
        vm.assertEq(_reputation.getLastIndex(_agent, _carol), 0);
        uint64[2] memory bad = [uint64(0), uint64(3)];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ReputationRegistry.NoSuchFeedback.selector, bad[i], 2));
            _reputation.readFeedback(_agent, _alice, bad[i]);
        }
        vm.prank(_carol); // nobody revokes another's
        vm.expectRevert(abi.encodeWithSelector(ReputationRegistry.NoSuchFeedback.selector, 1, 0));
        _reputation.revokeFeedback(_agent, 1);
        address[] memory clients = _reputation.getClients(_agent);
        vm.assertEq(clients.length, 1);
        vm.assertEq(clients[0], _alice);
        vm.assertEq(_reputation.getIdentityRegistry(), address(_identity));
    }

    /// @dev 99.77 % and 98 % and 1.5, mostly with two decimals: an average, at two decimals.
    function test_SummaryIsTheAverageAtTheCommonestDecimals() public {
        _give(_alice, 9977, 2, "uptime", "");
        _give(_carol, 98, 0, "uptime", "");
        _give(_carol, 150, 2, "uptime", "week");
        (uint256 count, int256 value, uint256 decimals) = _summary(_both(), "uptime", "");
        vm.assertEq(count, 3);
        vm.assertEq(value, int256(9977 + 9800 + 150) / 3);
        vm.assertEq(decimals, 2);

        (count, value, decimals) = _summary(_both(), "uptime", "week");
        vm.assertEq(count, 1);
        vm.assertEq(value, 150);
        (count, value, decimals) = _summary(_both(), "other", "");
        vm.assertEq(count, 0);
        vm.assertEq(value, 0);

        vm.prank(_carol);
        _reputation.revokeFeedback(_agent, 1);
        (count, value,) = _summary(_both(), "", "");
        vm.assertEq(count, 2);
        vm.assertEq(value, int256(9977 + 150) / 2);
    }

    function test_SummaryTiesTakeTheFewerDecimals() public {
        _give(_alice, 25, 1, "", "");
        _give(_carol, 3, 0, "", "");
        (uint256 count, int256 value, uint256 decimals) = _summary(_both(), "", "");
        vm.assertEq(count, 2);
        vm.assertEq(decimals, 0);
        vm.assertEq(value, 2); // 2.75, toward zero
    }

    function test_Attack_SummaryOverEverybody() public {
        _give(_alice, 1, 0, "", "");
        vm.expectRevert(ReputationRegistry.NoClients.selector);
        _reputation.getSummary(_agent, new address[](0), "", "");
    }

    function test_Attack_RateOneself() public {
        vm.startPrank(_owner);
        _identity.approve(_address("approved"), _agent);
        _identity.setApprovalForAll(_address("operator"), true);
        vm.stopPrank();
        address[3] memory own = [_owner, _address("approved"), _address("operator")];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(own[i]);
            vm.expectRevert(ReputationRegistry.SelfFeedback.selector);
            _reputation.giveFeedback(_agent, 100, 0, "", "", "", "", 0);
        }
    }

    function test_Attack_ValuesOutOfRange() public {
        vm.startPrank(_alice);
        vm.expectRevert(abi.encodeWithSelector(ReputationRegistry.TooManyDecimals.selector, 19));
        _reputation.giveFeedback(_agent, 1, 19, "", "", "", "", 0);
        int128[4] memory bad = [int128(1e38) + 1, -int128(1e38) - 1, type(int128).max, type(int128).min];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ReputationRegistry.ValueOutOfRange.selector, bad[i]));
            _reputation.giveFeedback(_agent, bad[i], 0, "", "", "", "", 0);
        }
        _reputation.giveFeedback(_agent, 1e38, 18, "", "", "", "", 0);
        _reputation.giveFeedback(_agent, -1e38, 0, "", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        _reputation.giveFeedback(99, 1, 0, "", "", "", "", 0);
        vm.stopPrank();
    }

    function test_ReadAllFilters() public {
        _give(_alice, 1, 0, "a", "x");
        _give(_alice, 2, 1, "b", "x");
        _give(_carol, 3, 2, "a", "y");
        vm.prank(_alice);
        _reputation.revokeFeedback(_agent, 1);

        (
            address[] memory clients,
            uint64[] memory indexes,
            int128[] memory values,
            uint8[] memory decimals,
            string[] memory tag1s,
            string[] memory tag2s,
            bool[] memory revoked
        ) = _reputation.readAllFeedback(_agent, new address[](0), "", "", true);
        vm.assertEq(values.length, 3);
        vm.assertEq(clients[2], _carol);
        vm.assertEq(indexes[1], 2);
        vm.assertEq(values[1], 2);
        vm.assertEq(decimals[2], 2);
        vm.assertEq(tag1s[1], "b");
        vm.assertEq(tag2s[2], "y");
        vm.assertEq(revoked[0], true);
        vm.assertEq(revoked[1], false);

        (,, values,,,,) = _reputation.readAllFeedback(_agent, new address[](0), "a", "", false);
        vm.assertEq(values.length, 1);
        vm.assertEq(values[0], 3);
        (,, values,,,,) = _reputation.readAllFeedback(_agent, new address[](0), "a", "x", true);
        vm.assertEq(values.length, 1);
        address[] memory only = new address[](1);
        only[0] = _carol;
        (clients,,,,,,) = _reputation.readAllFeedback(_agent, only, "", "", true);
        vm.assertEq(clients.length, 1);
        vm.assertEq(clients[0], _carol);
    }

    function test_Responses() public {
        _give(_alice, 1, 0, "", "");
        _give(_alice, 2, 0, "", "");
        _give(_carol, 3, 0, "", "");
        vm.startPrank(_owner);
        vm.expectEmit(address(_reputation));
        emit ReputationRegistry.ResponseAppended(_agent, _alice, 1, _owner, "ipfs://r", keccak256("r"));
        _reputation.appendResponse(_agent, _alice, 1, "ipfs://r", keccak256("r"));
        _reputation.appendResponse(_agent, _alice, 1, "ipfs://r", keccak256("r"));
        _reputation.appendResponse(_agent, _alice, 2, "ipfs://r", 0);
        vm.stopPrank();
        _reputation.appendResponse(_agent, _carol, 1, "ipfs://r", 0); // anyone

        address[] memory all = new address[](0);
        vm.assertEq(_reputation.getResponseCount(_agent, address(0), 0, all), 4);
        vm.assertEq(_reputation.getResponseCount(_agent, _alice, 0, all), 3);
        vm.assertEq(_reputation.getResponseCount(_agent, _alice, 1, all), 2);
        address[] memory owner = new address[](1);
        owner[0] = _owner;
        vm.assertEq(_reputation.getResponseCount(_agent, address(0), 0, owner), 3);
        vm.assertEq(_reputation.getResponseCount(_agent, _carol, 1, owner), 0);

        vm.expectRevert(ReputationRegistry.EmptyResponseURI.selector);
        _reputation.appendResponse(_agent, _alice, 1, "", 0);
        vm.expectRevert(abi.encodeWithSelector(ReputationRegistry.NoSuchFeedback.selector, 3, 2));
        _reputation.appendResponse(_agent, _alice, 3, "ipfs://r", 0);
    }

    /// @dev The average lies between the least and the greatest, whatever the decimals.
    function testFuzz_SummaryIsBetweenItsParts(int64 a, int64 b, uint8 decimals) public {
        decimals = uint8(_bound(decimals, 0, 18));
        _give(_alice, a, decimals, "", "");
        _give(_carol, b, decimals, "", "");
        (uint256 count, int256 value, uint256 at) = _summary(_both(), "", "");
        vm.assertEq(count, 2);
        vm.assertEq(at, decimals);
        (int256 low, int256 high) = a < b ? (int256(a), int256(b)) : (int256(b), int256(a));
        vm.assertTrue(value >= low && value <= high, "an average outside its parts");
        vm.assertEq(value, (int256(a) + int256(b)) / 2);
    }
}

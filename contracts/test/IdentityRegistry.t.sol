// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Base, ContractWallet} from "./Base.sol";
import {IdentityRegistry} from "../src/IdentityRegistry.sol";

contract IdentityRegistryTest is Base {
    IdentityRegistry private _registry;
    address private _alice;
    address private _bob;

    function setUp() public {
        vm.warp(START);
        _registry = new IdentityRegistry();
        _alice = _address("alice");
        _bob = _address("bob");
    }

    function _register(address who) private returns (uint256) {
        vm.prank(who);
        return _registry.register("https://agent.example/a.json");
    }

    function _consent(uint256 agentId, address wallet, address owner, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)"),
                agentId,
                wallet,
                owner,
                deadline
            )
        );
        return _typed("ERC8004IdentityRegistry", "1", address(_registry), structHash);
    }

    function test_RegisterInAllThreeForms() public {
        vm.expectEmit(address(_registry));
        emit IdentityRegistry.Registered(0, "", _alice);
        vm.expectEmit(address(_registry));
        emit IdentityRegistry.MetadataSet(0, "agentWallet", "agentWallet", abi.encodePacked(_alice));
        vm.prank(_alice);
        vm.assertEq(_registry.register(), 0); // the first id is 0

        vm.assertEq(_register(_bob), 1);
        vm.assertEq(_registry.tokenURI(1), "https://agent.example/a.json");
        vm.assertEq(_registry.ownerOf(1), _bob);
        vm.assertEq(_registry.getAgentWallet(1), _bob);

        IdentityRegistry.MetadataEntry[] memory metadata = new IdentityRegistry.MetadataEntry[](2);
        metadata[0] = IdentityRegistry.MetadataEntry("a", hex"01");
        metadata[1] = IdentityRegistry.MetadataEntry("b", hex"0203");
        vm.expectEmit(address(_registry));
        emit IdentityRegistry.Registered(2, "ipfs://x", _alice);
        vm.expectEmit(address(_registry));
        emit IdentityRegistry.MetadataSet(2, "agentWallet", "agentWallet", abi.encodePacked(_alice));
        vm.expectEmit(address(_registry));
        emit IdentityRegistry.MetadataSet(2, "a", "a", hex"01");
        vm.prank(_alice);
        vm.assertEq(_registry.register("ipfs://x", metadata), 2);
        vm.assertEq(_registry.getMetadata(2, "b"), hex"0203");
        vm.assertEq(_registry.getMetadata(2, "c"), "");
        vm.assertEq(_registry.name(), "AgentIdentity");
        vm.assertEq(_registry.symbol(), "AGENT");
    }

    function test_OwnerOperatorAndApprovedMayEdit() public {
        uint256 id = _register(_alice);
        vm.startPrank(_alice);
        _registry.approve(_address("approved"), id);
        _registry.setApprovalForAll(_address("operator"), true);
        vm.stopPrank();
        address[3] memory allowed = [_alice, _address("approved"), _address("operator")];
        for (uint256 i = 0; i < 3; ++i) {
            vm.assertTrue(_registry.isAuthorizedOrOwner(allowed[i], id), "may act");
            vm.startPrank(allowed[i]);
            vm.expectEmit(address(_registry));
            emit IdentityRegistry.URIUpdated(id, "ipfs://new", allowed[i]);
            _registry.setAgentURI(id, "ipfs://new");
            _registry.setMetadata(id, "k", abi.encode(i));
            vm.stopPrank();
        }
        vm.assertEq(_registry.tokenURI(id), "ipfs://new");
        vm.assertEq(_registry.getMetadata(id, "k"), abi.encode(uint256(2)));
    }

    function test_StrangersMayNotEdit() public {
        uint256 id = _register(_alice);
        bytes memory why = abi.encodeWithSelector(IdentityRegistry.NotAuthorized.selector, _bob, id);
        vm.startPrank(_bob);
        vm.expectRevert(why);
        _registry.setAgentURI(id, "x");
        vm.expectRevert(why);
        _registry.setMetadata(id, "k", "v");
        vm.expectRevert(why);
        _registry.unsetAgentWallet(id);
        vm.expectRevert(why);
        _registry.setAgentWallet(id, _bob, START, _sign("bob", _consent(id, _bob, _alice, START)));
        vm.stopPrank();
    }

    function test_AgentsThatDoNotExist() public {
        bytes memory why = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 7);
        vm.expectRevert(why);
        _registry.getAgentWallet(7);
        vm.expectRevert(why);
        _registry.isAuthorizedOrOwner(_alice, 7);
        vm.expectRevert(why);
        _registry.setMetadata(7, "k", "v");
    }

    function test_NewWalletConsents() public {
        uint256 id = _register(_alice);
        uint256 deadline = START + 5 minutes;
        bytes memory signature = _sign("bob", _consent(id, _bob, _alice, deadline));
        vm.prank(_alice);
        _registry.setAgentWallet(id, _bob, deadline, signature);
        vm.assertEq(_registry.getAgentWallet(id), _bob);
        vm.assertEq(_registry.getMetadata(id, "agentWallet"), abi.encodePacked(_bob));
        vm.prank(_alice);
        _registry.unsetAgentWallet(id);
        vm.assertEq(_registry.getAgentWallet(id), address(0));
    }

    function test_ContractWalletConsents() public {
        uint256 id = _register(_alice);
        address wallet = address(new ContractWallet(_bob));
        bytes32 digest = _consent(id, wallet, _alice, START);
        bytes memory wrong = _sign("mallory", digest);
        vm.prank(_alice);
        vm.expectRevert(IdentityRegistry.InvalidWalletSignature.selector);
        _registry.setAgentWallet(id, wallet, START, wrong);
        bytes memory signature = _sign("bob", digest);
        vm.prank(_alice);
        _registry.setAgentWallet(id, wallet, START, signature);
        vm.assertEq(_registry.getAgentWallet(id), wallet);
    }

    /// @dev A key that has delegated its account to code (EIP-7702) still consents as a key.
    function test_KeyWithCodeConsents() public {
        uint256 id = _register(_alice);
        vm.etch(_bob, hex"5f5ffd");
        bytes memory signature = _sign("bob", _consent(id, _bob, _alice, START));
        vm.prank(_alice);
        _registry.setAgentWallet(id, _bob, START, signature);
        vm.assertEq(_registry.getAgentWallet(id), _bob);
    }

    function test_Attack_WalletSurvivesASale() public {
        uint256 id = _register(_alice);
        vm.expectEmit(address(_registry));
        emit IdentityRegistry.MetadataSet(id, "agentWallet", "agentWallet", "");
        vm.prank(_alice);
        _registry.transferFrom(_alice, _bob, id);
        vm.assertEq(_registry.getAgentWallet(id), address(0));
        vm.assertEq(_registry.getMetadata(id, "agentWallet"), "");
        vm.prank(_alice);
        vm.expectRevert(abi.encodeWithSelector(IdentityRegistry.NotAuthorized.selector, _alice, id));
        _registry.setMetadata(id, "k", "v");
    }

    function test_Attack_WriteTheReservedKey() public {
        uint256 id = _register(_alice);
        vm.prank(_alice);
        vm.expectRevert(IdentityRegistry.ReservedMetadataKey.selector);
        _registry.setMetadata(id, "agentWallet", abi.encodePacked(_bob));
        IdentityRegistry.MetadataEntry[] memory metadata = new IdentityRegistry.MetadataEntry[](1);
        metadata[0] = IdentityRegistry.MetadataEntry("agentWallet", abi.encodePacked(_bob));
        vm.prank(_alice);
        vm.expectRevert(IdentityRegistry.ReservedMetadataKey.selector);
        _registry.register("x", metadata);
    }

    function test_Attack_WalletWithoutItsConsent() public {
        uint256 id = _register(_alice);
        bytes[5] memory bad = [
            _sign("alice", _consent(id, _bob, _alice, START)), // by the owner, not by the wallet
            _sign("bob", _consent(id + 1, _bob, _alice, START)), // for another agent
            _sign("bob", _consent(id, _bob, _bob, START)), // for another owner
            _sign("bob", _consent(id, _bob, _alice, START + 1)), // for another deadline
            _highS(_sign("bob", _consent(id, _bob, _alice, START)))
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.prank(_alice);
            vm.expectRevert(IdentityRegistry.InvalidWalletSignature.selector);
            _registry.setAgentWallet(id, _bob, START, bad[i]);
        }
    }

    function test_Attack_ConsentKeptForLater() public {
        uint256 id = _register(_alice);
        uint256 far = START + 5 minutes + 1;
        bytes memory early = _sign("bob", _consent(id, _bob, _alice, far));
        bytes memory late = _sign("bob", _consent(id, _bob, _alice, START - 1));
        vm.startPrank(_alice);
        vm.expectRevert(abi.encodeWithSelector(IdentityRegistry.DeadlineTooFar.selector, far));
        _registry.setAgentWallet(id, _bob, far, early);
        vm.expectRevert(abi.encodeWithSelector(IdentityRegistry.DeadlinePassed.selector, START - 1));
        _registry.setAgentWallet(id, _bob, START - 1, late);
        vm.expectRevert(IdentityRegistry.ZeroWallet.selector);
        _registry.setAgentWallet(id, address(0), START, early);
        vm.stopPrank();
    }

    function testFuzz_IdsCountUp(uint8 agents) public {
        for (uint256 i = 0; i < agents % 16; ++i) {
            vm.assertEq(_register(_alice), i);
        }
        vm.assertEq(_registry.balanceOf(_alice), agents % 16);
    }
}

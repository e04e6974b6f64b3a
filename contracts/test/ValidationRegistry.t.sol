// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Base} from "./Base.sol";
import {IdentityRegistry} from "../src/IdentityRegistry.sol";
import {ValidationRegistry} from "../src/ValidationRegistry.sol";

contract ValidationRegistryTest is Base {
    IdentityRegistry private _identity;
    ValidationRegistry private _registry;
    address private _bob = _address("bob");
    address private _carol = _address("carol");
    address private _mallory = _address("mallory");
    uint256 private _agent;

    function setUp() public {
        vm.warp(START);
        _identity = new IdentityRegistry();
        _registry = new ValidationRegistry(address(_identity));
        vm.prank(_bob);
        _agent = _identity.register();
    }

    function _ask(address validator, bytes32 hash) private {
        vm.prank(_bob);
        _registry.validationRequest(validator, _agent, "data:,work", hash);
    }

    function _answer(address validator, bytes32 hash, uint8 response, string memory tag) private {
        vm.prank(validator);
        _registry.validationResponse(hash, response, "", 0, tag);
    }

    function test_AskAndAnswerTwice() public {
        _ask(_carol, "one");
        (address validator, uint256 agent, uint8 response,,, uint256 at) = _registry.getValidationStatus("one");
        vm.assertEq(validator, _carol);
        vm.assertEq(agent, _agent);
        vm.assertEq(response, 0);
        vm.assertEq(at, START);
        (uint64 count,) = _registry.getSummary(_agent, new address[](0), "");
        vm.assertEq(count, 0); // asked is not answered
        _answer(_carol, "one", 40, "soft");
        vm.warp(START + 5);
        _answer(_carol, "one", 90, "hard");
        string memory tag;
        (,, response,, tag, at) = _registry.getValidationStatus("one");
        vm.assertEq(response, 90);
        vm.assertEq(tag, "hard");
        vm.assertEq(at, START + 5);
    }

    function test_SummaryOfSome() public {
        _ask(_carol, "one");
        _ask(_mallory, "two");
        _ask(_carol, "three");
        _answer(_carol, "one", 50, "exact");
        _answer(_mallory, "two", 100, "exact");
        _answer(_carol, "three", 81, "panel");
        (uint64 count, uint8 mean) = _registry.getSummary(_agent, new address[](0), "");
        vm.assertEq(count, 3);
        vm.assertEq(mean, 77);
        address[] memory trusted = new address[](1);
        trusted[0] = _carol;
        (count, mean) = _registry.getSummary(_agent, trusted, "");
        vm.assertEq(count, 2);
        vm.assertEq(mean, 65);
        (count, mean) = _registry.getSummary(_agent, trusted, "panel");
        vm.assertEq(count, 1);
        vm.assertEq(mean, 81);
        vm.assertEq(_registry.getAgentValidations(_agent).length, 3);
        vm.assertEq(_registry.getValidatorRequests(_carol).length, 2);
    }

    function test_WhatIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(ValidationRegistry.NotAuthorized.selector, _mallory, _agent));
        vm.prank(_mallory);
        _registry.validationRequest(_carol, _agent, "", "one");
        vm.expectRevert(ValidationRegistry.ZeroAddress.selector);
        vm.prank(_bob);
        _registry.validationRequest(address(0), _agent, "", "one");
        vm.expectRevert(ValidationRegistry.NoSuchRequest.selector);
        _registry.getValidationStatus("one");
        vm.expectRevert(ValidationRegistry.NoSuchRequest.selector);
        vm.prank(_carol);
        _registry.validationResponse("one", 1, "", 0, "");
        _ask(_carol, "one");
        vm.expectRevert(abi.encodeWithSelector(ValidationRegistry.ResponseOutOfRange.selector, uint8(101)));
        vm.prank(_carol);
        _registry.validationResponse("one", 101, "", 0, "");
    }

    function test_Attack_AnswerForTheValidator() public {
        _ask(_carol, "one");
        vm.expectRevert(ValidationRegistry.NotTheValidator.selector);
        vm.prank(_bob);
        _registry.validationResponse("one", 100, "", 0, "");
    }

    function test_Attack_AskAgainOfAFriend() public {
        _ask(_carol, "one");
        _answer(_carol, "one", 0, "");
        vm.expectRevert(ValidationRegistry.AlreadyRequested.selector);
        vm.prank(_bob);
        _registry.validationRequest(_mallory, _agent, "", "one");
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Base} from "./Base.sol";
import {Referee} from "../src/Referee.sol";
import {Statements} from "../src/Statements.sol";

/// @dev The Go tests hold every digest against package job; here is what Go cannot see: the domain, and what must not be accepted.
contract RefereeTest is Base {
    Referee private _referee;

    function setUp() public {
        _referee = new Referee();
    }

    function test_WhatItStandsFor() public view {
        vm.assertEq(_referee.semantics(), keccak256("assay.exact.v2"));
        vm.assertEq(_referee.DISPUTE_WINDOW(), 7 days);
    }

    function test_ChunkDigestIsTyped() public view {
        Statements.Chunk memory chunk = Statements.Chunk(keccak256("request"), keccak256("output"), 32, 77);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Chunk(bytes32 request,bytes32 output,uint32 count,uint128 amount)"),
                chunk.request,
                chunk.output,
                chunk.count,
                chunk.amount
            )
        );
        vm.assertEq(_referee.chunkDigest(chunk), _typed("Assay", "1", address(_referee), structHash));
    }

    /// @dev A statement to one referee, or on one chain, says nothing to another.
    function test_Attack_StatementForAnotherReferee() public {
        Statements.Chunk memory chunk = Statements.Chunk(keccak256("request"), keccak256("output"), 32, 77);
        bytes32 here = _referee.chunkDigest(chunk);
        vm.assertTrue(new Referee().chunkDigest(chunk) != here, "another referee, the same digest");
        vm.chainId(block.chainid + 1);
        vm.assertTrue(_referee.chunkDigest(chunk) != here, "another chain, the same digest");
    }

    /// @dev A receipt cannot be passed off as a chunk although they begin with the same fields.
    function test_Attack_ReceiptAsChunk() public view {
        bytes32 r = keccak256("request");
        bytes32 o = keccak256("output");
        bytes32 chunk = _referee.chunkDigest(Statements.Chunk(r, o, 32, 77));
        bytes32 receipt = _referee.receiptDigest(Statements.Receipt(r, o, 32, 77, 0, 0, 0, 0));
        vm.assertTrue(chunk != receipt, "two kinds of statement, one digest");
    }

    function test_SignerOf() public {
        bytes32 digest = keccak256("digest");
        bytes memory signature = _sign("bob", digest);
        vm.assertEq(_referee.signerOf(digest, signature), _address("bob"));

        vm.expectRevert(); // high s
        _referee.signerOf(digest, _highS(signature));
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureLength.selector, 64));
        _referee.signerOf(digest, new bytes(64));
        vm.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureLength.selector, 66));
        _referee.signerOf(digest, abi.encodePacked(signature, uint8(0)));
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector); // would be the zero address
        _referee.signerOf(digest, new bytes(65));
        (bytes32 r, bytes32 s, uint8 v) = _split(signature);
        vm.expectRevert(ECDSA.ECDSAInvalidSignature.selector);
        _referee.signerOf(digest, abi.encodePacked(r, s, v - 27));
    }

    function testFuzz_AmountRoundsUpOnce(uint32 prompt, uint32 count, uint64 inputPrice, uint64 outputPrice)
        public
        view
    {
        uint256 exact = uint256(prompt) * inputPrice + uint256(count) * outputPrice;
        uint256 amount = _referee.amountOf(prompt, count, inputPrice, outputPrice);
        vm.assertGe(amount * 1e6, exact, "less than the price");
        vm.assertLe(amount * 1e6, exact + 999_999, "more than one unit too much");
    }

    function test_Attack_AmountThatWraps() public {
        vm.expectRevert();
        _referee.amountOf(type(uint32).max, type(uint32).max, type(uint128).max, type(uint128).max);
    }
}

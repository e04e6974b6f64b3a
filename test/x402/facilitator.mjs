// Runs the parts of the official x402 packages that talk to a facilitator, unchanged, against an Assay facilitator.
//
//   node facilitator.mjs FACILITATOR_URL RPC_URL PAYER_KEY RECEIVER_KEY TOKEN TOKEN_NAME TOKEN_VERSION
//
// Prints one JSON line as client.mjs does. The receiver's account needs neither tokens nor gas.
import assert from 'node:assert/strict';
import { HTTPFacilitatorClient } from '@x402/core/http';
import { ExactEvmScheme, toClientEvmSigner } from '@x402/evm';
import { BatchSettlementEvmScheme } from '@x402/evm/batch-settlement/client';
import { BatchSettlementEvmScheme as BatchSettlementServer } from '@x402/evm/batch-settlement/server';
import { createPublicClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const [url, rpc, payerKey, receiverKey, asset, name, version] = process.argv.slice(2);
if (!version) {
  console.error('usage: node facilitator.mjs FACILITATOR_URL RPC_URL PAYER_KEY RECEIVER_KEY TOKEN TOKEN_NAME TOKEN_VERSION');
  process.exit(2);
}
const payer = privateKeyToAccount(payerKey), receiver = privateKeyToAccount(receiverKey);
const chain = createPublicClient({ transport: http(rpc) });
const signer = toClientEvmSigner(payer, chain);
const facilitator = new HTTPFacilitatorClient({ url });
const network = 'eip155:84532';
const balance = (who) => chain.readContract({ address: asset, abi: [{ type: 'function', name: 'balanceOf', stateMutability: 'view', inputs: [{ name: 'a', type: 'address' }], outputs: [{ type: 'uint256' }] }], functionName: 'balanceOf', args: [who.address] });
const bill = (scheme, extra = {}) => ({ scheme, network, amount: '1000', asset, payTo: receiver.address, maxTimeoutSeconds: 300, extra: { name, version, ...extra } });
const channelBill = bill('batch-settlement', { receiverAuthorizer: receiver.address, withdrawDelay: 900, assetTransferMethod: 'eip3009' });
const client = new BatchSettlementEvmScheme(signer, { storage: { get: async () => undefined, set: async () => {}, delete: async () => {} }, depositPolicy: { depositMultiplier: 5 } });
const resource = { url: 'http://example.test/answer' };

async function payment(scheme, requirements) {
  const { payload } = await scheme.createPaymentPayload(2, requirements, {});
  return { x402Version: 2, resource, accepted: requirements, payload };
}

let once, deposit;
const facts = {};
const checks = {
  async supported() {
    const { kinds, signers } = await facilitator.getSupported();
    assert.deepEqual(kinds.map((k) => k.scheme + ' ' + k.network).sort(), ['batch-settlement ' + network, 'exact ' + network]);
    assert.equal(signers['eip155:*'].length, 1);
  },
  async verifyExact() {
    once = await payment(new ExactEvmScheme(signer), bill('exact'));
    const good = await facilitator.verify(once, bill('exact'));
    assert.equal(good.isValid, true, good.invalidReason);
    assert.equal(good.payer.toLowerCase(), payer.address.toLowerCase());
    const other = { ...bill('exact'), amount: '1001' };
    assert.equal((await facilitator.verify(once, other)).invalidReason, 'invalid_exact_evm_authorization_value');
    assert.equal((await facilitator.verify(once, { ...bill('exact'), payTo: payer.address })).invalidReason, 'invalid_exact_evm_recipient_mismatch');
  },
  async settleExact() {
    const before = await balance(receiver);
    const done = await facilitator.settle(once, bill('exact'));
    assert.equal(done.success, true, done.errorReason);
    assert.equal((await balance(receiver)) - before, 1000n);
    assert.equal((await facilitator.verify(once, bill('exact'))).invalidReason, 'invalid_exact_evm_nonce_already_used');
    const again = await facilitator.settle(once, bill('exact'));
    assert.equal(again.transaction, done.transaction, 'settling again is another payment');
    assert.equal((await balance(receiver)) - before, 1000n);
  },
  async deposit() {
    deposit = await payment(client, channelBill);
    const verified = await facilitator.verify(deposit, channelBill);
    assert.equal(verified.isValid, true, verified.invalidReason);
    const done = await facilitator.settle(deposit, channelBill);
    assert.equal(done.success, true, done.errorReason);
    assert.equal(done.extra.channelState.balance, deposit.payload.deposit.amount);
    facts.channel = done.extra.channelState.channelId;
  },
  async voucher() {
    const voucher = { ...deposit, payload: { type: 'voucher', channelConfig: deposit.payload.channelConfig, voucher: deposit.payload.voucher } };
    const good = await facilitator.verify(voucher, channelBill);
    assert.equal(good.isValid, true, good.invalidReason);
    assert.equal(good.extra.balance, deposit.payload.deposit.amount);
    const bent = structuredClone(voucher);
    bent.payload.voucher.maxClaimableAmount = '1001';
    assert.equal((await facilitator.verify(bent, channelBill)).invalidReason, 'invalid_batch_settlement_evm_voucher_signature');
    const elsewhere = { ...channelBill, payTo: payer.address };
    assert.equal((await facilitator.verify(voucher, elsewhere)).invalidReason, 'invalid_batch_settlement_evm_receiver_mismatch');
  },
  async claimSettleRefund() {
    const server = new BatchSettlementServer(receiver.address, { receiverAuthorizerSigner: receiver, withdrawDelay: 900 });
    const { channelConfig, voucher } = deposit.payload;
    await server.getStorage().updateChannel(voucher.channelId, () => ({
      channelId: voucher.channelId, channelConfig, chargedCumulativeAmount: '700', signedMaxClaimable: voucher.maxClaimableAmount, signature: voucher.signature,
      balance: deposit.payload.deposit.amount, totalClaimed: '0', withdrawRequestedAt: 0, refundNonce: 0, lastRequestTimestamp: 0,
    }));
    const manager = server.createChannelManager(facilitator, network, asset);
    const before = await balance(receiver), payerBefore = await balance(payer);
    const done = await manager.claimAndSettle();
    assert.equal(done.claims.length, 1);
    assert.equal((await balance(receiver)) - before, 700n);
    const [refund] = await manager.refund();
    assert.match(refund.transaction, /^0x[0-9a-f]{64}$/);
    assert.equal((await balance(payer)) - payerBefore, BigInt(deposit.payload.deposit.amount) - 700n);
  },
};

const results = {};
let ok = true;
for (const [check, run] of Object.entries(checks)) {
  try {
    await run();
    results[check] = true;
  } catch (error) {
    results[check] = String(error?.stack ?? error).slice(0, 1500);
    ok = false;
  }
}
console.log(JSON.stringify({ ok, checks: results, facts }));
process.exit(ok ? 0 : 1);

// Runs the official x402 clients, unchanged, against an Assay provider and checks what they make of the answers.
//
//   node client.mjs BASE_URL RPC_URL PRIVATE_KEY TOKEN MODEL [CHECK...]   e.g. BASE_URL http://127.0.0.1:4021/pay/v1
//
// Prints one JSON line: {"ok":true,"checks":{name:true,...},"facts":{...}}, or "ok":false with the failed checks' messages,
// and exits 1 then. The key's account must hold the token.
import assert from 'node:assert/strict';
import { ExactEvmScheme, toClientEvmSigner } from '@x402/evm';
import { BatchSettlementEvmScheme } from '@x402/evm/batch-settlement/client';
import { wrapFetchWithPaymentFromConfig, decodePaymentResponseHeader } from '@x402/fetch';
import { createPublicClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const [base, rpc, key, token, model, ...only] = process.argv.slice(2);
if (!model) {
  console.error('usage: node client.mjs BASE_URL RPC_URL PRIVATE_KEY TOKEN MODEL [CHECK...]');
  process.exit(2);
}
const account = privateKeyToAccount(key);
const chain = createPublicClient({ transport: http(rpc) });
const signer = toClientEvmSigner(account, chain);
const spendControls = { allowedAssets: [{ network: 'eip155:*', asset: token }] };
const url = base + '/chat/completions';
const ask = { model, messages: [{ role: 'user', content: 'pay bob 5 dollars' }], temperature: 0, max_tokens: 32 };
const post = (extra = {}) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...ask, ...extra }) });
const paying = (client) => wrapFetchWithPaymentFromConfig(fetch, { schemes: [{ network: 'eip155:*', client }], spendControls });
const salt = (n) => '0x' + n.toString(16).padStart(64, '0');
const scheme = new BatchSettlementEvmScheme(signer, { salt: salt(1) });
const exactly = paying(new ExactEvmScheme(signer));
const inBatches = paying(scheme);
const balance = () => chain.readContract({ address: token, abi: [{ type: 'function', name: 'balanceOf', stateMutability: 'view', inputs: [{ name: 'a', type: 'address' }], outputs: [{ type: 'uint256' }] }], functionName: 'balanceOf', args: [account.address] });

const facts = {};

async function answered(response) {
  const text = await response.text();
  assert.equal(response.status, 200, text.slice(0, 500) + ' ' + (response.headers.get('payment-required') ? atob(response.headers.get('payment-required')) : ''));
  assert.equal(response.headers.get('x-assay-recourse'), 'unsigned');
  return text;
}

async function whole(response) {
  const data = JSON.parse(await answered(response));
  assert.equal(data.object, 'chat.completion');
  assert.ok(data.choices[0].message.content.length > 0);
  assert.equal(data.assay.lane, 'exact');
  assert.equal(response.headers.get('x-assay-receipt'), data.assay.receipt);
  const paid = decodePaymentResponseHeader(response.headers.get('payment-response'));
  assert.equal(paid.success, true);
  assert.equal(paid.payer.toLowerCase(), account.address.toLowerCase());
  return { data, paid };
}

function pieces(text) {
  let content = '', comments = {};
  for (const line of text.split('\n')) {
    if (line.startsWith(': ')) {
      const [, name, json] = line.match(/^: (\S+) (.*)$/);
      (comments[name] ??= []).push(JSON.parse(json));
    } else if (line.startsWith('data: ') && line !== 'data: [DONE]') {
      content += JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '';
    }
  }
  assert.ok(text.includes('data: [DONE]'), 'the stream has no end');
  return { content, comments };
}

const checks = {
  async unpaid() {
    const response = await fetch(url, post());
    assert.equal(response.status, 402);
    const required = JSON.parse(atob(response.headers.get('payment-required')));
    assert.equal(required.x402Version, 2);
    assert.deepEqual(required.accepts.map((a) => a.scheme).sort(), ['batch-settlement', 'exact']);
    assert.ok(BigInt(required.accepts[0].amount) > 0n);
    facts.amount = required.accepts[0].amount;
  },
  async exact() {
    const before = await balance();
    const { data, paid } = await whole(await exactly(url, post()));
    assert.match(paid.transaction, /^0x[0-9a-f]{64}$/);
    assert.equal(before - (await balance()), BigInt(paid.amount));
    facts.text = data.choices[0].message.content;
  },
  async exactStream() {
    const response = await exactly(url, post({ stream: true }));
    const { content, comments } = pieces(await answered(response));
    assert.equal(content, facts.text);
    assert.ok(decodePaymentResponseHeader(response.headers.get('payment-response')).success);
    assert.ok(comments['assay-statement'].length > 0, 'no signed statement in the stream');
  },
  async deposit() {
    const { data, paid } = await whole(await inBatches(url, post()));
    assert.equal(data.choices[0].message.content, facts.text);
    assert.match(paid.transaction, /^0x[0-9a-f]{64}$/);
    assert.equal(paid.extra.chargedAmount, data.assay.cost);
    facts.channel = paid.extra.channelState.channelId;
    facts.charged = BigInt(data.assay.cost);
  },
  async voucher() {
    const before = await balance();
    const { data, paid } = await whole(await inBatches(url, post({ max_tokens: 24 })));
    assert.equal(paid.transaction, '');
    assert.equal(await balance(), before, 'a voucher moved money');
    facts.charged += BigInt(data.assay.cost);
    assert.equal(BigInt(paid.extra.channelState.chargedCumulativeAmount), facts.charged);
  },
  async streamThenVoucher() {
    const { content, comments } = pieces(await answered(await inBatches(url, post({ stream: true }))));
    assert.equal(content, facts.text);
    facts.charged += BigInt(comments['payment-response'][0].extra.chargedAmount);
    const { data } = await whole(await inBatches(url, post())); // the client learns by a 402 what the stream cost
    facts.charged += BigInt(data.assay.cost);
  },
  async twoAtOnce() {
    const both = await Promise.all([inBatches(url, post()), inBatches(url, post({ max_tokens: 30 }))]);
    for (const response of both) facts.charged += BigInt((await whole(response)).data.assay.cost);
    const { data, paid } = await whole(await inBatches(url, post()));
    facts.charged += BigInt(data.assay.cost);
    assert.equal(BigInt(paid.extra.channelState.chargedCumulativeAmount), facts.charged);
  },
  async forgetful() { // a client that lost its books finds them on the chain and with the provider
    const again = paying(new BatchSettlementEvmScheme(signer, { salt: salt(1) }));
    const { data } = await whole(await again(url, post()));
    facts.charged += BigInt(data.assay.cost);
  },
  async refund() {
    const before = await balance();
    const paid = await new BatchSettlementEvmScheme(signer, { salt: salt(1) }).refund(url);
    assert.equal(paid.success, true);
    assert.equal((await balance()) - before, BigInt(paid.amount));
    assert.ok(BigInt(paid.amount) > 0n);
  },
};

const results = {};
let ok = true;
for (const [name, check] of Object.entries(checks)) {
  if (only.length > 0 && !only.includes(name)) continue;
  try {
    await check();
    results[name] = true;
  } catch (error) {
    results[name] = String(error?.stack ?? error).slice(0, 1500);
    ok = false;
  }
}
console.log(JSON.stringify({ ok, checks: results, facts }, (_, v) => (typeof v === 'bigint' ? v.toString() : v)));
process.exit(ok ? 0 : 1);

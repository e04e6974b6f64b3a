// Runs the official MPP client (mppx), unchanged, against an Assay provider: intent charge, method evm.
//
//   node client.mjs BASE_URL RPC_URL PRIVATE_KEY TOKEN TOKEN_NAME TOKEN_VERSION MODEL
//
// Prints one JSON line: {"ok":true,"checks":{name:true,...}}, or "ok":false with the failed checks' messages, and exits 1 then.
import assert from 'node:assert/strict';
import { Mppx } from 'mppx/client';
import { charge } from 'mppx/evm/client';
import { createPublicClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const [base, rpc, key, token, name, version, model] = process.argv.slice(2);
if (!model) {
  console.error('usage: node client.mjs BASE_URL RPC_URL PRIVATE_KEY TOKEN TOKEN_NAME TOKEN_VERSION MODEL');
  process.exit(2);
}
const account = privateKeyToAccount(key);
const chain = createPublicClient({ transport: http(rpc) });
const sent = [];
const recording = (input, init) => {
  const request = new Request(input, init);
  sent.push(request.headers);
  return fetch(request);
};
const client = Mppx.create({
  fetch: recording, polyfill: false,
  methods: [charge({ account, currencies: [token], networks: [84532], authorization: { name, version }, maxAtomicAmount: '100000' })],
});
const ask = { model, messages: [{ role: 'user', content: 'pay bob 5 dollars' }], temperature: 0, max_tokens: 32 };
const post = (extra = {}, headers = {}) => ({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ ...ask, ...extra }) });
const url = base + '/chat/completions';
const balance = () => chain.readContract({ address: token, abi: [{ type: 'function', name: 'balanceOf', stateMutability: 'view', inputs: [{ name: 'a', type: 'address' }], outputs: [{ type: 'uint256' }] }], functionName: 'balanceOf', args: [account.address] });

let text, credential;
const checks = {
  async charge() {
    const before = await balance();
    const response = await client.fetch(url, post());
    const body = await response.text();
    assert.equal(response.status, 200, body);
    credential = sent.at(-1).get('authorization');
    assert.match(credential, /^Payment /, 'the client paid by another protocol');
    const data = JSON.parse(body);
    text = data.choices[0].message.content;
    const receipt = JSON.parse(Buffer.from(response.headers.get('payment-receipt'), 'base64url').toString());
    assert.equal(receipt.status, 'success');
    assert.match(receipt.reference, /^0x[0-9a-f]{64}$/);
    assert.ok(before - (await balance()) >= BigInt(data.assay.cost));
  },
  async stream() {
    const response = await client.fetch(url, post({ stream: true }));
    assert.equal(response.status, 200);
    assert.ok(response.headers.get('payment-receipt'));
    let content = '';
    for (const line of (await response.text()).split('\n')) {
      if (line.startsWith('data: {')) content += JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '';
    }
    assert.equal(content, text);
  },
  async again() { // the same credential for the same request: the same answer, and no second transfer
    const before = await balance();
    const response = await fetch(url, post({}, { authorization: credential }));
    assert.equal(response.status, 200, await response.clone().text());
    assert.equal((await response.json()).choices[0].message.content, text);
    assert.equal(await balance(), before);
  },
  async otherBody() {
    const response = await fetch(url, post({ max_tokens: 31 }, { authorization: credential }));
    assert.equal(response.status, 402);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.match(response.headers.get('www-authenticate'), /^Payment id=/, 'no fresh challenge');
    assert.match((await response.json()).type, /^https:\/\/paymentauth\.org\/problems\//);
  },
  async bentChallenge() {
    const bent = JSON.parse(Buffer.from(credential.slice(8), 'base64url').toString());
    bent.challenge.expires = new Date(Date.now() + 86400_000).toISOString();
    const response = await fetch(url, post({}, { authorization: 'Payment ' + Buffer.from(JSON.stringify(bent)).toString('base64url') }));
    assert.equal(response.status, 402);
    assert.match((await response.json()).detail, /not made here/);
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
console.log(JSON.stringify({ ok, checks: results }));
process.exit(ok ? 0 : 1);

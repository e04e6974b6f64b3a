// Runs the official OpenAI client, unchanged, against an Assay gateway and checks what it makes of the answers.
//
//   node client.mjs BASE_URL MODEL [API_KEY]      e.g. node client.mjs http://127.0.0.1:4020/v1 assay-small
//
// Prints one JSON line: {"ok":true,"checks":{name:true,...},"answers":{...}}, or "ok":false with the failed checks'
// messages, and exits 1 then. With API_KEY the gateway must demand one, and a wrong one is tried as well.
// The checks hold for any model: they compare answers with each other at temperature 0, never with a fixed text.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const [baseURL, model, apiKey] = process.argv.slice(2);
if (!baseURL || !model) {
  console.error('usage: node client.mjs BASE_URL MODEL [API_KEY]');
  process.exit(2);
}
const client = new OpenAI({ baseURL, apiKey: apiKey ?? 'unused', maxRetries: 0, timeout: 120_000 });
const messages = [
  { role: 'system', content: 'You turn requests into calls.' },
  { role: 'user', content: 'pay bob 5 dollars' },
];
const ask = { model, messages, temperature: 0, max_tokens: 24 };
const hash = /^0x[0-9a-f]{64}$/;
const finishes = ['stop', 'length'];

function checkUsage(usage) {
  assert.ok(usage.prompt_tokens > 0 && usage.completion_tokens > 0, 'usage counts nothing');
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
}

function checkProof(assay) {
  assert.match(assay.receipt, hash);
  assert.ok(['exact', 'statistical', 'attested'].includes(assay.lane), assay.lane);
  assert.match(assay.cost, /^[0-9]+$/);
  assert.match(assay.provider, /^0x[0-9a-f]{40}$/);
  assert.equal(typeof assay.agent, 'number');
  assert.equal(typeof assay.checked, 'string');
  assert.ok(Array.isArray(assay.failed));
}

// refused runs a call that must fail, and checks the class and status that the client gives the error.
async function refused(call, Class, status, param) {
  let caught;
  try {
    await call();
  } catch (error) {
    caught = error;
  }
  assert.ok(caught, `not refused: want ${Class.name}`);
  assert.ok(caught instanceof Class, `${caught.constructor.name} (${caught.message}), want ${Class.name}`);
  assert.equal(caught.status, status);
  assert.equal(typeof caught.code, 'string');
  assert.ok(caught.message.length > 10, caught.message);
  if (param) assert.equal(caught.param, param);
}

const answers = {};
const checks = {
  async models() {
    const ids = [];
    for await (const m of client.models.list()) ids.push(m.id);
    assert.ok(ids.includes(model), `${model} is not in ${ids}`);
    const one = await client.models.retrieve(model);
    assert.equal(one.id, model);
    assert.equal(one.object, 'model');
  },
  async chat() {
    const { data, response } = await client.chat.completions.create(ask).withResponse();
    const choice = data.choices[0];
    assert.equal(data.object, 'chat.completion');
    assert.equal(data.choices.length, 1);
    assert.equal(choice.message.role, 'assistant');
    assert.equal(typeof choice.message.content, 'string');
    assert.ok(finishes.includes(choice.finish_reason), choice.finish_reason);
    assert.ok(data.usage.completion_tokens <= ask.max_tokens);
    checkUsage(data.usage);
    checkProof(data.assay);
    assert.equal(response.headers.get('x-assay-receipt'), data.assay.receipt);
    assert.equal(data.id, 'chatcmpl-' + data.assay.receipt.slice(2));
    Object.assign(answers, { chat: choice.message.content, receipt: data.assay.receipt, cost: data.assay.cost, usage: data.usage });
  },
  async receipt() {
    const bundle = await client.get('/receipts/' + answers.receipt);
    assert.equal(typeof bundle, 'object');
    assert.ok(JSON.stringify(bundle).length > 2);
  },
  async chatStream() {
    const stream = await client.chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } });
    let text = '', finish, usage, assay, pieces = 0;
    const ids = new Set();
    for await (const chunk of stream) {
      assert.equal(chunk.object, 'chat.completion.chunk');
      ids.add(chunk.id);
      const choice = chunk.choices[0];
      if (choice?.delta?.content) { text += choice.delta.content; pieces++; }
      finish ??= choice?.finish_reason ?? undefined;
      assert.notEqual(chunk.usage, undefined, 'usage is null until it counts');
      usage = chunk.usage ?? usage;
      assay = chunk.assay ?? assay;
    }
    assert.equal(ids.size, 1);
    assert.ok(finishes.includes(finish), finish);
    checkUsage(usage);
    checkProof(assay);
    assert.equal(text, answers.chat, 'temperature 0 gives another text when streamed');
    answers.pieces = pieces;
  },
  async streamHelper() {
    const runner = client.chat.completions.stream(ask);
    const final = await runner.finalChatCompletion();
    assert.equal(final.choices[0].message.content ?? '', answers.chat);
  },
  async jsonSchema() {
    const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 0, maximum: 99 }, answer: { enum: ['yes', 'no'] } }, required: ['n', 'answer'], additionalProperties: false };
    const data = await client.chat.completions.create({ ...ask, max_tokens: 60, response_format: { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } } });
    assert.equal(data.choices[0].finish_reason, 'stop');
    const { n, answer, ...rest } = JSON.parse(data.choices[0].message.content);
    assert.ok(Number.isInteger(n) && ['yes', 'no'].includes(answer), data.choices[0].message.content);
    assert.deepEqual(rest, {});
    answers.json = data.choices[0].message.content;
  },
  async tools() {
    const parameters = { type: 'object', properties: { to: { enum: ['bob', 'alice'] }, amount: { type: 'integer', minimum: 0, maximum: 99 } }, required: ['to', 'amount'], additionalProperties: false };
    const tools = [{ type: 'function', function: { name: 'pay', description: 'pays somebody', parameters } }];
    const data = await client.chat.completions.create({ ...ask, max_tokens: 60, tools, tool_choice: 'required' });
    const choice = data.choices[0];
    assert.equal(choice.finish_reason, 'tool_calls');
    assert.equal(choice.message.content, null);
    const [call, ...others] = choice.message.tool_calls;
    assert.equal(others.length, 0);
    assert.equal(call.type, 'function');
    assert.equal(call.function.name, 'pay');
    const { to, amount } = JSON.parse(call.function.arguments);
    assert.ok(['bob', 'alice'].includes(to) && Number.isInteger(amount), call.function.arguments);
    const streamed = await client.chat.completions.stream({ ...ask, max_tokens: 60, tools, tool_choice: { type: 'function', function: { name: 'pay' } } }).finalChatCompletion();
    assert.equal(streamed.choices[0].finish_reason, 'tool_calls');
    assert.equal(streamed.choices[0].message.tool_calls.length, 1);
    assert.equal(streamed.choices[0].message.tool_calls[0].function.arguments, call.function.arguments);
    const after = [...messages, { role: 'assistant', content: null, tool_calls: [call] }, { role: 'tool', tool_call_id: call.id, content: 'paid' }];
    const next = await client.chat.completions.create({ ...ask, messages: after, tools, tool_choice: 'none' });
    assert.ok([...finishes].includes(next.choices[0].finish_reason));
    answers.call = call.function;
  },
  async logprobs() {
    const data = await client.chat.completions.create({ ...ask, logprobs: true, top_logprobs: 2 });
    const { message, logprobs } = data.choices[0];
    assert.ok(logprobs.content.length > 0);
    const bytes = logprobs.content.flatMap((t) => t.bytes);
    assert.equal(new TextDecoder().decode(new Uint8Array(bytes)), message.content);
    for (const t of logprobs.content) {
      assert.ok(t.logprob <= 0 && t.logprob > -60, t.logprob);
      assert.equal(t.top_logprobs.length, 2);
      for (const a of t.top_logprobs) assert.deepEqual(Object.keys(a).sort(), ['bytes', 'logprob', 'token']);
    }
    const stream = await client.chat.completions.create({ ...ask, logprobs: true, stream: true });
    let count = 0;
    for await (const chunk of stream) count += chunk.choices[0]?.logprobs?.content?.length ?? 0;
    assert.equal(count, logprobs.content.length);
    const plain = await client.completions.create({ model, prompt: 'open a channel with', temperature: 0, max_tokens: 8, logprobs: 1 });
    const l = plain.choices[0].logprobs;
    assert.equal(l.tokens.join(''), plain.choices[0].text);
    assert.ok(l.tokens.length === l.token_logprobs.length && l.tokens.length === l.text_offset.length);
  },
  async penalties() {
    const data = await client.chat.completions.create({ ...ask, frequency_penalty: 0.5, presence_penalty: -0.25, repetition_penalty: 1.1, logit_bias: { 5: -100, 9: 1.5 } });
    assert.ok(finishes.includes(data.choices[0].finish_reason));
    assert.equal(typeof data.assay.assured, 'string');
  },
  async completion() {
    const data = await client.completions.create({ model, prompt: 'open a channel with', temperature: 0, max_tokens: 8 });
    assert.equal(data.object, 'text_completion');
    assert.equal(typeof data.choices[0].text, 'string');
    assert.ok(finishes.includes(data.choices[0].finish_reason));
    checkUsage(data.usage);
    checkProof(data.assay);
    answers.completion = data.choices[0].text;
    const stream = await client.completions.create({ model, prompt: 'open a channel with', temperature: 0, max_tokens: 8, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? '';
    assert.equal(text, answers.completion, 'temperature 0 gives another text when streamed');
  },
  async leaveAStream() {
    const stream = await client.chat.completions.create({ ...ask, stream: true });
    for await (const _ of stream) break;
    stream.controller.abort();
    await client.models.list(); // the gateway goes on
  },
  unknownModel: () => refused(() => client.chat.completions.create({ ...ask, model: 'no-such-model' }), OpenAI.NotFoundError, 404),
  unknownModelStream: () => refused(() => client.chat.completions.create({ ...ask, model: 'no-such-model', stream: true }), OpenAI.NotFoundError, 404),
  unknownModelInfo: () => refused(() => client.models.retrieve('no-such-model'), OpenAI.NotFoundError, 404, 'model'),
  twoAnswers: () => refused(() => client.chat.completions.create({ ...ask, n: 2 }), OpenAI.BadRequestError, 400, 'n'),
  seed: () => refused(() => client.chat.completions.create({ ...ask, seed: 1 }), OpenAI.BadRequestError, 400, 'seed'),
  badTool: () => refused(() => client.chat.completions.create({ ...ask, tools: [{ type: 'function', function: { name: 'no spaces' } }] }), OpenAI.BadRequestError, 400, 'tools[0].function.name'),
  badChoice: () => refused(() => client.chat.completions.create({ ...ask, tool_choice: 'required' }), OpenAI.BadRequestError, 400, 'tool_choice'),
  badParameters: () => refused(() => client.chat.completions.create({ ...ask, tools: [{ type: 'function', function: { name: 'x', parameters: { type: 'string' } } }], tool_choice: 'required' }), OpenAI.BadRequestError, 400, 'tools[0].function.parameters'),
  badBias: () => refused(() => client.chat.completions.create({ ...ask, logit_bias: { 5: 101 } }), OpenAI.BadRequestError, 400, 'logit_bias'),
  badPenalty: () => refused(() => client.chat.completions.create({ ...ask, frequency_penalty: 3 }), OpenAI.BadRequestError, 400, 'frequency_penalty'),
  temperature: () => refused(() => client.chat.completions.create({ ...ask, temperature: 3 }), OpenAI.BadRequestError, 400, 'temperature'),
  noMessages: () => refused(() => client.chat.completions.create({ ...ask, messages: [] }), OpenAI.BadRequestError, 400, 'messages'),
  tooLarge: () => refused(() => client.chat.completions.create({ ...ask, messages: [{ role: 'user', content: 'x'.repeat(2 << 20) }] }), OpenAI.APIError, 413),
};
if (apiKey) {
  checks.wrongKey = () => refused(() => new OpenAI({ baseURL, apiKey: apiKey + 'x', maxRetries: 0 }).models.list(), OpenAI.AuthenticationError, 401);
}

const result = { ok: true, checks: {}, answers };
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    result.checks[name] = true;
  } catch (error) {
    result.ok = false;
    result.checks[name] = String(error?.message ?? error);
  }
}
console.log(JSON.stringify(result));
process.exitCode = result.ok ? 0 : 1;

// llama.cpp behind a pipe: one JSON request a line on standard input, one JSON answer a line on standard output.
// It runs the prebuilt CPU binary of the npm package: no download, no compiler, no GPU.
//
//   node server.mjs FILE.gguf [--threads 2] [--context 1024] [--batch 512]
//
//   first line out                        {"vocab":1024,"context":1024,"system":"..."}
//   {"op":"tokenize","text":"..."}        {"tokens":[...]}             without BOS; special tokens in the text are plain text
//   {"op":"logits","tokens":[...]}        {"logits":"base64"}          float32, little-endian: a row of logits after every token
//   {"op":"greedy","tokens":[...],"n":5}  {"tokens":[...]}             ends early at an end token, which is part of the list
//   {"op":"prefill","n":256}              {"tokens":256,"ms":...}      a cold prompt of n tokens
//   {"op":"decode","n":32}                {"tokens":32,"ms":...}       n tokens one after the other, after a prompt of 8
//   {"op":"memory"}                       {"rss":...}                  bytes
//
// Every request starts from an empty context. A failed one answers {"error":"..."}.
import {createInterface} from "node:readline";
import {getLlama, LlamaLogLevel} from "node-llama-cpp";

const args = process.argv.slice(2);
const option = (name, fallback) => {
    const at = args.indexOf("--" + name);
    return at < 0 ? fallback : Number(args[at + 1]);
};
const threads = option("threads", 2);
const say = (value) => process.stdout.write(JSON.stringify(value) + "\n");

const llama = await getLlama({
    gpu: false, build: "never", skipDownload: true, usePrebuiltBinaries: true, progressLogs: false, maxThreads: threads,
    logLevel: LlamaLogLevel.error, logger: (level, message) => process.stderr.write(`${level}: ${message}\n`)
});
const model = await llama.loadModel({modelPath: args[0], gpuLayers: 0, useMmap: true});
const context = await model.createContext({
    contextSize: option("context", 1024), batchSize: option("batch", 512), threads: {ideal: threads, min: threads}
});
const sequence = context.getSequence();
const vocab = model.fileInfo.metadata?.tokenizer?.ggml?.tokens?.length ?? 0;

// some() makes n ordinary tokens, the same ones each time.
const some = (n) => Array.from({length: n}, (_, i) => 300 + ((i * 7919) % Math.max(1, vocab - 301)));

async function logits(tokens) {
    const rows = new Float32Array(tokens.length * vocab);
    const asked = tokens.map((token) => [token, {generateNext: {logits: true}}]);
    await sequence.controlledEvaluate(asked, {
        onTokenResult(index, result) {
            for (const [token, value] of result.next.logits) rows[index * vocab + token] = value;
        }
    });
    return Buffer.from(rows.buffer).toString("base64");
}

async function greedy(tokens, n) {
    const out = [];
    for await (const token of sequence.evaluate(tokens, {temperature: 0, yieldEogToken: true})) {
        out.push(token);
        if (out.length >= n || model.isEogToken(token)) break;
    }
    return out;
}

async function decode(n) {
    let begin = 0, done = -1; // the first token is the prompt's
    for await (const _ of sequence.evaluate(some(8), {temperature: 0, yieldEogToken: true})) {
        if (++done === 0) begin = performance.now();
        if (done === n) break;
    }
    return {tokens: done, ms: performance.now() - begin};
}

const operations = {
    tokenize: async ({text}) => ({tokens: model.tokenize(text, false)}),
    logits: async ({tokens}) => ({logits: await logits(tokens)}),
    greedy: async ({tokens, n}) => ({tokens: await greedy(tokens, n)}),
    prefill: async ({n}) => {
        const begin = performance.now();
        await sequence.evaluateWithoutGeneratingNewTokens(some(n));
        return {tokens: n, ms: performance.now() - begin};
    },
    decode: async ({n}) => decode(n),
    memory: async () => ({rss: process.memoryUsage().rss})
};

say({vocab, context: context.contextSize, system: llama.systemInfo ?? ""});
for await (const line of createInterface({input: process.stdin})) {
    try {
        const request = JSON.parse(line);
        const operation = operations[request.op];
        if (operation == null) throw new Error(`unknown op ${request.op}`);
        await sequence.clearHistory();
        say(await operation(request));
    } catch (error) {
        say({error: String(error?.message ?? error)});
    }
}
await llama.dispose();
process.exit(0);

// llama.cpp behind OpenAI's API, as its own server, vLLM or Ollama would be: what a provider may put behind itself. It runs the
// prebuilt CPU binary of the npm package, one answer at a time, on a loopback port of its own choice.
//
//   node openai.mjs FILE.gguf --name NAME [--key KEY] [--delay MS] [--usage N] [--endless 1]
//
//   first line out                     {"port":...}
//   GET  /v1/models
//   POST /v1/chat/completions, /v1/completions    streaming and not
//
// --delay waits after each token, so that a test can kill the process in the middle of an answer; --usage claims so many tokens
// in every answer, whatever it had; --endless goes on where the model would end.
import {createServer} from "node:http";
import {getLlama, LlamaLogLevel} from "node-llama-cpp";

const args = process.argv.slice(2);
const option = (name, fallback) => {
    const at = args.indexOf("--" + name);
    return at < 0 ? fallback : args[at + 1];
};
const [name, key, delay, lie] = [option("name", "llama"), option("key", ""), Number(option("delay", 0)), Number(option("usage", 0))];
const endless = option("endless", "") !== "";

const llama = await getLlama({
    gpu: false, build: "never", skipDownload: true, usePrebuiltBinaries: true, progressLogs: false, maxThreads: 1,
    logLevel: LlamaLogLevel.error, logger: (level, message) => process.stderr.write(`${level}: ${message}\n`)
});
const model = await llama.loadModel({modelPath: args[0], gpuLayers: 0, useMmap: true});
const context = await model.createContext({contextSize: 512, batchSize: 256, threads: {ideal: 1, min: 1}});
const sequence = context.getSequence();

// refuse answers with an error in OpenAI's shape.
function refuse(response, status, message) {
    response.writeHead(status, {"content-type": "application/json"});
    response.end(JSON.stringify({error: {message, type: "invalid_request_error"}}));
}

// answer computes one answer and hands out its text as it grows.
async function answer(body, say, gone) {
    const prompt = body.prompt ?? body.messages.map(({role, content}) => `${role}: ${content}\n`).join("") + "assistant: ";
    const tokens = model.tokenize(prompt, false);
    if (tokens.length + body.max_tokens > 500) throw new Error("the prompt is too long for this model's context");
    await sequence.clearHistory();
    const out = [];
    let said = "";
    let finish = "length";
    for await (const token of sequence.evaluate(tokens, {temperature: body.temperature ?? 1, topP: body.top_p ?? 1, seed: body.seed, yieldEogToken: true})) {
        if (model.isEogToken(token) && !endless) {
            finish = "stop";
            break;
        }
        out.push(token);
        const text = model.detokenize(out);
        if (text.length > said.length && !text.endsWith("\ufffd")) {
            say(text.slice(said.length));
            said = text;
        }
        if (out.length >= body.max_tokens || gone()) break;
        if (delay) await new Promise((done) => setTimeout(done, delay));
    }
    return {finish, prompt: tokens.length, count: out.length};
}

async function complete(request, response, chat) {
    let raw = "";
    for await (const part of request) raw += part;
    let body;
    try {
        body = JSON.parse(raw);
    } catch {
        return refuse(response, 400, "the body is not JSON");
    }
    if (body.model !== name) return refuse(response, 404, `there is no model ${body.model}`);
    if (!(body.max_tokens > 0)) return refuse(response, 400, "max_tokens is missing");
    let text = "";
    const event = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
    const begin = () => response.headersSent || response.writeHead(200, {"content-type": "text/event-stream"});
    const piece = (part, finish = null) => ({
        object: chat ? "chat.completion.chunk" : "text_completion", model: name,
        choices: [chat ? {index: 0, delta: part ? {content: part} : {}, finish_reason: finish} : {index: 0, text: part, finish_reason: finish}]
    });
    try {
        const end = await answer(body, (part) => {
            text += part;
            if (body.stream) {
                begin();
                event(piece(part));
            }
        }, () => response.destroyed);
        const usage = {prompt_tokens: lie || end.prompt, completion_tokens: lie || end.count, total_tokens: lie || end.prompt + end.count};
        if (body.stream) {
            begin();
            event(piece("", end.finish));
            event({choices: [], usage});
            response.end("data: [DONE]\n\n");
            return;
        }
        response.writeHead(200, {"content-type": "application/json"});
        response.end(JSON.stringify({
            model: name, usage,
            choices: [chat ? {index: 0, message: {role: "assistant", content: text}, finish_reason: end.finish} : {index: 0, text, finish_reason: end.finish}]
        }));
    } catch (error) {
        if (response.headersSent) response.destroy();
        else refuse(response, 400, String(error?.message ?? error));
    }
}

let turn = Promise.resolve();
const server = createServer((request, response) => {
    if (key && request.headers.authorization !== "Bearer " + key) return refuse(response, 401, "wrong key");
    if (request.method === "GET" && request.url === "/v1/models") {
        response.writeHead(200, {"content-type": "application/json"});
        return response.end(JSON.stringify({object: "list", data: [{id: name, object: "model"}]}));
    }
    const chat = request.url === "/v1/chat/completions";
    if (request.method !== "POST" || !(chat || request.url === "/v1/completions")) return refuse(response, 404, "there is nothing here");
    turn = turn.then(() => complete(request, response, chat)).catch((error) => process.stderr.write(`${error}\n`));
});
server.listen(0, "127.0.0.1", () => process.stdout.write(JSON.stringify({port: server.address().port}) + "\n"));
process.stdin.on("end", () => process.exit(0)).resume(); // it ends with whoever started it

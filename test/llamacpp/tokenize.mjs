// llama.cpp's tokenizer behind a pipe: one JSON request a line on standard input, one JSON answer a line on standard
// output, in the same order. It loads the vocabulary of the file only, so the file needs no tensors.
//
//   node tokenize.mjs FILE.gguf
//
//   {"text":"...","special":false}   [1,2,3]   without BOS; special: the texts of control tokens are recognised
import {createInterface} from "node:readline";
import {getLlama, LlamaLogLevel} from "node-llama-cpp";

const llama = await getLlama({
    gpu: false, build: "never", skipDownload: true, usePrebuiltBinaries: true, progressLogs: false,
    logLevel: LlamaLogLevel.error, logger: (level, message) => process.stderr.write(`${level}: ${message}\n`)
});
const model = await llama.loadModel({modelPath: process.argv[2], vocabOnly: true, gpuLayers: 0});
for await (const line of createInterface({input: process.stdin})) {
    const {text, special} = JSON.parse(line);
    process.stdout.write(JSON.stringify(model.tokenize(text, special)) + "\n");
}
await new Promise((written) => process.stdout.write("", written));
await llama.dispose();
process.exit(0);

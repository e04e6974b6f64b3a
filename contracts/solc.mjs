// Stands in for the native `solc` that forge wants: forge asks for --version and for
// --standard-json, and the WebAssembly compiler of the `solc` package answers both.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);

const args = process.argv.slice(2);
if (args.includes("--version")) {
  // The version alone is in package.json; loading the compiler for it takes a second.
  const { version } = require("solc/package.json");
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${version}+npm.Emscripten.clang\n`,
  );
} else if (args.includes("--standard-json")) {
  const solc = require("solc");
  process.stdout.write(solc.compile(readFileSync(0, "utf8")));
} else {
  process.stderr.write("solc.mjs: only --version and --standard-json are answered\n");
  process.exitCode = 2;
}

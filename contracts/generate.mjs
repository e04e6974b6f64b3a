// Compiles the contracts and writes their Go bindings to bind/, with a list of checksums.
//
//   node generate.mjs            write bind/
//   node generate.mjs --check    write to a temporary folder and say whether bind/ is the same
//
// The compiler is run through forge, with the settings of foundry.toml, so that what is
// tested and what is bound are the same bytes. abigen comes from the tool module ../tools.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const contracts = [
  "IdentityRegistry",
  "ReputationRegistry",
  "TestUSD",
  "BatchSettlement",
  "ERC3009Collector",
  "StakeVault",
  "Referee",
  "ExactProgram",
  "ExactLayers",
  "ExactDraws",
  "Dispute",
  "StakedGame",
  "Canaries",
  "Alphabet",
  "Receipts",
  "ValidationRegistry",
  "Jobs",
  "Evaluator",
  "Panel",
  "Recorder",
];
// Everything that can change a byte of the output, and the hand-written file beside it.
const settings = ["foundry.toml", "package-lock.json"];
const handWritten = new Set(["doc.go"]);

// Go has no overloading, and all bindings share one package. abigen numbers overloads in the
// order of the ABI, which is that of the selectors, so the numbers do not move by themselves.
const aliases = (name) => ({
  eip712Domain: `${name}Domain`,
  register0: "registerWithMetadata",
  register1: "registerWithURI",
  transferWithAuthorization0: "transferWithAuthorizationVRS",
  receiveWithAuthorization0: "receiveWithAuthorizationVRS",
  cancelAuthorization: "cancelAuthorizationVRS",
  cancelAuthorization0: "cancelAuthorization",
  ...(name === "ValidationRegistry" && { getSummary: "validationSummary" }),
  // A function of several results gets a Go type of its own name, which other contracts have too.
  ...(["Alphabet", "Receipts"].includes(name) &&
    Object.fromEntries(["elements", "check", "contradiction", "question"].map((f) => [f, name.toLowerCase() + f[0].toUpperCase() + f.slice(1)]))),
});

const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: here, stdio: ["ignore", "pipe", "inherit"], ...options });

function compile(work) {
  const out = join(work, "out");
  run(join(here, "forge.sh"), ["build", "src", "--force", "--out", out, "--cache-path", join(work, "cache")]);
  return (name) => JSON.parse(readFileSync(join(out, `${name}.sol`, `${name}.json`), "utf8"));
}

function bind(artifact, name, work, target) {
  const abi = join(work, `${name}.abi`);
  const bin = join(work, `${name}.bin`);
  writeFileSync(abi, JSON.stringify(artifact.abi));
  writeFileSync(bin, artifact.bytecode.object.replace(/^0x/, ""));
  const out = join(target, `${name.toLowerCase()}.go`);
  run("go", [
    "-C", join(here, "..", "tools"), "tool", "abigen", "--v2",
    "--abi", abi, "--bin", bin, "--pkg", "bind", "--type", name, "--out", out,
    "--alias", Object.entries(aliases(name)).map(([from, to]) => `${from}=${to}`).join(","),
  ]);
  chmodSync(out, 0o644); // abigen makes it readable by its owner only
  writeFileSync(out, withoutDeclared(readFileSync(out, "utf8"), name));
}

// Contracts that share a Solidity struct each bring its Go type along, and a package can have it once: the first file keeps it.
const declared = new Map();

function withoutDeclared(source, name) {
  const struct = /^\/\/ (\w+) is an auto generated low-level Go binding around an user-defined struct\.\ntype \1 struct \{\n[^}]*\}\n\n/gm;
  return source.replace(struct, (text, type) => {
    const known = declared.get(type);
    if (known === undefined) declared.set(type, text);
    else if (known !== text) throw new Error(`${name} has another struct ${type} than a contract before it: rename one`);
    return known === undefined ? text : "";
  });
}

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

// The format of the sha256sum command, with paths relative to contracts/.
function checksums(target) {
  const sources = readdirSync(join(here, "src"), { recursive: true })
    .filter((f) => f.endsWith(".sol"))
    .map((f) => `src/${f}`);
  const rows = [...settings, ...sources].map((f) => [f, join(here, f)]);
  for (const f of readdirSync(target).filter((f) => f.endsWith(".go") && !handWritten.has(f))) {
    rows.push([`bind/${f}`, join(target, f)]);
  }
  rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return rows.map(([name, path]) => `${sha256(path)}  ${name}\n`).join("");
}

function generate(target) {
  const work = mkdtempSync(join(tmpdir(), "assay-bind-"));
  try {
    const artifact = compile(work);
    for (const f of readdirSync(target)) {
      if (f.endsWith(".go") && !handWritten.has(f)) rmSync(join(target, f));
    }
    for (const name of contracts) bind(artifact(name), name, work, target);
    writeFileSync(join(target, "SHA256SUMS"), checksums(target));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function differences(fresh, committed) {
  const generated = (dir) => readdirSync(dir).filter((f) => !handWritten.has(f));
  const names = new Set([...generated(fresh), ...generated(committed)]);
  const text = (dir, f) => (existsSync(join(dir, f)) ? readFileSync(join(dir, f), "utf8") : null);
  return [...names].filter((f) => text(fresh, f) !== text(committed, f)).sort();
}

function main() {
  const committed = join(here, "bind");
  if (!process.argv.includes("--check")) {
    mkdirSync(committed, { recursive: true });
    generate(committed);
    return;
  }
  const fresh = mkdtempSync(join(tmpdir(), "assay-bind-check-"));
  try {
    generate(fresh);
    const stale = differences(fresh, committed);
    if (stale.length > 0) {
      throw new Error(`bind/ is not what the sources give (${stale.join(", ")}): run contracts/generate.sh and commit`);
    }
    console.log("bind/ is what the sources give");
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  console.error(`generate.mjs: ${error.message}`);
  process.exitCode = 1;
}

#!/bin/sh
# Puts Foundry's test chain, anvil, beside the compiler in contracts/node_modules: the chain client is tested against it
# too. It is not in package.json, since building the contracts does not need it.
set -eu
cd "$(dirname "$0")/../contracts"
ls node_modules/@foundry-rs/anvil-*/bin/anvil >/dev/null 2>&1 && exit 0
echo "contracts: installing anvil"
npm install --no-save --no-package-lock --no-audit --no-fund --loglevel=error @foundry-rs/anvil@1.7.1 >/dev/null

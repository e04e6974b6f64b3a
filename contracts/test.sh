#!/bin/sh
# Runs the Foundry tests and checks that contracts/bind is what the sources give.
# Arguments go to forge: ./test.sh --match-contract StakeVault -vvv
set -eu
cd "$(dirname "$0")"
./install.sh
node_modules/.bin/forge test "$@"
[ $# -gt 0 ] || node generate.mjs --check

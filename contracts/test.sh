#!/bin/sh
# Runs the Foundry tests and checks that contracts/bind is what the sources give.
# Arguments go to forge: ./test.sh --match-contract StakeVault -vvv
set -eu
cd "$(dirname "$0")"
./install.sh
if ./forge.sh no-such-command >/dev/null 2>&1; then
	echo "contracts: forge reports success for a command that it does not have, so its test results mean nothing" >&2
	exit 1
fi
./forge.sh test "$@"
[ $# -gt 0 ] || node generate.mjs --check

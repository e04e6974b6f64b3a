#!/bin/sh
# Writes contracts/bind from the Solidity sources; --check compares instead of writing.
set -eu
cd "$(dirname "$0")"
./install.sh
exec node generate.mjs "$@"

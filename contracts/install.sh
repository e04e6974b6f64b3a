#!/bin/sh
# Installs the pinned compiler, test runner and libraries, unless they are there already.
set -eu
cd "$(dirname "$0")"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	echo "contracts: installing the Solidity compiler and libraries (npm ci)" >&2
	npm ci --no-audit --no-fund --loglevel=error
fi

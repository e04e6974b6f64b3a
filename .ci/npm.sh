#!/bin/sh
# npm.sh DIR: installs exactly what DIR/package-lock.json says, unless that is there already.
set -eu
cd "$1"
command -v npm >/dev/null 2>&1 || { echo "npm is missing: install Node.js 20 or newer, then run make again" >&2; exit 1; }
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	echo "$1: installing (npm ci)"
	npm ci --no-audit --no-fund --loglevel=error
fi

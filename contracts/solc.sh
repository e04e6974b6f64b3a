#!/bin/sh
# forge starts its compiler as a program; see solc.mjs.
exec node "$(dirname "$0")/solc.mjs" "$@"

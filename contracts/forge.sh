#!/bin/sh
# Runs the installed forge. Not through node_modules/.bin/forge: that wrapper exits with 0 whatever forge says,
# so that failing tests would pass. npm installs the one package that fits this platform.
set -eu
here=$(dirname "$0")
for forge in "$here"/node_modules/@foundry-rs/forge-*/bin/forge*; do
	[ -f "$forge" ] && exec "$forge" "$@"
done
echo "forge is not installed: run contracts/install.sh (npm ci in contracts/) first" >&2
exit 1

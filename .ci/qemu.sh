#!/bin/sh
# Makes sure that programs built for arm64 can be run here: the test that a model has the same root on every machine
# needs it. Prints nothing when there is nothing to do; fails when it cannot be had.
set -eu
command -v qemu-aarch64 >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing qemu-user (apt-get), to run the arm64 tests"
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends qemu-user >/dev/null
	command -v qemu-aarch64 >/dev/null 2>&1 && exit 0
fi
echo "qemu-aarch64 is missing: install the package qemu-user to run the arm64 tests" >&2
exit 1

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run.sh SOURCE-FOLDER WORK-FOLDER OUTCROP-PROGRAM
# Installs the AWS SDK for JavaScript into WORK-FOLDER (once per lock file) and runs it against
# `outcrop simulate`.
# Exit 77: skipped, because Node.js 18 or the packages are not to be had here.
set -eu
source=$1 work=$2 outcrop=$3

skip() {
    echo "SKIPPED: the AWS SDK against the simulator: $1"
    exit 77
}

command -v node >/dev/null || skip "Node.js is not installed (packages nodejs and npm)"
command -v npm >/dev/null || skip "npm is not installed"
node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' || skip "Node.js is older than 18"

mkdir -p "$work"
if ! cmp -s "$source/package-lock.json" "$work/installed-lock.json"; then
    cp "$source/package.json" "$source/package-lock.json" "$work/"
    (cd "$work" && timeout 240 npm ci --no-audit --no-fund --fetch-retries=1 >npm.log 2>&1) ||
        skip "its packages could not be installed: $(tail -n 1 "$work/npm.log")"
    cp "$source/package-lock.json" "$work/installed-lock.json"
fi
cp "$source/interop.mjs" "$work/"
cd "$work"
NODE_NO_WARNINGS=1 exec timeout 120 node interop.mjs "$outcrop"

#!/usr/bin/env bash
# Writes stores with some blocks into a folder, for the fuzzer to damage.
set -euo pipefail
folder="$1"
root="$(cd "$(dirname "$0")/../.." && pwd)"
[ -x "$root/.build/release/washout" ] || swift build -c release --package-path "$root" --product washout
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
(cd "$made" && cp "$root/Tests/Bad/good/rate.yaml" . &&
  "$root/.build/release/washout" run rate.yaml --quiet --trials 2048 --shard 1/2)
cp "$made"/output/.shards/*.sqlite "$folder"

#!/usr/bin/env bash
# Writes a store with some blocks into a folder, for the fuzzer to damage; in the smallest pages that SQLite has, so that it
# is 20 kB and not 180.
set -euo pipefail
folder="$1"
root="$(cd "$(dirname "$0")/../.." && pwd)"
[ -x "$root/.build/release/washout" ] || swift build -c release --package-path "$root" --product washout
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
(cd "$made" && cp "$root/Tests/Bad/good/rate.yaml" . &&
  "$root/.build/release/washout" run rate.yaml --quiet --trials 2048 --shard 1/2)
python3 - "$made"/output/.shards/*.sqlite "$folder/store.sqlite" <<'PYTHON'
import pathlib, sqlite3, sys
pathlib.Path(sys.argv[2]).unlink(missing_ok=True)
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA page_size = 512")
store.execute("VACUUM INTO ?", [sys.argv[2]])
PYTHON

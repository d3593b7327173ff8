#!/usr/bin/env bash
# Feeds what reads bytes from outside with whatever libFuzzer thinks of; ends with an error at a trap, a hang or a
# use of memory that is not there, and leaves the input in .build/fuzz.
#   Tests/Fuzz/run.sh [RUNS] [TARGET...]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
runs="${1:-1000000}"
shift || true
targets=("${@:-}")
[ -n "${targets[0]}" ] || targets=(scenario data store set)

swift build -c release --package-path "$here" --sanitize=fuzzer --sanitize=address
fuzz="$(swift build -c release --package-path "$here" --sanitize=fuzzer --sanitize=address --show-bin-path)/Fuzz"

for target in "${targets[@]}"; do
  work="$root/.build/fuzz/$target"
  mkdir -p "$work/seeds" "$work/corpus"
  longest=4096
  case "$target" in
    scenario) cp "$root"/Tests/Bad/*.yaml "$root"/Tests/Bad/good/*.yaml "$root"/scenarios/*.yaml "$work/seeds"; longest=16384 ;;
    data) cp "$here"/Seeds/data/* "$root"/Tests/Data/*.csv "$root"/Tests/Bad/good/*.csv "$work/seeds" ;;
    set) cp "$here"/Seeds/set/* "$work/seeds" ;;
    store)
      longest=200000
      "$here/seed-store.sh" "$work/seeds"
      ;;
  esac
  echo "$target: $runs executions"
  (cd "$work" && WASHOUT_FUZZ="$target" "$fuzz" corpus seeds \
    -runs="$runs" -max_len="$longest" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0)
done

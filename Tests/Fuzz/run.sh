#!/usr/bin/env bash
# Feeds what reads bytes from outside with whatever libFuzzer thinks of, guided by the lines that an input reaches; ends
# with an error at a trap, a hang or a use of memory that is not there, and leaves the input in .build/fuzz.
#   Tests/Fuzz/run.sh [RUNS] [TARGET...]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
runs="${1:-1000000}"
shift || true
targets=("${@:-}")
[ -n "${targets[0]}" ] || targets=(scenario data store set)

# SwiftPM hands over one option a sanitizer, of which the compiler takes the last: both in one, or nothing would be guided.
build=(swift build -c release --package-path "$here" --scratch-path "$root/.build/fuzz/build"
  --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address)
"${build[@]}"
fuzz="$("${build[@]}" --show-bin-path)/Fuzz"
# The clock on the wall limits an input: where others use the machine too, seconds are spent waiting.
# Swift marks bits of its pointers, so that what it holds looks leaked; -rss_limit_mb tells a real leak. Memory is checked
# whole, yet neither filled nor traced back to where it came from, and what was freed is kept only while it fits the
# processor's cache: more would take half of the time. For the whole story run what was found without these options.
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=0:thread_local_quarantine_size_kb=256:malloc_context_size=0:max_malloc_fill_size=0

for target in "${targets[@]}"; do
  work="$root/.build/fuzz/$target"
  rm -rf "$work/seeds"
  mkdir -p "$work/seeds" "$work/corpus"
  # Longer inputs reach no other lines and take their time; a seed that is longer would lose its end.
  case "$target" in
    scenario) cp "$root"/Tests/Bad/*.yaml "$root"/Tests/Bad/good/*.yaml "$root"/scenarios/*.yaml "$work/seeds"; longest=3000 ;;
    data) cp "$here"/Seeds/data/* "$root"/Tests/Bad/good/*.csv "$work/seeds"; longest=800 ;;
    set) cp "$here"/Seeds/set/* "$work/seeds"; longest=300 ;;
    store) "$here/seed-store.sh" "$work/seeds"; longest=20000 ;;
  esac
  find "$work/seeds" "$work/corpus" -type f -size +"${longest}c" -delete
  python3 "$here/dictionary.py" "$target" "$work"/seeds/* > "$work/dictionary"
  echo "$target: $runs executions"
  # Of inputs that reach as much, the quicker ones are varied more often.
  (cd "$work" && WASHOUT_FUZZ="$target" "$fuzz" corpus seeds -dict=dictionary -detect_leaks=0 \
    -runs="$runs" -max_len="$longest" -timeout=300 -rss_limit_mb=4096 -entropic_scale_per_exec_time=1 \
    -print_final_stats=1 -verbosity=0)
done

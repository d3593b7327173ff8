#!/usr/bin/env bash
# Counts the instructions of simulating a few trials, a quiet measure of speed, and holds them to
# Benchmarks/instructions.csv: more than 5 % above is a failure, unless CHANGELOG.md explains it in a line
# that names the job and its new count in millions, such as
#
#   - Instructions of cstar012: 23.4 million (was 21.0), since visits have two assessors.
#
#   Benchmarks/instructions.sh            compare
#   Benchmarks/instructions.sh --update   write the table anew
#
# Counts are compared only where they were counted: same toolchain, same C library, same kind of processor.
set -euo pipefail
cd "$(dirname "$0")/.."

table=Benchmarks/instructions.csv
# Valgrind stumbles over the debugging information that Swift writes.
engine=$(mktemp)
trap 'rm -f "$engine"' EXIT
strip --strip-debug -o "$engine" .build/release/WashoutBenchmark
here="$(swift --version 2>/dev/null | grep -o 'Swift version [0-9.]*' | head -1), glibc $(ldd --version | head -1 | grep -o '[0-9.]*$'), $(uname -m), GSL $(gsl-config --version)"

# Only what runs below Model.simulate(unit:) counts: no start-up, no waiting of threads.
count() {
  local log counted; log=$(mktemp)
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no \
    --toggle-collect='$s7Washout5ModelV8simulate4unit*' "$engine" "$@" >/dev/null 2>"$log" \
    || { cat "$log" >&2; exit 1; }
  counted=$(sed -n 's/.*Collected : //p' "$log")
  rm -f "$log"
  [ "${counted:-0}" -gt 0 ] || { echo "nothing was counted of $*" >&2; exit 1; }
  echo "$counted"
}

measure() {
  local counted
  # Behind the first block, whose candidates are asked every criterion for the funnel.
  counted=$(count scenarios/cstar012.yaml 64 alone 'what_if.sample_sizes=[15]')
  echo "cstar012 $counted"
  counted=$(count Benchmarks/j1.yaml 640 alone)
  echo "j1 $counted"
}

# A rise that somebody wrote down: a line with the job's name and its new count, to 1 %.
explained() {
  grep -o "Instructions of $1: [0-9.]* million" CHANGELOG.md \
    | awk -v now="$2" '{ d = $4 * 1e6 / now - 1; if (d > -0.01 && d < 0.01) found = 1 } END { exit !found }'
}

if [ "${1:-}" = --update ]; then
  measured=$(measure)
  { echo "job,instructions,counted_with"
    while read -r job now; do echo "$job,$now,\"$here\""; done <<<"$measured"; } >"$table"
  cat "$table"
  exit 0
fi

status=0
measured=$(measure)
while read -r job now; do
  line=$(grep "^$job," "$table" || true)
  before=$(cut -d, -f2 <<<"$line")
  if [ -z "$line" ] || [[ "$line" != *"\"$here\""* ]]; then
    echo "$job: $now instructions; nothing to compare with for $here"
    continue
  fi
  change=$(awk -v a="$before" -v b="$now" 'BEGIN { printf "%+.2f", 100 * (b / a - 1) }')
  echo "$job: $now instructions, $change % of $before"
  if awk -v a="$before" -v b="$now" 'BEGIN { exit !(b > 1.05 * a) }' && ! explained "$job" "$now"; then
    echo "$job: 5 % more than $table says, and CHANGELOG.md has no line 'Instructions of $job: $(awk -v b="$now" 'BEGIN { printf "%.1f", b / 1e6 }') million'" >&2
    status=1
  fi
done <<<"$measured"
exit $status

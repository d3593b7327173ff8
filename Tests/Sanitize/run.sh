#!/usr/bin/env bash
# Runs the tests under a sanitizer; ends with an error where a test fails or the sanitizer finds something, also in the
# tool that tests start, and where it does not notice an error that is planted.
#   Tests/Sanitize/run.sh thread|address [FILTER]
set -euo pipefail
sanitizer="$1"
filter=(${2:+--filter "$2"})
root="$(cd "$(dirname "$0")/../.." && pwd)"
scratch="$root/.build/$sanitizer"
build=(-c release --package-path "$root" --scratch-path "$scratch" --sanitize="$sanitizer")

# Left out: what measures or limits memory, of which a sanitizer takes terabytes of addresses and several times as many
# bytes, and what limits open files or the length of files, of which it has some of its own.
skipped=(
  MemoryTests               # the most memory that a run held
  FaultTests/memory         # ulimit -v, ulimit -d; also memoryOfQuestion
  FaultTests/enoughMemory   # ulimit -v
  FaultTests/openFiles      # ulimit -n
  FaultTests/enoughFiles    # ulimit -n
  NewCommandTests/whole     # ulimit -f
  FiguresCommandTests/full  # ulimit -f
  StoreFailureTests/full    # ulimit -f
)

# Each process writes what the sanitizer finds in it to a file of its own, so that no test can take it for a failure that
# it waits for. Swift marks bits of its pointers, so that what it holds looks leaked.
findings="$scratch/findings"
options="log_path=$findings/process exitcode=99"
export TSAN_OPTIONS="$options" ASAN_OPTIONS="$options detect_leaks=0"

# Runs the tests that its arguments choose, with nothing found yet.
run() {
  rm -rf "$findings"
  mkdir -p "$findings"
  (cd "$root" && "${bundle[@]}" "$@")
}

if [ "$sanitizer" = thread ]; then
  mkdir -p "$scratch"
  clang -O2 -fPIC -c -o "$scratch/mutex.o" "$root/Tests/Sanitize/mutex.c"
  build+=(-Xlinker "$scratch/mutex.o")
fi
swift build "${build[@]}" --build-tests
bundle=("$(swift build "${build[@]}" --show-bin-path)/washoutPackageTests.xctest" --testing-library swift-testing)

if WASHOUT_PLANTED_ERROR="$sanitizer" run --filter PlantedErrorTests >/dev/null 2>&1 || [ -z "$(ls "$findings")" ]; then
  echo "The $sanitizer sanitizer does not notice a planted error." >&2
  exit 1
fi

skip=()
listed="$("${bundle[@]}" --list-tests)"
for name in "${skipped[@]}"; do
  grep -q "$name" <<< "$listed" || { echo "No test is called $name." >&2; exit 1; }
  skip+=(--skip "$name")
done
status=0
run "${skip[@]}" "${filter[@]}" || status=$?
if [ -n "$(ls "$findings")" ]; then
  cat "$findings"/*
  echo "The $sanitizer sanitizer found something." >&2
  exit 1
fi
exit "$status"

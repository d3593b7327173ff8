#!/usr/bin/env bash
# Starts a Slurm of one node, runs a scenario as an array of four shards, kills one task, has it requeued, merges the
# shards, and compares the report with that of one process, byte for byte.
#
# Usage: slurm.sh WASHOUT    (the built tool; Debian's slurm-wlm and munge must be installed; needs root)
set -euo pipefail

washout=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d /tmp/washout-cluster.XXXXXX)
daemons=()

finish() {
  code=$?
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do kill "${daemons[i]}" 2>/dev/null || true; done
  for pid in "${daemons[@]}"; do wait "$pid" 2>/dev/null || true; done
  if [ "$code" -ne 0 ]; then tail -n 20 "$work"/*.log >&2 || true; fi
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT

# Waits up to a minute until a command succeeds.
await() {
  for _ in $(seq 600); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  echo "Timed out waiting for: $*" >&2
  return 1
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])'; }

start_munge() {
  mkdir -m 755 "$work/munge"
  dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
  chmod 600 "$work/munge/key"
  munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" \
    --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" --log-file="$work/munged.log" &
  daemons+=($!)
  await test -S "$work/munge/socket"
}

start_slurm() {
  node=$(hostname -s)
  export SLURM_CONF="$work/slurm.conf"
  mkdir "$work/state" "$work/spool"
  sed -e "s|@WORK@|$work|g" -e "s|@NODE@|$node|g" -e "s|@CONTROLLER@|$(free_port)|" -e "s|@DAEMON@|$(free_port)|" \
    "$here/slurm.conf" >"$SLURM_CONF"
  slurmctld -D -f "$SLURM_CONF" >"$work/slurmctld.out.log" 2>&1 &
  daemons+=($!)
  slurmd -D -f "$SLURM_CONF" -N "$node" >"$work/slurmd.out.log" 2>&1 &
  daemons+=($!)
  await sh -c 'sinfo --noheader --format=%T | grep -qx idle'
}

state_is() { scontrol show job "$1" | grep -q "JobState=$2"; }
array_is_over() { test -z "$(squeue --noheader --job="$1")"; }

start_munge
start_slurm
cd "$work"
export WASHOUT=$washout TRIALS=1000000
"$washout" new rate.yaml
job=$(sbatch --parsable --array=1-4 --requeue --export=ALL "$here/shard.sh")

# Task 2 is killed while it works, fails, and goes on where it was when it is requeued.
await test -s output/.shards/rate.2-of-4.sqlite
sleep 0.2
kill -KILL "$(cat pid.2)"
await state_is "${job}_2" FAILED
scontrol requeue "${job}_2"
# Slurm would wait two minutes before it starts a requeued task.
scontrol update JobId="${job}_2" StartTime=now
await array_is_over "$job"
for task in 1 2 3 4; do
  if ! state_is "${job}_$task" COMPLETED; then
    echo "task $task did not complete" >&2
    cat "task.$task.txt" >&2
    exit 1
  fi
done
grep -q "Restarts=1" <(scontrol show job "${job}_2")

run=("$washout" run rate.yaml --trials "$TRIALS" --vary leaving.lost=0.05,0.15 --quiet)
merged=$("$washout" merge output/.shards/rate.*-of-4.sqlite)
echo "$merged"
grep -q "^rate, what if: complete" <<<"$merged"
"${run[@]}" --output output >/dev/null
"${run[@]}" --output alone >/dev/null
diff -r output/rate alone/rate
echo "Slurm: four shards, one of them killed and requeued, give the report of one process, byte for byte."

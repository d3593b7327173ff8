#!/usr/bin/env python3
"""Times the engine beside other programs of the same scenario and holds it to its targets.

    Benchmarks/run.py [--quick] [--rounds N] [--processor]

First the integers of engine and C program must be the same and the R script's numbers within 4 Monte Carlo
errors; then all programs run in alternation, round by round, and the table shows the median over rounds of each
ratio within a round, with its quartiles. `--processor` compares processor seconds where one thread is compared
with one thread: for a machine that others use too. Exit code 1: integers differ; 2: a target is missed.
"""
import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
ENGINE = os.path.join(ROOT, ".build/release/WashoutBenchmark")
WASHOUT = os.path.join(ROOT, ".build/release/washout")
SECOND = os.path.join(ROOT, ".build/second")
CSTAR012 = os.path.join(ROOT, "scenarios/cstar012.yaml")
J1 = os.path.join(HERE, "j1.yaml")
FIFTEEN = "what_if.sample_sizes=[15]"
OTHER_DEFINITIONS = [f"recurrence.definitions.{name}=null" for name in
                     ("confirmed_rise", "new_clinical_item", "returned_item", "any_flare")]


class Measured:
    """What one process took: its own clock, its processor seconds, and the whole of it with start-up."""

    def __init__(self, words):
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        output, messages = process.communicate()
        self.whole = time.perf_counter() - start
        if process.returncode != 0:
            sys.exit(f"{' '.join(words)} failed:\n{messages[-2000:]}")
        self.lines = output.splitlines()
        last = messages.strip().splitlines()[-1].split()
        self.seconds, self.processor = float(last[1]), float(last[3])


def engine(scenario, trials, *options):
    return Measured([ENGINE, scenario, str(trials), *options])


def rscript(name, *words):
    return Measured(["Rscript", os.path.join(HERE, name), *map(str, words)])


def counts(lines):
    return {name: int(count) for name, count in (line.rsplit(" ", 1) for line in lines)}


def check_integers(trials):
    ours, second = engine(CSTAR012, trials, FIFTEEN).lines, Measured([SECOND, str(trials)]).lines
    if ours != second:
        different = [f"engine {a:45} C {b}" for a, b in zip(ours, second) if a != b]
        sys.exit("\n".join(["The integers differ:", *different[:20]]))
    print(f"{len(ours)} integers of {trials:,} trials are the same in the engine and in C.")
    return counts(ours)


def check_script(ours, trials, of):
    worst = (0, "")
    for line in rscript("cstar012.R", trials).lines:
        name, mean, error = line.rsplit(" ", 2)
        difference, error = float(mean) - ours[name] / of, float(error) * math.sqrt(1 + trials / of)
        z = abs(difference) / error if error > 0 else 0 if difference == 0 else math.inf
        worst = max(worst, (z, name))
    print(f"The R script's {trials:,} trials agree: largest difference {worst[0]:.1f} errors ({worst[1]}).")
    if worst[0] > 4:
        sys.exit("More than 4 errors.")


def largest_memory(words):
    """Peak resident megabytes of a command."""
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(words, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(words)} failed")
    return usage.ru_maxrss / 1024


class Table:
    def __init__(self):
        self.missed = 0

    def row(self, what, values, target, at_least, unit=""):
        values = sorted(values)
        middle = statistics.median(values)
        low, high = values[len(values) // 4], values[-1 - len(values) // 4]
        met = middle >= target if at_least else middle <= target
        self.missed += not met
        bound = "at least" if at_least else "at most"
        show = lambda x: f"{x:,.0f}" if x >= 100 else f"{x:.3g}"
        spread = f"{show(low)} to {show(high)}" if len(values) > 1 else ""
        print(f"{what:58} {show(middle) + unit:>10}  {spread:18} {bound} {target:g}{unit:5} "
              f"{'met' if met else 'MISSED'}", flush=True)


def measure(size, clock):
    """One round: seconds a trial of each job, on the job's own clock, and whole with start-up."""
    n, few, j1 = size["trials"], size["trials"] // 4, size["j1"]
    jobs = {
        "engine": (engine(CSTAR012, n, FIFTEEN), n), "C": (Measured([SECOND, str(n)]), n),
        "two threads": (engine(CSTAR012, n, FIFTEEN, "threads=2"), n),
        "no twin": (engine(CSTAR012, n, FIFTEEN, "twin=off"), n),
        "one definition": (engine(CSTAR012, n, FIFTEEN, *OTHER_DEFINITIONS), n),
        "nine sizes": (engine(CSTAR012, few), few),
        "largest size": (engine(CSTAR012, few, "trial.sample_size=60", "what_if.sample_sizes=[60]"), few),
        "R script": (rscript("cstar012.R", size["script"]), size["script"]),
        "J1 engine": (engine(J1, j1), j1), "J1 two threads": (engine(J1, j1, "threads=2"), j1),
        "J1 R survival": (rscript("j1.R", "survival", size["survival"]), size["survival"]),
        "J1 R counts": (rscript("j1.R", "counts", size["counts"]), size["counts"]),
        "J1 rpact": (rscript("j1.R", "rpact", size["simulators"]), size["simulators"]),
        "J1 Mediana": (rscript("j1.R", "mediana", size["simulators"]), size["simulators"]),
    }
    inside = {name: (job.processor if clock == "processor" else job.seconds) / trials
              for name, (job, trials) in jobs.items()}
    elapsed = {name: job.seconds / trials for name, (job, trials) in jobs.items()}
    whole = {name: job.whole / trials for name, (job, trials) in jobs.items()}
    return inside, elapsed, whole


def ratios(rounds, above, below, kind=0):
    return [one[kind][above] / one[kind][below] for one in rounds]


def show_speed(table, rounds):
    print(f"\n{'median of ' + str(len(rounds)) + ' rounds':58} {'ratio':>10}  {'quartiles':18} target")
    table.row("engine, one thread, to C program (speed)", ratios(rounds, "C", "engine"), 1.0, True)
    table.row("two threads to one (speed)", ratios(rounds, "engine", "two threads", 1), 1.9, True)
    table.row("engine, two threads, to R script (speed)", ratios(rounds, "R script", "two threads", 1), 100, True)
    table.row("J1: two threads to base R with survival (speed)", ratios(rounds, "J1 R survival", "J1 two threads", 1),
              1000, True)
    table.row("J1: one thread to R's vectorised counts (speed)", ratios(rounds, "J1 R counts", "J1 engine"), 1, True)
    table.row("nine sizes to the largest alone (time)", ratios(rounds, "nine sizes", "largest size"), 1.15, False)
    table.row("five definitions to one (time)", ratios(rounds, "engine", "one definition"), 1.15, False)
    table.row("with the no-effect twin to without (time)", ratios(rounds, "engine", "no twin"), 1.7, False)


def show_times(rounds):
    print(f"\n{'microseconds a trial':20} {'inside':>12} {'with start-up':>14}")
    for name in rounds[0][0]:
        inside, whole = (statistics.median(one[kind][name] for one in rounds) * 1e6 for kind in (0, 2))
        print(f"{name:20} {inside:12,.2f} {whole:14,.2f}")


def show_limits(table, size):
    """What is held to seconds and megabytes."""
    print()
    first = []
    for _ in range(size["rounds"]):
        start = time.perf_counter()
        engine(CSTAR012, 1, FIFTEEN)
        first.append(1000 * (time.perf_counter() - start))
    table.row("start-up to first result", first, 50, False, " ms")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run = largest_memory([WASHOUT, "run", CSTAR012, "--output", folder, "--quiet"])
        table.row("washout run cstar012, everything", [time.perf_counter() - start], 10, False, " s")
    table.row("its peak memory", [run], 64, False, " MB")
    small = largest_memory([ENGINE, CSTAR012, "10000", FIFTEEN])
    large = largest_memory([ENGINE, CSTAR012, str(size["most"]), FIFTEEN])
    table.row(f"peak memory of {size['most']:,} trials", [large], 64, False, " MB")
    table.row(f"peak memory, {size['most']:,} trials to 10,000", [large / small], 1.05, False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="three short rounds")
    parser.add_argument("--rounds", type=int, help="rounds in place of 11, or 3")
    parser.add_argument("--processor", action="store_true", help="compare processor seconds of single threads")
    options = parser.parse_args()
    size = {"rounds": 11, "trials": 20_000, "checked": 100_000, "script": 1_000, "j1": 500_000, "survival": 1_000,
            "counts": 200_000, "simulators": 10_000, "most": 1_000_000}
    if options.quick:
        size.update(rounds=3, trials=4_000, checked=5_000, script=500, j1=100_000, survival=200, simulators=2_000,
                    most=100_000)
    size["rounds"] = options.rounds or size["rounds"]
    check_script(check_integers(size["checked"]), size["script"], size["checked"])
    rounds = [measure(size, "processor" if options.processor else "wall") for _ in range(size["rounds"])]
    table = Table()
    show_speed(table, rounds)
    show_limits(table, size)
    show_times(rounds)
    sys.exit(2 if table.missed else 0)


main()

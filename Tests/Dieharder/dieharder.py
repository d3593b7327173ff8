"""Examine the generator's interleaved streams by dieharder's whole battery and keep the table.

Run: python3 dieharder.py BINARY [--layouts subjects,seeds]     (make test-random)
BINARY is RandomWords, whose words are piped into `dieharder -a`, two layouts at a time. Each layout's results are kept in
LAYOUT.csv beside this file, a line a test, as soon as its battery is through. Of the right layouts no test may fail
(dieharder's FAILED is p below 1e-6 or above its complement; some 450 tests, a few WEAK among them by chance);
the wrong one, `shared`, has to fail, and is left at its tenth failure. The exit code says whether this holds.
"""

import argparse
import concurrent.futures
import pathlib
import subprocess
import sys

RIGHT = ["subjects", "replicates", "streams", "seeds"]
COLUMNS = ["test", "ntup", "tsamples", "psamples", "pvalue", "assessment"]
# dieharder's own list says "Do Not Use".
DISTRUSTED = {"diehard_sums"}
# So many failures say enough of a wrong layout.
ENOUGH = 10


def battery(binary, layout):
    """The lines of one layout's battery."""
    words = subprocess.Popen([binary, layout], stdout=subprocess.PIPE)
    shown = ["test_name", "ntuple", "tsamples", "psamples", "pvalues", "assessment"]
    flags = [flag for column in shown for flag in ("-D", column)]
    examined = subprocess.Popen(
        ["dieharder", "-g", "200", "-a", "-c", ",", *flags], stdin=words.stdout, stdout=subprocess.PIPE, text=True)
    rows, is_left = [], False
    for line in examined.stdout:
        row = [cell.strip() for cell in line.split(",")]
        if len(row) == len(COLUMNS) and row[1].isdigit():
            rows.append(row)
        if layout not in RIGHT and sum(row[-1] == "FAILED" for row in rows) >= ENOUGH:
            is_left = True
            break
    if is_left:
        examined.kill()
    examined.wait()
    words.kill()
    if examined.returncode != 0 and not is_left or not rows:
        sys.exit(f"{layout}: dieharder ended with {examined.returncode} after {len(rows)} results")
    lines = [",".join(row) for row in [COLUMNS, *rows]]
    table = pathlib.Path(__file__).with_name(f"{layout}.csv")
    table.write_text("\n".join(lines) + "\n")
    return layout, [row for row in rows if row[0] not in DISTRUSTED]


def verdict(layout, rows):
    """Whether a layout's results are what they have to be; prints them in one line."""
    failed = [row for row in rows if row[-1] == "FAILED"]
    weak = sum(row[-1] == "WEAK" for row in rows)
    print(f"{layout:12} {len(rows)} tests, {len(failed)} failed, {weak} weak", flush=True)
    return bool(failed) == (layout not in RIGHT)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("--layouts", default=",".join([*RIGHT, "shared"]))
    asked = parser.parse_args()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(battery, asked.binary, layout)
            for layout in asked.layouts.split(",")
        ]
        verdicts = [verdict(*job.result()) for job in concurrent.futures.as_completed(jobs)]
    sys.exit(0 if all(verdicts) else 1)


main()

"""Plant each fault of faults.py in a copy of the sources and see that the tests fail.

Run: python3 Tests/Mutation/mutate.py [FIRST-LAST]          (make test-faults; about a minute a fault)
Exit code 1 where a fault goes unnoticed. The copy stands in .build/mutation; the sources are not touched.
"""

import pathlib
import shutil
import subprocess
import sys

from faults import FAULTS

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / ".build" / "mutation"
PARTS = ["Package.swift", "Sources", "Tests", "Benchmarks", "scenarios", "output"]


def copy():
    """Brings the copy up to date and keeps what was built there."""
    COPY.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source, target = ROOT / part, COPY / part
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, symlinks=True)
        elif source.exists():
            shutil.copy2(source, target)


def swift(*arguments):
    result = subprocess.run(["swift", *arguments], cwd=COPY, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def notices(tests):
    """Whether the tests build and fail; a fault that does not build shows nothing."""
    status, text = swift("build", "--build-tests")
    if status != 0:
        sys.exit(text[-3000:])
    status, text = swift("test", "--skip-build", "--filter", tests)
    if "0 tests in 0 suites" in text:
        sys.exit(f"no test is called {tests}")
    return status != 0


def plant(number, fault):
    file, good, bad, tests, words = fault
    path = COPY / "Sources" / file
    text = path.read_text()
    if text.count(good) != 1:
        sys.exit(f"{file} has {text.count(good)} places of: {good}")
    path.write_text(text.replace(good, bad))
    noticed = notices(tests)
    path.write_text(text)
    print(f"{'noticed ' if noticed else 'UNNOTICED'} {number:2} {words} ({file})", flush=True)
    return noticed


def main():
    chosen = sys.argv[1] if len(sys.argv) > 1 else f"1-{len(FAULTS)}"
    first, last = (int(number) for number in chosen.split("-"))
    copy()
    every = "|".join(sorted({tests for *_, tests, _ in FAULTS}))
    if notices(every):
        sys.exit("the tests fail without any fault")
    results = [plant(n, FAULTS[n - 1]) for n in range(first, last + 1)]
    sys.exit(0 if all(results) else 1)


main()

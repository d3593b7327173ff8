"""Plant the faults of faults.py in a copy of the sources and see that tests notice each of them.

Run: python3 Tests/Mutation/mutate.py [FIRST-LAST | places] (make test-faults; a release build and some minutes)
All are planted in one build, asleep; the variable WASHOUT_FAULT wakes the one that it names by number. Exit code 1 where a
fault goes unnoticed, where its code is no longer there, and where tests fail without any. The copy stands in .build/mutation;
the sources are not touched. With `places` nothing is built: only whether the code of each fault is there is seen (make lint).
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

from faults import FAULTS

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / ".build" / "mutation"
# A debug build simulates thirty times as slowly.
BUILD = ["swift", "build", "-c", "release", "--build-tests"]
# Started as it stands: `swift test` would look through the whole build before each fault.
BUNDLE = [".build/release/washoutPackageTests.xctest", "--testing-library", "swift-testing"]
LONGEST = 900  # seconds of the tests of one fault, which take some
PARTS = ["Package.swift", "Sources", "Tests", "Benchmarks", "scenarios", "output"]
AWAKE = '''\
internal import Glibc

/// The number of the fault that is awake.
@usableFromInline let plantedFault = getenv("WASHOUT_FAULT").flatMap { Int(String(cString: $0)) } ?? 0
'''


def planted(text, number, fault):
    """The text of a file with a fault in it."""
    file, marked, bad, _, _ = fault
    before, rest = marked.split("«")
    good, after = rest.split("»")
    code = before + good + after
    if text.count(code) != 1:
        sys.exit(f"{file} has {text.count(code)} places of: {code}")
    return text.replace(code, f"{before}(plantedFault == {number} ? {bad} : ({good})){after}")


def files():
    """Texts and bytes of the copy by place, every fault in it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PARTS],
        cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    contents = {name: (ROOT / name).read_bytes() for name in listed if (ROOT / name).is_file()}
    for number, fault in enumerate(FAULTS, 1):
        name = "Sources/" + fault[0]
        contents[name] = planted(contents[name].decode(), number, fault).encode()
        room = fault[0].split("/")[0]
        contents[f"Sources/{room}/PlantedFault.swift"] = AWAKE.encode()
    return contents


def plant():
    """Brings the copy up to date; a file that stays as it is keeps its time, so that it is not built anew."""
    contents = files()
    for place in [path for part in PARTS for path in (COPY / part).rglob("*") if path.is_file()]:
        if str(place.relative_to(COPY)) not in contents:
            place.unlink()
    for name, data in contents.items():
        target = COPY / name
        if not target.exists() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            shutil.copymode(ROOT / name if (ROOT / name).exists() else __file__, target)


def test(tests, fault=0):
    """Runs tests with a fault awake; what Swift Testing said, or nothing where it did not come to an end in time."""
    try:
        result = subprocess.run(
            [*BUNDLE, "--filter", tests], cwd=COPY, capture_output=True, text=True,
            env={**os.environ, "WASHOUT_FAULT": str(fault)}, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return ""
    return result.stdout + result.stderr


def verdict(said):
    """Only an issue that a test recorded shows a fault: one that makes the tests trap or hang tells nobody where it is."""
    ran = re.search(r"Test run with (\d+) tests? .*(passed|failed)", said)
    if not ran or ran[1] == "0":
        return "no end of"
    return "noticed by" if "recorded an issue" in said else "UNNOTICED by"


def check_names():
    """Ends the program where a filter has a name that no test has: its fault would be left to the others."""
    listed = subprocess.run([*BUNDLE, "--list-tests"], cwd=COPY, capture_output=True, text=True, check=True).stdout
    for number, (*_, tests, _) in enumerate(FAULTS, 1):
        for name in tests.split("|"):
            if name not in listed:
                sys.exit(f"fault {number}: no test is called {name}")


def main():
    chosen = sys.argv[1] if len(sys.argv) > 1 else f"1-{len(FAULTS)}"
    if chosen == "places":
        files()
        return
    first, last = (int(number) for number in chosen.split("-"))
    plant()
    subprocess.run(BUILD, cwd=COPY, check=True)
    check_names()
    asleep = test("|".join(sorted({name for *_, tests, _ in FAULTS for name in tests.split("|")})))
    if verdict(asleep) != "UNNOTICED by":
        sys.exit(asleep[-3000:] + "\nthe tests fail without any fault")
    unnoticed = 0
    for number in range(first, last + 1):
        file, _, _, tests, words = FAULTS[number - 1]
        began = time.monotonic()
        found = verdict(test(tests, number))
        unnoticed += found != "noticed by"
        print(f"{number:2} {found} {tests}: {words} ({file}, {time.monotonic() - began:.0f} s)", flush=True)
    sys.exit(f"faults that went unnoticed: {unnoticed}" if unnoticed else 0)


main()

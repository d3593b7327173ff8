"""Report the line coverage of the rooms by the whole test suite; exit code 1 where one has less than 95 %.

Run: python3 Tests/Coverage/coverage.py [--list]          (make coverage; a release build and some minutes)
With --list every line that no test reaches is printed.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROOMS = ["WashoutNumerics", "WashoutStatistics", "Washout", "WashoutScenarios", "WashoutStore"]
LEAST = 95.0
# A debug build simulates thirty times as slowly, and every test of a command simulates.
TEST = ["swift", "test", "-c", "release", "--scratch-path", ".build/coverage"]


def unreached(file):
    """Numbers of the lines on which a region that was never run begins."""
    return sorted({line for line, _, count, has_count, is_entry, *_ in file["segments"]
                   if has_count and is_entry and count == 0})


def main():
    if subprocess.run([*TEST, "--disable-testable-imports", "--enable-code-coverage"], cwd=ROOT).returncode != 0:
        sys.exit("tests fail, so that no line is counted")
    path = subprocess.run([*TEST, "--show-codecov-path"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = json.loads(pathlib.Path(path.strip()).read_text())["data"][0]["files"]
    enough = True
    for room in ROOMS:
        mine = [file for file in files if f"/Sources/{room}/" in file["filename"]]
        lines = sum(file["summary"]["lines"]["count"] for file in mine)
        covered = sum(file["summary"]["lines"]["covered"] for file in mine)
        share = 100 * covered / lines
        enough = enough and share >= LEAST
        print(f"{room:18} {covered:6} of {lines:6} lines   {share:5.1f} %")
        for file in mine if "--list" in sys.argv else []:
            name = pathlib.Path(file["filename"]).relative_to(ROOT)
            for line in unreached(file):
                print(f"    {name}:{line}")
    sys.exit(0 if enough else f"at least {LEAST} % of the lines of each room are to be tested")


main()

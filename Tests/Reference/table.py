"""Run a script of this folder and keep what it prints as a table in JSON, with its versions.

Run: python3 table.py kaplan_meier.R          (writes kaplan_meier.json; look at the difference)
A script prints lines of comma-separated cells, the first the names of the columns, and on the error stream, last,
the versions it was run with. A table has `script`, `versions`, `columns` and `rows`, a row a line: numbers
digit for digit as printed, null for an empty cell, text for all else (also Inf).
"""

import json
import pathlib
import re
import subprocess
import sys

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")


def cell(text):
    if not text:
        return "null"
    return text if NUMBER.fullmatch(text) else json.dumps(text)


def row(line):
    return "[" + ", ".join(cell(text) for text in line.split(",")) + "]"


script = pathlib.Path(sys.argv[1])
program = "Rscript" if script.suffix == ".R" else sys.executable
result = subprocess.run([program, script], capture_output=True, text=True, check=True)
columns, *rows = result.stdout.splitlines()
versions = result.stderr.splitlines()[-1]
script.with_suffix(".json").write_text(
    '{"script": %s,\n "versions": %s,\n "columns": %s,\n "rows": [\n  %s\n]}\n'
    % (json.dumps(script.name), json.dumps(versions), row(columns), ",\n  ".join(map(row, rows)))
)

"""Holds Dataset-JSON files against the specification of version 1.1 (CDISC, 2024-12-05).

Usage: check_dataset_json.py FILE.json...    Needs the package jsonschema (Debian: python3-jsonschema).
The schema beside this script says what types can say; what the specification says in words is checked here: the order of
attributes, the number of records, a cell of the right type for each column, lengths, and keys that make rows unique.
Ends with 1 when a file does not fit, or when a copy of it with one thing wrong fits as well.
"""
import copy
import json
import pathlib
import re
import sys

import jsonschema

HERE = pathlib.Path(__file__).parent
SCHEMA = json.loads((HERE / "dataset_json_1_1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
# The order in which the specification lists them.
ATTRIBUTES = list(SCHEMA["properties"])
COLUMN = list(SCHEMA["definitions"]["column"]["properties"])
DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def fits(value, column):
    kind = column["dataType"]
    if value is None:
        return True
    if kind == "string":
        return isinstance(value, str) and len(value.encode()) <= column["length"]
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and DATE.fullmatch(value) and column.get("targetDataType") == "integer"
    return False


def faults(document):
    found = [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in VALIDATOR.iter_errors(document)]
    if found:
        return found
    if list(document) != [key for key in ATTRIBUTES if key in document]:
        found.append("attributes stand in another order than in the specification")
    columns, rows = document["columns"], document["rows"]
    if document["records"] != len(rows):
        found.append(f"{document['records']} records, but {len(rows)} rows")
    for column in columns:
        if list(column) != [key for key in COLUMN if key in column]:
            found.append(f"{column['name']}: attributes in another order")
        if len(column["name"]) > 8 or len(column["label"]) > 40:
            found.append(f"{column['name']}: name above 8 or label above 40 characters")
    for number, row in enumerate(rows):
        if len(row) != len(columns):
            found.append(f"row {number}: {len(row)} cells for {len(columns)} columns")
        for value, column in zip(row, columns):
            if not fits(value, column):
                found.append(f"row {number}: {value!r} is no {column['dataType']} of {column['name']}")
    keys = sorted((c["keySequence"], i) for i, c in enumerate(columns) if "keySequence" in c)
    if [k for k, _ in keys] != list(range(1, len(keys) + 1)):
        found.append("keys are not numbered from 1")
    if len({tuple(row[i] for _, i in keys) for row in rows}) != len(rows):
        found.append("two rows have the same keys")
    if "SIMULATED" not in document["label"] or "SIMULATED" not in document["studyOID"]:
        found.append("does not say that nobody is real")
    return found


def broken(document):
    """Copies with one thing wrong each."""
    def change(edit):
        other = copy.deepcopy(document)
        edit(other)
        return other

    number = next(i for i, c in enumerate(document["columns"]) if c["dataType"] in ("integer", "float"))
    yield change(lambda d: d.pop("itemGroupOID"))
    yield change(lambda d: d.update(datasetJSONCreationDateTime="1960-01-01"))
    yield change(lambda d: d.update(datasetJSONVersion="1.0.0"))
    yield change(lambda d: d.update(records=d["records"] + 1))
    yield change(lambda d: d.update(creator="x"))
    yield change(lambda d: d["columns"][0].update(dataType="text"))
    yield change(lambda d: d["columns"][0].update(length=1))
    yield change(lambda d: d["columns"].reverse())
    yield change(lambda d: d["rows"][0].pop())
    yield change(lambda d: d["rows"][0].__setitem__(number, "12"))
    yield change(lambda d: d["rows"].__setitem__(1, d["rows"][0]))


failed = len(sys.argv) < 2
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    document = json.loads(text)
    for fault in faults(document)[:10]:
        print(f"{path}: {fault}")
        failed = True
    for number, other in enumerate(broken(document)):
        if not faults(other):
            print(f"{path}: a copy with fault {number} fits too")
            failed = True
sys.exit(1 if failed else 0)

"""Print libFuzzer's dictionary of a target: words that its bytes are made of, so that it need not find them letter by letter.

Run: python3 Tests/Fuzz/dictionary.py TARGET [SEED...]          (Tests/Fuzz/run.sh does)
For scenarios and options the words of the schema, for tables those of the seeds' first lines.
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NUMBERS = ["0", "1", "-1", "0.5", "1e309", "-1e-320", "1e18", "9223372036854775808", "NaN", ".nan", ".inf", "0x1p3", "007"]
YAML = ["&a ", "*a", "<<: ", "!!float ", "!!binary ", "---\n", "...\n", "- ", ": ", "{", "}", "[", "]", ", ", "|\n", ">-\n",
        "'", "\"", "\\u202E", "#", "%YAML", "? ", "\t", "\r\n", "null", "~", "true", "2026-11-01", "10 mg", "50 %",
        "range: [", "source: ", "sd_log: ", "extends: "]
TABLE = [",", "\n", "\r\n", "\"\"", "\"", ";", "\ufeff", "2026-11-01", "01.11.2026", "scheduled", "unscheduled", "yes", "no", "NA"]


def words(schema):
    """Names of keys and words of choices, wherever they stand in a JSON schema."""
    if isinstance(schema, list):
        return set().union(*map(words, schema), set())
    if not isinstance(schema, dict):
        return set()
    found = set(schema.get("properties", {}))
    found |= {word for word in [*schema.get("enum", []), schema.get("const")] if isinstance(word, str)}
    return found.union(*map(words, schema.values()))


def entry(word):
    return '"' + "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}" for byte in word.encode()) + '"'


def main():
    target, seeds = sys.argv[1], sys.argv[2:]
    schema = words(json.loads((ROOT / "scenarios" / "washout.schema.json").read_text()))
    chosen = {
        "scenario": schema | set(YAML) | set(NUMBERS),
        "set": schema | {word + "." for word in schema} | {"=", "null", "{", "}", "[", "]", ",", ": ", "\n"} | set(NUMBERS),
        "data": set(TABLE) | set(NUMBERS),
        "store": {"SQLite format 3\0", "CREATE TABLE ", "CREATE TRIGGER ", "CREATE VIEW ", "UNIQUE", "TSHW", "WSHT"},
    }[target]
    for seed in seeds if target == "data" else []:
        first = pathlib.Path(seed).read_text(encoding="utf-8").splitlines()[:1]
        chosen |= {name for line in first for name in line.replace(";", ",").split(",")}
    print("\n".join(entry(word) for word in sorted(chosen) if word))


main()

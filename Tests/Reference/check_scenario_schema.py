"""Holds the shipped scenarios against the JSON Schema with an independent implementation of draft-07.

Usage, from the top of the repository:  washout schema | python3 Tests/Reference/check_scenario_schema.py scenarios/*.yaml
Needs the packages jsonschema and PyYAML. Ends with 1 when a scenario does not fit, or when a deliberately broken one does.
"""
import json
import sys

import jsonschema
import yaml


def with_text_keys(node):
    """YAML has numbers as keys (shares: {0: 0.42}), JSON has not."""
    if isinstance(node, dict):
        return {str(key): with_text_keys(value) for key, value in node.items()}
    if isinstance(node, list):
        return [with_text_keys(value) for value in node]
    return node


schema = json.load(sys.stdin)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
failed = False
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        document = with_text_keys(yaml.safe_load(file))
    for error in validator.iter_errors(document):
        print(f"{path}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        failed = True
    if validator.is_valid({**document, "sample_sise": 15}) or validator.is_valid({**document, "title": []}):
        print(f"{path}: a broken copy fits too")
        failed = True
sys.exit(1 if failed else 0)

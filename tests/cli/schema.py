"""schema.py SCHEMA FILE...: every line of a file, or a .yaml file as a whole, must be valid by the schema."""
import json
import sys

import yaml
from jsonschema import Draft202012Validator


def values(name):
    with open(name, encoding="utf-8") as file:
        if name.endswith(".yaml"):
            yield 1, yaml.safe_load(file)
        else:
            yield from ((number, json.loads(line)) for number, line in enumerate(file, 1))


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
failed = 0
for name in sys.argv[2:]:
    for number, value in values(name):
        for problem in validator.iter_errors(value):
            print(f"{name}:{number}: {problem.json_path}: {problem.message}")
            failed = 1
sys.exit(failed)

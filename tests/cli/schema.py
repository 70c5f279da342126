"""schema.py SCHEMA FILE...: every line of the files must be valid JSON by the schema."""
import json
import sys

from jsonschema import Draft202012Validator

schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
failed = 0
for name in sys.argv[2:]:
    for number, line in enumerate(open(name, encoding="utf-8"), 1):
        for problem in validator.iter_errors(json.loads(line)):
            print(f"{name}:{number}: {problem.json_path}: {problem.message}")
            failed = 1
sys.exit(failed)

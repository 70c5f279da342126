"""site.py SCHEMA FILE...: each site file is valid by the schema. site.py SCHEMA --keys TOOL: the keys of its section."""
import json
import sys

import yaml
from jsonschema import Draft202012Validator

schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
if sys.argv[2] == "--keys":
    print(", ".join(sorted(schema["properties"][sys.argv[3]]["properties"])))
    sys.exit()
failed = 0
for name in sys.argv[2:]:
    for problem in Draft202012Validator(schema).iter_errors(yaml.safe_load(open(name, encoding="utf-8"))):
        print(f"{name}: {problem.json_path}: {problem.message}")
        failed = 1
sys.exit(failed)

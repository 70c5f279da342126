"""openapi.py DESCRIPTION < LINES: checks what an endpoint said against its OpenAPI 3.1 description.

Each line is JSON: {"path", "method", "status", "retry_after", "body"} of a reply, and perhaps the "sent" JSON of its
request. A request that the schema refuses must have been answered with 400, and no other. At the end every status that
is described must have been seen."""
import json
import sys

import yaml
from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as file:
    description = yaml.safe_load(file)
assert description["openapi"].startswith("3.1.")
failures, seen = [], set()


def follow(part):
    while "$ref" in part:
        name = part["$ref"]
        part = description
        for step in name.removeprefix("#/").split("/"):
            part = part[step]
    return part


def problems(schema, value):
    # the description is the root, so that its own #/components can be referred to
    validator = Draft202012Validator({**description, **schema})
    return [problem.message for problem in validator.iter_errors(value)]


def check(line):
    operation = description["paths"].get(line["path"], {}).get(line["method"].lower())
    if operation is None:  # another path or method: described under the check
        operation = description["paths"]["/health" if line["path"] == "/health" else "/v1/check"]
        operation = operation["get" if line["path"] == "/health" else "post"]
    status = str(line["status"])
    response = operation["responses"].get(status)
    if response is None:
        return [f"status {status} is not described"]
    seen.add((line["path"] == "/health", status))
    response = follow(response)
    found = problems(response["content"]["application/json"]["schema"], line["body"])
    if ("Retry-After" in response.get("headers", {})) != (line.get("retry_after") is not None):
        found.append("Retry-After is described and not sent, or the other way round")
    if "sent" in line:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        if bool(problems(schema, line["sent"])) != (status == "400" and line.get("about") != "key"):
            found.append("the schema of requests and the endpoint do not agree")
    return found


for text in sys.stdin:
    line = json.loads(text)
    failures += [f"{text.strip()}: {problem}" for problem in check(line)]
for path, methods in description["paths"].items():
    for operation in methods.values():
        for status in operation["responses"]:
            if status != "default" and (path == "/health", status) not in seen:
                failures.append(f"{path}: status {status} is described and was never seen")
for schema in description["components"]["schemas"].values():
    Draft202012Validator.check_schema(schema)
print(*failures, sep="\n")
sys.exit(bool(failures))

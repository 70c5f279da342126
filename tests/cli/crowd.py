"""crowd.py PROFILE: what a rehearsal of this profile must give.

Reads ./in (records) and people.csv (name,number,outcome), and gives people every outcome that the profile's examples can
say about one person without ending the run. Writes people.csv, and ./wanted: "NAME OUTCOME" in the order of ./in;
prints how many of these answers are billed."""
import csv
import json
import sys

import yaml

ABOUT_ONE = ["mismatch", "not_found", "cancelled", "bad_input", "unsupported", "pending", "unknown"]

with open(sys.argv[1], encoding="utf-8") as file:
    profile = yaml.safe_load(file)
kinds = ["result"] if "batch" in profile else ["poll", "reply"] if "poll" in profile else ["reply"]
examples = [e for kind in kinds for e in profile["examples"] if e.get("of", "reply") == kind and "outcome" in e]
billed = {}
for example in examples:
    billed.setdefault(example["outcome"], example.get("billed", False))
said = [outcome for outcome in ABOUT_ONE if outcome in billed]

with open("in", encoding="utf-8") as file:
    people = [json.loads(line) for line in file]
register, wanted = [], []
for i, person in enumerate(people):
    name, number = person["name"], person["doc"]["number"]
    # three in four get what is true, the others what the register says; unknown is rare, as ten in a row end a run
    outcome = said[i // 4 % len(said)] if i % 4 == 3 else ""
    if outcome == "unknown" and i > 100:
        outcome = ""
    truth = "match"
    if not outcome and i % 40 == 1 and "mismatch" in said:
        register.append((name + "某", number, ""))
        truth = "mismatch"
    elif not outcome and i % 40 == 2 and "not_found" in said:
        truth = "not_found"
    else:
        register.append((name, number, outcome))
    wanted.append((name, outcome or truth))

with open("people.csv", "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows([("name", "number", "outcome"), *register])
with open("wanted", "w", encoding="utf-8") as file:
    file.writelines(f"{name} {outcome}\n" for name, outcome in wanted)
print(sum(billed[outcome] for _, outcome in wanted))

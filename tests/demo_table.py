#!/usr/bin/env python3
"""The demo's table, from what the tools left: who came, who was checked, who got a card. Fails when it does not add up."""
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys

checked, held_name, rejects_name, expected_name, log_name, cards, seconds = sys.argv[1:]


def rows(name):
    with open(name, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def reject_codes(name):
    """The codes of the rejects: headers, which come again where the columns differ, say where they stand."""
    codes, at = collections.Counter(), 0
    with open(name, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            own = [i for i, cell in enumerate(row) if cell.startswith("muster:")]
            if own:
                at = own[1]
            else:
                codes[row[at]] += 1
    return codes


def lines(name):
    with open(name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def printed_cards(pdf):
    """Cards on a PDF's pages, counted from their text: every card has a line for its seat."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, text=True).stdout
    return len(re.findall(r"\d+ 号$", text, re.MULTILINE))


squads = collections.defaultdict(collections.Counter)
for record in lines(checked):
    squad = squads[record["squad"]["id"]]
    squad["planned"] = record["squad"]["size"]
    squad[record["lane"]] += 1
for pdf in sorted(pathlib.Path(cards).glob("*.pdf")):
    squads[pdf.stem]["cards"] = printed_cards(pdf)

columns = ["planned", "green", "amber", "red", "cards"]
print("squad         " + "".join(f"{column:>9}" for column in columns))
for name in sorted(squads):
    print(f"{name:14}" + "".join(f"{squads[name][column]:9}" for column in columns))
total = {column: sum(squad[column] for squad in squads.values()) for column in columns}
print(f"{'total':14}" + "".join(f"{total[column]:9}" for column in columns))

expected = json.load(open(expected_name, encoding="utf-8"))
codes, held = reject_codes(rejects_name), rows(held_name)
rejects = sum(codes.values())
log = lines(log_name)
asked = [line for line in log if line["person"]]
charges = collections.Counter(line["person"] for line in log if line["charged"])
print(f"\n{expected['rows']} rows in = {total['planned']} records + {rejects} rejects "
      f"({', '.join(f'{code} {count}' for code, count in sorted(codes.items()))})")
print(f"{len(asked)} calls, {sum(charges.values())} charges, {seconds} seconds, {len(held)} people held without a card")

problems = []
if expected["rows"] != total["planned"] + rejects:
    problems.append("rows in are not records + rejects")
if expected["rejects"] != dict(codes):
    problems.append(f"the rejects are not those that were made: {expected['rejects']}")
if total["planned"] != total["green"] + total["amber"] + total["red"]:
    problems.append("not everyone has a lane")
if total["cards"] + len(held) != total["planned"]:
    problems.append("cards and people held are not everyone")
if charges and max(charges.values()) > 1:
    problems.append("somebody was paid for twice")
for problem in problems:
    print("it does not add up:", problem)
sys.exit(1 if problems else 0)

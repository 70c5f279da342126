#!/usr/bin/python3
"""table.py ROWS [WORD]: plays the rows of the module ROWS (with WORD in their names), a named test each, prints TAP, and
behind it the table of what came of them, in lines that start with "#|". README.md says how to add a row."""
import importlib
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
from trial import Broken, Trial  # noqa: E402

AT_ONCE = 5  # most rows wait most of the time
COLUMNS = ["fault", "key", "requests", "charges", "verdicts", "outcome", "pass"]
KEYS = {True: "same", False: "once"}  # an idempotent profile, and one whose every request may be paid for


def play(row, idempotent, folder):
    """A line of the table, and why it failed; "" it did not."""
    trial = Trial(folder, idempotent, row.people, **row.changes)
    why = ""
    try:
        row.play(trial, idempotent)
    except Broken as broken:
        why = str(broken)
    except Exception:
        why = traceback.format_exc()
    finally:
        trial.close()
    if why and (trial.folder / "err").exists():
        why += "\n" + (trial.folder / "err").read_text(errors="replace")[:4000]
    return {"fault": row.name, "key": KEYS[idempotent], "pass": "no" if why else "yes", **trial.facts}, why


def print_table(lines):
    cells = [COLUMNS] + [[str(line.get(column, "-")) for column in COLUMNS] for line in lines]
    widths = [max(len(row[i]) for row in cells) for i in range(len(COLUMNS))]
    print("#| ")
    for row in cells:
        print("#| " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main(module, word=""):
    rows = [(row, key) for row in importlib.import_module(module).ROWS for key in row.keys if word in row.name]
    print(f"1..{len(rows)}", flush=True)
    lines = []
    with tempfile.TemporaryDirectory(prefix="muster-fault-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        played = [pool.submit(play, row, key, Path(folder) / str(i)) for i, (row, key) in enumerate(rows)]
        for i, future in enumerate(played):
            line, why = future.result()
            lines.append(line)
            print(f"{'not ok' if why else 'ok'} {i + 1} - {line['fault']} ({line['key']})")
            for said in why.splitlines():
                print("# " + said)
            sys.stdout.flush()
    print_table(lines)
    return any(line["pass"] != "yes" for line in lines)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

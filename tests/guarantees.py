#!/usr/bin/env python3
"""guarantees.py SOURCE: each promise of muster-guarantees(7) is one sentence and names tests that there are. Prints TAP."""
import importlib
import re
import sys
from functools import cache
from pathlib import Path

sys.dont_write_bytecode = True
PAGE = "cmd/muster-guarantees.7.scd"
PROMISES = ["MONEY", "VERDICTS", "RECORDS", "THE ENDPOINT", "PRIVACY", "RESOURCES", "THE DISK"]
OTHERS = ["NAME", "DESCRIPTION", "NOT PROMISED", "SEE ALSO"]


class Tests:
    """The names of all tests, by what `meson test` calls their program."""

    def __init__(self, source):
        self.source = source
        self.registered = (source / "tests/meson.build").read_text(encoding="utf-8")
        sys.path.insert(0, str(source / "tests/fault"))

    @cache
    def names(self, program):
        """None: no such program is played."""
        kind, _, noun = program.partition(" ")
        if kind == "fault" and f"'{noun}'" in re.search(r"foreach rows : \[(.*)\]", self.registered).group(1):
            return {row.name for row in importlib.import_module(noun + "_rows").ROWS}
        if kind == "unit" and f"\n  '{noun}': [" in self.registered:
            text = (self.source / f"tests/unit/test_{noun}.c").read_text(encoding="utf-8")
            written = re.findall(r"^static void (\w+)\(void \*\*state\)", text, re.MULTILINE)
            return {name for name in written if len(re.findall(rf"\b{name}\b", text)) > 1}
        if program.endswith(".bats") and f"'{program}'" in self.registered:
            text = (self.source / "tests" / program).read_text(encoding="utf-8")
            return set(re.findall(r'^@test "(.*)" \{$', text, re.MULTILINE))
        return None

    def problem(self, word):
        """With what stands behind a bullet; None."""
        program, _, name = word.partition(": ")
        names = self.names(program)
        if names is None:
            return f"no tests are called {program!r}"
        return None if name in names else f"{program} has no test {name!r}"


def sections(page):
    """Each heading with its promises: [sentence, [test...]]."""
    found = {}
    for block in re.split(r"^# ", page, flags=re.MULTILINE)[1:]:
        heading, _, text = block.partition("\n")
        found[heading] = promises = []
        said = False  # a sentence goes on over lines
        for line in text.split("\n"):
            if not line:
                said = False
            elif line.startswith("\t- "):
                if not promises:
                    promises.append(["", []])
                promises[-1][1].append(line[3:].replace("\\", ""))
                said = False
            elif said:
                promises[-1][0] += " " + line
            else:
                promises.append([line, []])
                said = True
    return found


def problems(page, tests):
    found, all_sections = [], sections(page)
    for heading, promises in all_sections.items():
        if heading not in PROMISES + OTHERS:
            found.append(f"it is not said whether {heading} promises something")
        for sentence, words in promises if heading in PROMISES else []:
            if not words:
                found.append(f"no test shows: {sentence}")
            if not re.fullmatch(r"[A-Z*].*\.", sentence) or re.search(r"[.!?] ", sentence):
                found.append(f"not one sentence: {sentence!r}")
            found += filter(None, map(tests.problem, words))
    return found + [f"there is no {heading}" for heading in PROMISES + OTHERS if not all_sections.get(heading)]


SHOWN = "\t- fault local: SIGINT\n"
# What stands in the page, what stands there instead, and what is then said.
BREAKS = [
    (SHOWN, "\t- fault local: SIGHUP\n", "fault local has no test 'SIGHUP'"),
    (SHOWN, "\t- fault lunar: SIGINT\n", "no tests are called 'fault lunar'"),
    (SHOWN, SHOWN + "\t- cli/check.bats: a test that is not there\n", "cli/check.bats has no test"),
    (SHOWN, SHOWN + "\t- cli/chess.bats: killed\n", "no tests are called 'cli/chess.bats'"),
    (SHOWN, SHOWN + "\t- unit ledger: is_never_there\n", "unit ledger has no test"),
    (SHOWN, SHOWN + "\t- unit chess: files_are_private\n", "no tests are called 'unit chess'"),
    ("\n# VERDICTS", "Nothing ever happens.\n\n# VERDICTS", "no test shows: Nothing ever happens."),
    ("# MONEY\n", "# MONEY\n\nNobody pays.\nNobody ever does.\n" + SHOWN, "not one sentence"),
    ("# MONEY\n", "# MONEY\n\n" + SHOWN, "not one sentence"),
    ("# PRIVACY\n", "# SECRETS\n", "not said whether SECRETS"),
    ("# NOT PROMISED\n", "", "there is no NOT PROMISED"),
]


def main():
    source = Path(sys.argv[1])
    page, tests = (source / PAGE).read_text(encoding="utf-8"), Tests(source)
    count = sum(len(promises) for heading, promises in sections(page).items() if heading in PROMISES)
    results = [("each promise is a sentence with tests that there are", problems(page, tests)),
               ("there are promises", [] if count > 40 else [f"only {count}"])]
    for old, new, wanted in BREAKS:
        found = problems(page.replace(old, new, 1), tests)
        right = old in page and any(wanted in problem for problem in found)
        results.append(("found: " + wanted, [] if right else [f"instead: {found}"]))
    print(f"1..{len(results)}")
    for number, (title, found) in enumerate(results, 1):
        print("not ok" if found else "ok", number, "-", title)
        for problem in found:
            print("  #", problem)
    return 1 if any(found for _, found in results) else 0


sys.exit(main())

#!/usr/bin/env python3
"""layers.py SOURCE: includes go down the layers, and each foreign library stays behind its files. Prints TAP."""
import re
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

# Lowest first: a layer includes itself and what stands before it.
LOWER = ["base", "paper", "table", "record", "identity", "profile"]
STAGES = ["roster", "check", "card", "endpoint"]

# Which files, by their names or patterns, may include a foreign library's headers.
FOREIGN = {
    "curl/": ["lib/check/http.c"],
    "fontconfig/": ["lib/paper/font.c"],
    "hb": ["lib/paper/cut.c", "lib/paper/font.c"],
    "hpdf": ["lib/paper/page.c"],
    "iconv.h": ["lib/table/decode.c"],
    "microhttpd.h": ["lib/endpoint/server.c"],
    "openssl/": ["lib/base/cipher.c", "lib/base/digest.c"],
    "qrencode.h": ["lib/paper/qr.c"],
    "sqlite3.h": ["lib/check/ledger_*.[ch]"],
    "utf8proc.h": ["lib/base/text.c"],
    "xlsxwriter.h": ["lib/table/workbook.c"],
    "yaml.h": ["lib/base/yaml.c"],
    "zip.h": ["lib/table/part.c"],
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def allowed(layer):
    """The layers that a file of `layer` (None: cmd/) may include."""
    if layer is None:
        return set(LOWER + STAGES)
    if layer in STAGES:
        return set(LOWER + [layer])
    return set(LOWER[: LOWER.index(layer) + 1])


def problem_with(source, file, quote, header):
    """The sentence, or None."""
    name = file.relative_to(source).as_posix()
    for prefix, files in FOREIGN.items():
        if header.startswith(prefix) and not any(fnmatch(name, pattern) for pattern in files):
            return f"{name} includes {header}, which only {' and '.join(files)} may"
    if quote == "<":
        return None
    layer = name.split("/")[1] if name.startswith("lib/") else None
    if layer is not None and layer not in LOWER + STAGES:
        return f"{name} lies in a layer that tests/layers.py does not know"
    if "/" in header:
        if not (source / "lib" / header).is_file():
            return f"{name} includes {header}, which is not there"
        if header.split("/")[0] not in allowed(layer):
            return f"{name} includes {header}, which is not below it"
        return None
    beside = file.parent / header
    stem, is_made, _ = header.partition(".tsv.")  # headers.tsv.h, regions.tsv.starts.h
    if layer is None and beside.is_file() or is_made and (file.parent / f"{stem}.tsv").is_file():
        return None
    return f"{name} includes {header} without its layer"


def problems(source, folder):
    found = []
    for file in sorted((source / folder).rglob("*.[ch]")):
        for quote, header in INCLUDE.findall(file.read_text(encoding="utf-8")):
            problem = problem_with(source, file, quote, header)
            if problem:
                found.append(problem)
    return found


# A tree of these has no problem; each line of BREAKS adds one.
SOUND = {
    "lib/base/err.h": "",
    "lib/base/err.c": '#include "base/err.h"\n#include <string.h>\n',
    "lib/record/wire.h": '#include "base/err.h"\n',
    "lib/roster/intake.h": '#include "record/wire.h"\n',
    "lib/roster/headers.tsv": "",
    "lib/roster/intake.c": '#include "headers.tsv.h"\n#include "headers.tsv.starts.h"\n'
    '#include "roster/intake.h"\n',
    "lib/check/run.h": '#include "record/wire.h"\n',
    "lib/check/http.c": "#include <curl/curl.h>\n",
    "lib/check/ledger_db.h": "#include <sqlite3.h>\n",
    "cmd/cli.h": "",
    "cmd/roster.c": '#include "cli.h"\n#include "check/run.h"\n#include "roster/intake.h"\n',
}
BREAKS = [
    ("lib/base/err.c", '#include "record/wire.h"', "not below"),
    ("lib/record/wire.h", '#include "roster/intake.h"', "not below"),
    ("lib/check/run.h", '#include "roster/intake.h"', "not below"),
    ("lib/check/run.h", ' # include "roster/intake.h"', "not below"),
    ("lib/check/run.h", "#include <curl/curl.h>", "may"),
    ("lib/roster/intake.c", "#include <sqlite3.h>", "may"),
    ("lib/check/run.h", "#include <sqlite3.h>", "may"),
    ("lib/roster/intake.c", "#include <hb-subset.h>", "may"),
    ("cmd/roster.c", "#include <hpdf.h>", "may"),
    ("lib/roster/intake.c", '#include "intake.h"', "without its layer"),
    ("lib/roster/intake.c", '#include "regions.tsv.h"', "without its layer"),
    ("lib/roster/intake.c", '#include "cli.h"', "without its layer"),
    ("lib/roster/intake.c", '#include "record/absent.h"', "not there"),
    ("lib/odd/thing.c", '#include "base/err.h"', "does not know"),
]


def problems_of_tree(broken_file=None, line=""):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        for name, text in {"lib/odd/thing.c": "", **SOUND}.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + (line + "\n" if name == broken_file else ""), encoding="utf-8")
        return problems(source, "lib") + problems(source, "cmd")


def main():
    source = Path(sys.argv[1])
    results = [(f"{folder}/ includes go down the layers", problems(source, folder)) for folder in ("lib", "cmd")]
    count = sum(1 for _ in (source / "lib").rglob("*.c"))
    results.append(("there are files to look at", [] if count > 10 else [f"only {count} in lib/"]))
    results.append(("a sound tree has no problem", problems_of_tree()))
    for file, line, wanted in BREAKS:
        found = problems_of_tree(file, line)
        right = len(found) == 1 and wanted in found[0]
        results.append((f"found: {file}: {line.strip('# ')}", [] if right else [f"instead: {found}"]))
    print(f"1..{len(results)}")
    for number, (title, found) in enumerate(results, 1):
        print("not ok" if found else "ok", number, "-", title.replace("#", ""))
        for problem in found:
            print("  #", problem)
    return 1 if any(found for _, found in results) else 0


sys.exit(main())

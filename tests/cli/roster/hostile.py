#!/usr/bin/env python3
"""hostile.py CASE FILE: a workbook that was made to hurt. `hostile.py` alone lists the cases."""
import sys
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADER = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("姓名", "身份证号", "手机"))
MANY, STEP = 1_000_000, 1000


def relations(items):
    inner = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{part}"/>' for i, kind, part in items)
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def sheet(pieces, tail=""):
    yield f"<worksheet><sheetData><row>{HEADER}</row>"
    yield from pieces
    yield f"</sheetData>{tail}</worksheet>"


def rows(count, row):
    for first in range(2, count + 2, STEP):
        yield "".join(row(number) for number in range(first, first + STEP))


def filled(number):
    return f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>'


def styled(number):
    return f'<row r="{number}" s="3" customFormat="1"><c r="A{number}" s="3"/><c r="B{number}" s="3"/></row>'


def merges(count, merge):
    yield f"<worksheet><sheetData><row>{HEADER}</row>"
    yield from rows(20_000, filled)
    yield "</sheetData><mergeCells>"
    for number in range(1, count):
        yield f'<mergeCell ref="{merge(number)}"/>'
    yield "</mergeCells></worksheet>"


def unknown(number):
    return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>张三</t></is></c></row>'


def texts(count):
    yield "<sst>"
    for first in range(0, count, STEP):
        yield "".join(f"<si><t>{number * 7919 % 999_983}</t></si>" for number in range(first, first + STEP))
    yield "</sst>"


# Case -> the sheet's pieces, the shared strings' pieces.
CASES = {
    "rows-styled": lambda: (sheet(rows(MANY, styled)), None),
    "columns": lambda: (sheet(["<row>", *["<c><v>1</v></c>" * STEP] * STEP, "</row>"]), None),
    "columns-far": lambda: (sheet(rows(20_000, lambda n: f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>')), None),
    "nesting": lambda: (sheet(["<a>" * STEP] * 2000), None),
    "cell": lambda: (sheet(['<row><c t="inlineStr"><is><t>', *["姓名" * STEP] * 400]), None),
    "spaces": lambda: (sheet([" " * MANY] * 200), None),
    "attributes": lambda: (sheet(["<a " + " ".join(f'b{i}=""' for i in range(100)) + "/>"]), None),
    "tag": lambda: (sheet(['<a b="', *["x" * STEP] * 8000, '"/>']), None),
    "merges": lambda: (merges(MANY + STEP, lambda n: f"A{n}:A{n + 1}"), None),
    "merges-over-one-another": lambda: (merges(100_000, lambda n: f"A{n}:C999999"), None),
    "sheets-of-one-part": lambda: (sheet([" " * MANY] * 20), None),
    "rejects": lambda: (sheet(rows(MANY, unknown)), None),
    "texts": lambda: (sheet([]), texts(6 * MANY)),
}


def main():
    if len(sys.argv) == 1:
        print("\n".join(CASES))
        return
    body, shared = CASES[sys.argv[1]]()
    sheets = 1000 if sys.argv[1] == "sheets-of-one-part" else 1
    parts = {
        "_rels/.rels": relations([("r", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets>'
        + "".join(f'<sheet name="名单{i or ""}" r:id="r"/>' for i in range(sheets)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations([("r", "worksheet", "s.xml")] + [("t", "sharedStrings", "t.xml")] * bool(shared)),
        "xl/s.xml": body, "xl/t.xml": shared}
    with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, pieces in parts.items():
            if pieces:
                with archive.open(name, "w") as out:
                    for piece in [pieces] if isinstance(pieces, str) else pieces:
                        out.write(piece.encode())


main()

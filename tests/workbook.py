"""Workbooks as spreadsheet programs write them, by hand, the same bytes every time."""
import datetime
import zipfile
from xml.sax.saxutils import escape


class Number(str):
    """The raw text of a numeric cell."""


class Date(str):
    """A day as its number, under a date format."""


def excel_number(digits):
    """What Excel stores when an 18-digit number is typed into a numeric cell: 15 digits stay."""
    return Number(("%.16E" % float(digits[:15] + "000")).replace("E+0", "E+"))


def excel_day(day):
    return Date((day - datetime.date(1899, 12, 30)).days)


def letters(column):
    name = ""
    while column >= 0:
        name, column = chr(65 + column % 26) + name, column // 26 - 1
    return name


def sheet_xml(lines, strings):
    out = []
    for number, line in enumerate(lines, 1):
        cells = []
        for column, value in enumerate(line):
            place = f'r="{letters(column)}{number}"'
            if isinstance(value, Date):
                cells.append(f'<c {place} s="1"><v>{value}</v></c>')
            elif isinstance(value, Number):
                cells.append(f"<c {place}><v>{value}</v></c>")
            elif value:
                index = strings.setdefault(value, len(strings))
                cells.append(f'<c {place} t="s"><v>{index}</v></c>')
        out.append(f'<row r="{number}">{"".join(cells)}</row>')
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{"".join(out)}</sheetData></worksheet>'


def relations(kinds):
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    items = "".join(f'<Relationship Id="rId{i}" Type="{base}{kind}" Target="{target}"/>'
                    for i, (kind, target) in enumerate(kinds, 1))
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + items + "</Relationships>")


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = ('<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
          '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" '
          'applyNumberFormat="1"/></cellXfs></styleSheet>')


def write_xlsx(path, sheets):
    """`sheets`: name -> lines of cells; text, Number, Date or empty."""
    strings, main = {}, "application/vnd.openxmlformats-officedocument.spreadsheetml."
    space = ('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
             'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
    bodies = [sheet_xml(lines, strings) for lines in sheets.values()]
    targets = [f"worksheets/sheet{i + 1}.xml" for i in range(len(bodies))]
    named = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>'
                    for i, name in enumerate(sheets, 1))
    types = "".join(f'<Override PartName="/xl/{part}" ContentType="{main}{kind}+xml"/>'
                    for part, kind in [("workbook.xml", "sheet.main"), ("styles.xml", "styles"),
                                       ("sharedStrings.xml", "sharedStrings")]
                    + [(target, "worksheet") for target in targets])
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f"<workbook {space}><sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            [("worksheet", target) for target in targets]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {space}>" + "".join(
            f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings) + "</sst>",
    }
    parts.update({"xl/" + target: body for target, body in zip(targets, bodies)})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, HEAD + body)

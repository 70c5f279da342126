load helper

# The rosters that other tests and the demo read are made by tests/rosters.py.

rosters() {
    /usr/bin/python3 "$MUSTER_SOURCE/tests/rosters.py" "$@"
}

@test "rosters.py writes five rosters and a register whose numbers add up" {
    rosters day --people 400 --day 2026-11-11 >expected
    [ "$(ls day | tr '\n' ' ')" = "hengxin.xlsx hongtu.xlsx jiahe.xlsx register.csv shunda.csv zhonglian.csv " ]
    /usr/bin/python3 - <<'PYTHON'
import csv, json
expected = json.load(open("expected"))
assert expected["rows"] == expected["records"] + sum(expected["rejects"].values())
assert expected["rows"] == sum(expected["files"].values()) == 400 + expected["rejects"]["dup.document"]
assert set(expected["rejects"]) == {"dup.document", "id.checksum", "id.date", "id.length",
                                    "id.rounded", "age.under16", "name.missing"}
register = list(csv.DictReader(open("day/register.csv", encoding="utf-8")))
assert len(register) == expected["records"] - expected["outcomes"]["not_found"]
assert sum(row["结果"] == "cancelled" for row in register) == expected["outcomes"]["cancelled"]
assert len({row["证件号码"] for row in register}) == len(register)
PYTHON
}

@test "rosters.py writes the same bytes for the same arguments" {
    rosters one --people 200 --day 2026-11-11 >first
    rosters two --people 200 --day 2026-11-11 >second
    cmp first second
    diff -r one two
}

@test "what the rosters are known to hold is what muster roster makes of them" {
    rosters day --people 2000 --day 2026-11-11 >expected
    cd day
    try muster roster --date 2026-11-11 -o ../records --rejects ../rejects.csv \
        hengxin.xlsx shunda.csv hongtu.xlsx zhonglian.csv jiahe.xlsx
    expect 0
    cd ..
    /usr/bin/python3 - <<'PYTHON'
import collections, csv, json
expected = json.load(open("expected"))
records = [json.loads(line) for line in open("records", encoding="utf-8")]
codes, at = collections.Counter(), None
for row in csv.reader(open("rejects.csv", encoding="utf-8-sig", newline="")):
    if "muster: code" in row:
        at = row.index("muster: code")
    else:
        codes[row[at]] += 1
assert len(records) == expected["records"]
assert codes == expected["rejects"], codes
assert sum(r["doc"]["type"] != "resident" for r in records) == expected["other"]
assert sum("phone" not in r for r in records) == expected["phoneless"]
codes = collections.Counter(note["code"] for r in records for note in r.get("notes", []))
assert codes["age.minor"] == expected["minors"]
known = {row["证件号码"]: row["姓名"] for row in csv.DictReader(open("day/register.csv", encoding="utf-8"))}
same = sum(known.get(r["doc"]["number"]) == r["name"] for r in records)
outcomes = expected["outcomes"]
assert same == outcomes["match"] + outcomes["cancelled"] + expected["other"], same
PYTHON
}

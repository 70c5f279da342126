#!/usr/bin/python3
"""people.py FOLDER PART...: invented people for the parts of the benchmark.

roster: roster.csv (1,000,000 rows), the same as GB18030 (gb18030.csv), its first 100,000 as a workbook (roster.xlsx).
check: workers.ndjson (20,000 records as muster-roster prints them) and register.csv for them; crowd.ndjson and
crowd.csv, the same for 1,000,000.
card: checked.ndjson (2,000 records in 10 squads as muster-check prints them)."""
import hashlib
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook import write_xlsx

ROWS, WORKBOOK_ROWS, CHECKED, CROWD, CARDS, SQUAD = 1_000_000, 100_000, 20_000, 1_000_000, 2_000, 200
COUNTIES = ["330402", "330411", "330421", "330424", "330481", "330482", "330483", "140221", "211221", "340321", "341221",
            "360121", "411727", "420281", "430223", "450123", "511024", "522401", "532324", "610121", "650205"]
HEADER = ["姓名", "身份证号", "手机", "劳务公司"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀兰霞平刚桂英华玉红建国文辉力永健世广志义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子"
AGENCIES = ["恒信劳务", "顺达人力", "嘉禾服务", "远航劳务", "众诚人力"]


def numbers():
    """Document numbers with a right check character and the order codes of nobody, each once."""
    day = date(1966, 1, 1)
    while True:
        for county in COUNTIES:
            for order in range(996, 1000):
                body = f"{county}{day:%Y%m%d}{order}"
                yield body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]
        day += timedelta(days=1)


def people(count):
    chance = random.Random(20261111)
    for i, number in zip(range(count), numbers()):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        yield i, name, number, f"138{i:08d}", AGENCIES[i % len(AGENCIES)]


def record(i, count, name, document, phone, agency, more):
    squads = -(-count // SQUAD)
    no = i // SQUAD + 1
    return json.dumps({
        "muster": 1,
        "squad": {"id": f"20261111-{no:02}", "no": no, "of": squads, "seat": i % SQUAD + 1, "size": SQUAD},
        "name": name, "doc": document, "phone": phone, "agency": agency,
        "from": {"file": "roster.csv", "row": i + 2}, **more}, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_rosters(folder):
    rows = [HEADER, *([name, number, phone, agency] for _, name, number, phone, agency in people(ROWS))]
    text = "".join(",".join(row) + "\r\n" for row in rows)
    for name, encoding in (("roster.csv", "utf-8"), ("gb18030.csv", "gb18030")):
        (folder / name).write_bytes(text.encode(encoding))
    write_xlsx(folder / "roster.xlsx", {"名单": rows[:WORKBOOK_ROWS + 1]})


def write_workers(folder, count, records, register):
    with open(folder / records, "w", encoding="utf-8") as out, open(folder / register, "w", encoding="utf-8") as rows:
        rows.write("name,number\n")
        for i, name, number, phone, agency in people(count):
            out.write(record(i, count, name, {"type": "resident", "number": number}, phone, agency, {}))
            rows.write(f"{name},{number}\n")


def write_checked(folder):
    with open(folder / "checked.ndjson", "w", encoding="utf-8") as out:
        for i, name, number, phone, agency in people(CARDS):
            document = {"type": "resident", "key": hashlib.sha256(number.encode()).hexdigest(), "last4": number[-4:]}
            verdict = {"by": "reference", "outcome": "match", "at": "2026-11-11T04:05:06Z", "ref": f"r-{i:08}"}
            out.write(record(i, CARDS, name, document, phone, agency, {"lane": "green", "verdicts": [verdict]}))


def main():
    folder, parts = Path(sys.argv[1]), sys.argv[2:]
    if "roster" in parts:
        write_rosters(folder)
    if "check" in parts:
        write_workers(folder, CHECKED, "workers.ndjson", "register.csv")
        write_workers(folder, CROWD, "crowd.ndjson", "crowd.csv")
    if "card" in parts:
        write_checked(folder)


main()

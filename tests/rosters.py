#!/usr/bin/env python3
"""rosters.py FOLDER [--people 8000] [--day YYYY-MM-DD] [--seed N]

Writes what five labour agencies send for one morning (hengxin.xlsx, shunda.csv, hongtu.xlsx,
zhonglian.csv, jiahe.xlsx) and register.csv, the register that a rehearsal endpoint answers from.
The same arguments give the same bytes. Everybody in them is invented: resident numbers have the
order codes 996 to 999, phones the prefix 154, which no operator uses.

The arithmetic, printed as one line of JSON:

    rows     = people + dup.document       a person is one row, a duplicate one row more
    rejects  = dup.document                the second row of somebody who has a good one
             + id.checksum + id.date + id.length + id.rounded + age.under16 + name.missing
                                           people whose only row cannot become a record
    records  = rows - rejects = people - those people

Of the records `other` have a document that is no resident number, `minors` are 16 or 17 on the day
and `phoneless` have no phone. `outcomes` counts what the register makes of the resident numbers
among the records; the other documents are in it as they are.
"""
import argparse
import csv
import datetime
import json
import os
import random
import sys

sys.dont_write_bytecode = True
from workbook import Number, excel_day, excel_number, write_xlsx  # noqa: E402

# Counties in force since 1988 or longer (GB/T 2260).
COUNTIES = """360424 410421 511129 430721 341023 530125 532626 532527 430724 410122 360429 411024
430527 532622 360121 620525 532329 430522 430722 622925 532327 430426 410221 360222 340321 410726
341022 510131 430121 410329 620522 510129 620421 522730 510822 330482""".split()
SURNAMES = list("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
                "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎") + [
    "欧阳", "上官", "诸葛", "司徒"]
GIVEN = list("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华文玉红建国春梅志海燕波辉宁云龙峰雪斌鹏飞琴晓"
             "婷宇浩凯健俊帆雨欣然佳琪子轩思远嘉怡小凤金凤德福喜林长江永成立新家豪振东庆丰瑞祥美玲")
RARE = ["王𠮷", "李䶮", "陈㛃", "张𫓮", "赵𠮷祥", "周㛃文"]
MINORITY = [a + "·" + b for a in ("阿依古丽", "古丽娜尔", "艾合买提", "吐尔逊", "迪丽努尔", "买买提江")
            for b in ("买买提", "艾山", "吐尔地", "阿不都拉", "热合曼")]
OTHER = [("护照", "E{:08d}"), ("护照", "G{:08d}"), ("港澳居民来往内地通行证", "H{:08d}"),
         ("台湾居民来往大陆通行证", "{:08d}")]
AGENCIES = [  # file, name, share of the people
    ("hengxin.xlsx", "恒信劳务", 0.25), ("shunda.csv", "顺达人力", 0.21), ("hongtu.xlsx", "宏图", 0.20),
    ("zhonglian.csv", "中联", 0.18), ("jiahe.xlsx", "佳和", 0.16)]
SHIFTS = ["夜班", "白班", "中班"]


def check_character(first17):
    """GB 11643-1999: weights 2^(17-i) modulo 11."""
    total = sum(int(c) * pow(2, 17 - i, 11) for i, c in enumerate(first17))
    return "10X98765432"[total % 11]


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


class Crowd:
    """Distinct people, each with one row, and what is wrong with some of them."""

    def __init__(self, count, day, rng):
        self.rng, self.day, self.taken = rng, day, set()
        self.people = [self.person() for _ in range(count)]
        self.assign_agencies(count)
        self.spoil(count)

    def number(self, birth):
        """A free resident number; `birth` is YYYYMMDD and need not be a day."""
        while True:
            first = self.rng.choice(COUNTIES) + birth + str(self.rng.randint(996, 999))
            if first not in self.taken:
                self.taken.add(first)
                return first + check_character(first)

    def name(self):
        if self.rng.random() < 0.015:
            return self.rng.choice(MINORITY)
        given = self.rng.choices(GIVEN, k=self.rng.choice((1, 2, 2, 2)))
        return self.rng.choice(SURNAMES) + "".join(given)

    def person(self):
        birth = datetime.date(1968, 1, 1) + datetime.timedelta(self.rng.randrange(38 * 365))
        person = {"name": self.name(), "phone": "154%08d" % self.rng.randrange(10**8),
                  "type": "居民身份证", "fault": None, "minor": False, "numeric": False,
                  "plate": "浙F%05d" % self.rng.randrange(12000, 12040),
                  "shift": self.rng.choice(SHIFTS), "duplicate": False}
        self.born(person, birth)
        return person

    def born(self, person, birth):
        person["birth"] = birth
        person["number"] = self.number(birth.strftime("%Y%m%d"))
        person["sex"] = "男" if int(person["number"][16]) % 2 else "女"

    def assign_agencies(self, count):
        start = 0
        for i, (file, _, share) in enumerate(AGENCIES):
            end = count if i == len(AGENCIES) - 1 else start + round(count * share)
            for person in self.people[start:end]:
                person["file"] = file
            start = end

    def pick(self, count, *files):
        """People with nothing special about them yet."""
        free = [p for p in self.people if not p.get("special") and (not files or p["file"] in files)]
        chosen = self.rng.sample(free, min(count, len(free)))
        for person in chosen:
            person["special"] = True
        return chosen

    def spoil(self, count):
        def some(one_in, least=1):
            return max(least, round(count / one_in))
        for person, name in zip(self.pick(some(700, 4)), RARE * count):
            person["name"] = name
        for person in self.pick(some(400)):
            self.aged(person, 16, 17)
            person["minor"] = True
        for person in self.pick(3 if count >= 1000 else 1):
            self.aged(person, 14, 15)
            person["fault"] = "age.under16"
        for person in self.pick(some(800), "hongtu.xlsx", "jiahe.xlsx"):
            person["type"], shape = self.rng.choice(OTHER)
            if person["file"] == "jiahe.xlsx":  # which has no column for the kind of document
                person["type"], shape = OTHER[0]
            person["number"] = shape.format(self.rng.randrange(10**7, 10**8))
        for person in self.pick(some(1300), "hengxin.xlsx"):
            while person["number"].endswith("X"):
                self.born(person, person["birth"])
            person["fault"], person["numeric"] = "id.rounded", True
        for person in self.pick(some(200)):
            last = person["number"][17]
            wrong = self.rng.choice([c for c in "0123456789" if c != last])
            person["number"], person["fault"] = person["number"][:17] + wrong, "id.checksum"
        for person in self.pick(some(2000)):
            person["number"] = self.number(person["birth"].strftime("%Y") + "0230")
            person["fault"] = "id.date"
        for person in self.pick(some(2500)):
            person["number"], person["fault"] = person["number"][:17], "id.length"
        for person in self.pick(some(2500)):
            person["name"], person["fault"] = "", "name.missing"
        for person in self.pick(some(120)):
            person["phone"] = ""
        self.twice = self.pick(some(200, 2))

    def aged(self, person, first, last):
        """Born so that the age on the day is from `first` to `last`, weeks from any limit."""
        days = self.rng.randint(first * 366 + 30, (last + 1) * 365 - 30)
        self.born(person, self.day - datetime.timedelta(days))

    def rows(self, file):
        """The agency's rows in the order they were typed, with the second rows of some people."""
        rows = [p for p in self.people if p["file"] == file]
        for i, person in enumerate(self.twice):
            other = AGENCIES[(i // 2) % len(AGENCIES)][0]
            if (person["file"] if i % 2 else other) == file:
                again = dict(person, file=file, duplicate=True)
                rows.insert(self.rng.randrange(len(rows) + 1), again)
        return rows


def typed(text, person, rng):
    """The text as tired people type it into a text file; nothing is lost by it."""
    if text == person["name"] and len(text) == 2 and rng.random() < 0.05:
        return text[0] + rng.choice((" ", "　")) + text[1]
    if text and text in (person["number"], person["phone"]):
        text = text.replace("X", "x") if rng.random() < 0.5 else text
        return full_width(text) if rng.random() < 0.02 else text
    return text


def write_csv(path, above, header, rows, below, tricks, rng):
    with open(path, "w", encoding="gb18030", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        for line in above:
            out.writerow(line + [""] * (len(header) - len(line)))
        out.writerow(header)
        for i, (person, cells) in enumerate(rows):
            cells = [typed(str(c), person, rng) for c in cells]
            if tricks and i % 500 == 7:  # Excel's way to keep a number a text
                cells = ['="%s"' % c if c == person["number"] else c for c in cells]
            out.writerow(cells)
        for line in below:
            out.writerow(line + [""] * (len(header) - len(line)))


def write_hengxin(path, rows, day, rng):
    lines = [["恒信劳务派遣有限公司临时用工人员名单"], [f"用工日期：{day}　　带队人：王芳"],
             ["序号", "姓名", "性别", "身份证号码", "联系电话", "车牌号", "班次", "劳务公司"]]
    for i, p in enumerate(rows, 1):
        number = excel_number(p["number"]) if p["numeric"] else p["number"]
        lines.append([Number(i), p["name"], p["sex"], number, Number(p["phone"]) if p["phone"] else "",
                      p["plate"], p["shift"], "恒信劳务"])
    lines += [["合计", f"{len(rows)}人"], [], ["制表人：王芳", "", "", "审核：李强"]]
    write_xlsx(path, {"名单": lines})


def write_shunda(path, rows, day, rng):
    cells = [(p, [i, p["name"], p["number"], p["phone"], "顺达人力", "老员工" if i % 9 == 0 else ""])
             for i, p in enumerate(rows, 1)]
    write_csv(path, [[f"顺达人力资源有限公司人员花名册（{day}）"]],
              ["编号", "员工姓名", "身份证号", "手机号码", "派遣公司", "备注"], cells,
              [["合计", f"共{len(rows)}人"], ["制表人：陈静", "", "审核：周勇"]], False, rng)


def write_hongtu(path, rows, day, rng):
    lines = [["宏图人力资源  进场人员登记表"],
             ["序号", "姓名", "证件类型", "证件号码", "出生日期", "手机号", "班次", "劳务单位"]]
    for i, p in enumerate(rows, 1):
        lines.append([Number(i), p["name"], p["type"], p["number"], excel_day(p["birth"]), p["phone"],
                      p["shift"], "宏图"])
    lines += [[], ["合计", "", "", f"{len(rows)}人"], ["审核：刘洋"]]
    count = [["班次", "人数"]] + [
        [shift, Number(sum(p["shift"] == shift for p in rows))] for shift in SHIFTS]
    write_xlsx(path, {"人员": lines, "汇总": count + [["合计", Number(len(rows))]]})


def write_zhonglian(path, rows, day, rng):
    cells = [(p, [p["name"], p["sex"], p["number"], p["phone"], p["plate"], "中联"]) for p in rows]
    write_csv(path, [], ["姓名", "性别", "身份证", "电话", "车牌", "劳务公司"], cells,
              [["合计", "", f"{len(rows)}人"]], True, rng)


def write_jiahe(path, rows, day, rng):
    lines = [[], ["佳和劳务"], [], ["No.", "姓 名", "公民身份号码", "联系方式", "岗位", "输送单位"]]
    for i, p in enumerate(rows, 1):
        lines.append([Number(i), p["name"], p["number"], p["phone"], "分拣员", "佳和"])
        lines += [[]] if i % 200 == 0 else []
    write_xlsx(path, {"Sheet1": lines + [["合计", f"{len(rows)}人"], ["制表人：赵敏"]]})


WRITERS = {"hengxin.xlsx": write_hengxin, "shunda.csv": write_shunda, "hongtu.xlsx": write_hongtu,
           "zhonglian.csv": write_zhonglian, "jiahe.xlsx": write_jiahe}


def write_register(path, people, crowd):
    """Who is known under which name. Returns how often each outcome is to be expected."""
    outcomes = dict.fromkeys(("match", "mismatch", "not_found", "cancelled"), 0)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["姓名", "证件号码", "结果"])
        for person in people:
            name, outcome, dice = person["name"], "match", crowd.rng.random()
            if person["type"] == "居民身份证":
                outcome = ("mismatch" if dice < 0.01 else "not_found" if dice < 0.025
                           else "cancelled" if dice < 0.028 else "match")
                outcomes[outcome] += 1
            while outcome == "mismatch" and name == person["name"]:
                name = crowd.name()
            if outcome != "not_found":
                out.writerow([name, person["number"], "cancelled" if outcome == "cancelled" else ""])
    return outcomes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--people", type=int, default=8000)
    parser.add_argument("--day", type=datetime.date.fromisoformat, default=datetime.date.today())
    parser.add_argument("--seed", type=int, default=20261111)
    args = parser.parse_args()
    if args.people < 100:
        parser.error("--people: 100 or more, so that there is one of everything")
    os.makedirs(args.folder, exist_ok=True)
    rng = random.Random(args.seed)
    crowd = Crowd(args.people, args.day, rng)
    expected = {"people": args.people, "rows": 0, "records": 0, "rejects": {}, "files": {}}
    for file, _, _ in AGENCIES:
        rows = crowd.rows(file)
        WRITERS[file](os.path.join(args.folder, file), rows, args.day, rng)
        expected["files"][file] = len(rows)
        for fault in [r["fault"] or "dup.document" for r in rows if r["fault"] or r["duplicate"]]:
            expected["rejects"][fault] = expected["rejects"].get(fault, 0) + 1
    good = [p for p in crowd.people if not p["fault"]]
    expected["rows"] = sum(expected["files"].values())
    expected["records"] = len(good)
    expected["other"] = sum(p["type"] != "居民身份证" for p in good)
    expected["minors"] = sum(p["minor"] for p in good)
    expected["phoneless"] = sum(not p["phone"] for p in good)
    expected["outcomes"] = write_register(os.path.join(args.folder, "register.csv"), good, crowd)
    assert expected["rows"] == expected["records"] + sum(expected["rejects"].values())
    print(json.dumps(expected, ensure_ascii=False))


if __name__ == "__main__":
    main()

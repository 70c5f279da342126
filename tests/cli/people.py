"""people.py COUNT REGISTER >RECORDS: invented people as muster check gets them, with numbers of order codes that nobody
holds; REGISTER is theirs, for the rehearsal endpoint. From Python: records(COUNT)."""
import json
import sys

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
SURNAMES = "张王李赵陈刘"


def person(i):
    """Name and number; i < 33600."""
    first = f"330482{1960 + i // 336 % 50}{i % 12 + 1:02}{i // 12 % 28 + 1:02}{996 + (i + i // 16800) % 4}"
    number = first + "10X98765432"[sum(int(d) * w for d, w in zip(first, WEIGHTS)) % 11]
    return SURNAMES[i % 6] + chr(0x4E00 + i % 16800), number


def record(i):
    name, number = person(i)
    squad = {"id": f"20261111-{i // 200 + 1:02}", "no": i // 200 + 1, "of": 100, "seat": i % 200 + 1, "size": 200}
    return {"muster": 1, "squad": squad, "name": name, "doc": {"type": "resident", "number": number},
            "from": {"file": "hengxin.csv", "row": i + 2}}


def records(count):
    return [record(i) for i in range(count)]


def line(record):
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def main(count, register):
    with open(register, "w", encoding="utf-8") as out:
        out.write("name,number,outcome\n")
        for record in records(count):
            out.write(f"{record['name']},{record['doc']['number']},\n")
            print(line(record))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

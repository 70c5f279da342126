#!/usr/bin/python3
"""sealed.py FOLDER SQL: changes the ledger in FOLDER as if muster had written it so, and prints what the statements give.

Each row of it ends with a seal over what it says: the first eight bytes of an HMAC-SHA256, whose key is made from the site
key. Here they are computed as the manual of the tables says, by other means than muster's."""
import hashlib
import hmac
import sqlite3
import sys
from pathlib import Path

ASKING = ("key, asking, run, profile, asked_at, outcome, answered_at, ref, billed, minor, currency, name_key, number_key, "
          "job, profile_version, batch")
INTENTS = "id, run, profile, profile_version, asked_at, asking, keys"
PURGE = "id, at, limit_at, older, everything, deleted, remaining, highest, version"


def parts(*texts):
    return b"".join(len(text).to_bytes(8, "big") + text for text in texts)


def said(value):
    if value is None:
        return b"n"
    if isinstance(value, int):
        return b"i" + value.to_bytes(8, "big", signed=True)
    kind, data = (b"t", value.encode()) if isinstance(value, str) else (b"b", value)
    return kind + parts(data)


def sealer(site_key):
    key = hmac.digest(site_key, parts(b"seal"), hashlib.sha256)
    return lambda *row: int.from_bytes(hmac.digest(key, b"".join(map(said, row)), hashlib.sha256)[:8], "big", signed=True)


def seal(db):
    db.execute(f"UPDATE asking SET seal = seal_of({ASKING})")
    db.execute(f"UPDATE intents SET seal = seal_of({INTENTS})")
    db.execute(f"UPDATE purges SET seal = seal_of({PURGE})")
    about = [db.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone() for name in ("key", "run")]
    tables = db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    row = [*(value and value[0] for value in about), ";".join(sql for sql, in tables)]
    db.execute("UPDATE meta SET value = seal_of(?, ?, ?) WHERE name = 'seal'", row)


def change(folder, *statements):
    """Gives the rows that the statements gave."""
    db = sqlite3.connect(Path(folder) / "ledger.db", isolation_level=None)
    db.create_function("seal_of", -1, sealer((Path(folder) / "site.key").read_bytes()))
    before = db.execute("PRAGMA schema_version").fetchone()
    rows = [row for statement in statements for row in db.execute(statement)]
    if db.total_changes or before != db.execute("PRAGMA schema_version").fetchone():
        seal(db)
    db.close()
    return rows


if __name__ == "__main__":
    for row in change(sys.argv[1], *sys.argv[2].split(";\n")):
        print(*row)

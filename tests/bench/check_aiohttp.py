#!/usr/bin/python3
"""check_aiohttp.py URL REGISTER: asks about each person of the register once with aiohttp, 64 at once, and ends with
status 1 unless everybody matches."""
import asyncio
import csv
import sys
import uuid

import aiohttp

AT_ONCE = 64


async def ask(session, url, people, matches):
    for i, (name, number) in people:
        question = {"name": name, "document": {"type": "resident", "number": number}}
        async with session.post(url, json=question, headers={"Idempotency-Key": f"{RUN}-{i:027}"}) as reply:
            matches.append((await reply.json())["result"] == "match")


async def main(url, register):
    with open(register, encoding="utf-8", newline="") as rows:
        people = list(csv.reader(rows))[1:]
    matches, rest = [], iter(enumerate(people))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
        await asyncio.gather(*(ask(session, url + "/v1/check", rest, matches) for _ in range(AT_ONCE)))
    return len(matches) == len(people) and all(matches)


RUN = uuid.uuid4()
sys.exit(not asyncio.run(main(sys.argv[1], sys.argv[2])))

"""The days of faults.py: a function (asking, line, *words of its name) each, that logs and answers one request."""
import functools
import gzip
import json
import os
import time
import zlib
from email.utils import formatdate


def head(status, *headers):
    return "\r\n".join([f"HTTP/1.1 {status} X", *headers, "", ""]).encode()


def reply(status, body, *headers, type="application/json"):
    body = body if isinstance(body, bytes) else body.encode()
    return head(status, f"Content-Type: {type}", f"Content-Length: {len(body)}", *headers) + body


def verdict(asking, **more):
    return json.dumps({"request_id": f"r-{asking.number}", "result": "match", "number": asking.person, **more})


def results(asking):
    """A match for each person of a batch."""
    matches = [{"no": one["no"], "key": one["key"], "id": f"r-{one['key'][:12]}", "result": "match"} for one in asking.batch]
    return json.dumps({"request_id": f"r-{asking.number}", "results": matches})


def good_batch(asking, line):
    line.log(asking, charged=True)
    line.send(reply(200, results(asking)))


def good(asking, line):
    line.log(asking, charged=True)
    line.send(reply(200, verdict(asking)))


RESULTS = ["mismatch", "not_found", "cancelled"] + ["match"] * 7


def each_their_own(asking, line):
    """Always the same answer about the same person, and under the same key the same id of it."""
    line.log(asking, charged=True)
    result = RESULTS[zlib.crc32(asking.person.encode()) % len(RESULTS)]
    line.send(reply(200, verdict(asking, request_id=f"r-{asking.key[:12]}", result=result)))


def now_and_then(asking, every=5):
    """Whether this is one of those who have bad luck, the first time."""
    return asking.number % every == 1 and not asking.again


# The endpoint says that it does not work.

RETRY_AFTER = {
    "seconds": lambda: "1",
    "date": lambda: formatdate(time.time() + 2, usegmt=True),
    "past": lambda: "Sun, 06 Nov 1994 08:49:37 GMT",
    "huge": lambda: "99999999999999999999999",
    "garbage": lambda: "soon\x1b[2J;-1",
}


def refuse(asking, line, status, when):
    """The first three requests are too many, and read no further."""
    if asking.number >= 3:
        return good(asking, line)
    line.log(asking, refused=status == "429")
    line.send(reply(status, "{}", f"Retry-After: {RETRY_AFTER[when]()}"))


def fail(asking, line, status, moment):
    """Now and then, before or after it was charged."""
    if not now_and_then(asking):
        return good(asking, line)
    line.log(asking, charged=moment == "after")
    line.send(reply(status, "<html>bad gateway</html>", type="text/html"))


def burst(asking, line, first, last):
    """Everybody from the first to the last request."""
    if not int(first) <= asking.number <= int(last):
        return good(asking, line)
    line.log(asking)
    line.send(reply(503, "busy"))


chosen = set()


def one_for_ever(asking, line, what):
    """Whoever came as the fourth is never answered, everybody else is."""
    if asking.number == 3:
        chosen.add(asking.key)
    if asking.key not in chosen:
        return good(asking, line)
    line.log(asking, refused=what == "429")
    if what == "drop":
        return line.close()
    line.send(reply(what, "{}", "Retry-After: 1"))


def bursts(asking, line, length, every):
    """So many in a row, again and again."""
    if asking.number % int(every) >= int(length):
        return good(asking, line)
    line.log(asking)
    line.send(reply(503, "busy"))


def die(asking, line, after):
    """It is gone, with a request that it charged."""
    if asking.number < int(after):
        return good(asking, line)
    line.log(asking, charged=True)
    os._exit(1)


def stop(asking, line, status, after):
    """For good, after so many good answers."""
    if asking.number < int(after):
        return good(asking, line)
    line.log(asking, refused=True)
    line.send(reply(status, "{}"))


def redirect(asking, line, status, to="trap"):
    """Elsewhere, with a name and password in the address; or to where it was asked."""
    line.log(asking)
    trap = line.endpoint.trap.replace("//", "//gate:pass@") + "/elsewhere"
    line.send(reply(status, "", f"Location: {trap if to == 'trap' else asking.path}"))


def busy(asking, line, seconds):
    """Answers, but takes its time."""
    line.log(asking, charged=True)
    time.sleep(float(seconds))
    line.send(reply(200, verdict(asking)))


def uneven(asking, line, low, high):
    """Each answer takes its own time, in seconds."""
    busy(asking, line, float(low) + (float(high) - float(low)) * (asking.number % 50) / 50)


# The connection does not last.

def drop(asking, line):
    """A kept connection ends without a word after its third request was read."""
    if asking.on_connection != 2:
        return good(asking, line)
    line.log(asking, charged=True)
    line.close()


def broken(asking, line, how):
    if not now_and_then(asking):
        return good(asking, line)
    line.log(asking, charged=True)
    BREAKS[how](asking, line)


def chunk(text):
    return f"{len(text):x}\r\n{text}\r\n".encode()


def cut_by_close(asking, line):
    line.send(head(200, "Content-Type: application/json"), verdict(asking).encode()[:-9])
    line.close()


def cut_by_length(asking, line):
    line.send(reply(200, verdict(asking))[:-4])
    line.close()


def cut_by_chunk(asking, line):
    line.send(head(200, "Transfer-Encoding: chunked"), chunk(verdict(asking))[:-6])
    line.close()


def cut_after_chunk(asking, line):
    """The whole verdict came, but not the last chunk: it might have gone on."""
    line.send(head(200, "Transfer-Encoding: chunked"), chunk(verdict(asking)))
    line.close()


def reset_in_head(asking, line):
    line.send(head(200, "Content-Type: application/json")[:-9])
    time.sleep(0.05)
    line.reset()


def reset_in_body(asking, line):
    line.send(reply(200, verdict(asking))[:-4])
    time.sleep(0.05)
    line.reset()


# The reply does not end.

def slow_head(asking, line):
    line.drip(reply(200, verdict(asking)), 3)


def slow_body(asking, line):
    line.send(head(200, "Content-Length: 500"))
    line.drip(b" " * 500, 3)


def endless_chunks(asking, line):
    line.send(head(200, "Transfer-Encoding: chunked"))
    line.flood(chunk(" " * 4096) * 16)


def endless_chunk_size(asking, line):
    line.send(head(200, "Transfer-Encoding: chunked"))
    line.flood(b"0" * 65536)


def ten_gigabytes(asking, line):
    line.send(head(200, "Content-Type: application/json", f"Content-Length: {10 << 30}"))
    line.flood(b" " * 65536)


def header_flood(asking, line):
    line.send(b"HTTP/1.1 200 OK\r\n")
    line.flood(b"X-Flood: " + b"flood" * 20 + b"\r\n")


def header_line(asking, line):
    line.send(b"HTTP/1.1 200 OK\r\nX-Flood: ")
    line.flood(b"flood" * 2000)


def endless_continue(asking, line):
    line.flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


BREAKS = {
    "empty": lambda asking, line: line.close(),
    "reset-before": lambda asking, line: line.reset(),
    "reset-in-head": reset_in_head,
    "reset-in-body": reset_in_body,
    "by-length": cut_by_length,
    "by-chunk": cut_by_chunk,
    "after-chunk": cut_after_chunk,
    "by-close": cut_by_close,
    "slow-head": slow_head,
    "slow-body": slow_body,
    "endless-chunks": endless_chunks,
    "endless-chunk-size": endless_chunk_size,
    "10-gigabytes": ten_gigabytes,
    "header-flood": header_flood,
    "header-line": header_line,
    "endless-continue": endless_continue,
}


def all_slow(asking, line, how):
    """Everybody's first request."""
    if asking.again:
        return good(asking, line)
    line.log(asking, charged=True)
    BREAKS[how](asking, line)


# The reply is not what it should be.

@functools.cache
def bomb():
    """64 MB in 65,000 bytes."""
    return gzip.compress(b" " * (64 << 20), 9)[:65000]


BODIES = {
    "empty": "",
    "array": "[]",
    "null": "null",
    "text": "match",
    "number-for-text": '{"request_id": "r", "result": 1}',
    "object-for-text": '{"request_id": "r", "result": {"result": "match"}}',
    "duplicate-keys": '{"request_id": "r", "result": "mismatch", "result": "match"}',
    "bad-utf-8": b'{"request_id": "r-\xff\xfe", "result": "match"}',
    "deep-nesting": '{"result": "match", "deep": ' + "[" * 30000 + "]" * 30000 + "}",
    "trailing-garbage": '{"request_id": "r", "result": "match"} <html>',
    "two-verdicts": '{"result": "match"}{"result": "mismatch"}',
    "nul-byte": b'{"request_id": "r", "result": "match"}\0',
    "raw-escape-code": '{"request_id": "r\x1b[2J", "result": "match"}',
    "html": "<html><body>match</body></html>",
}


def odd(asking, line, body):
    if not now_and_then(asking):
        return good(asking, line)
    line.log(asking, charged=True)
    line.send(reply(200, BODIES[body]))


def gzip_bomb(asking, line, header):
    if not now_and_then(asking):
        return good(asking, line)
    line.log(asking, charged=True)
    if header == "Transfer-Encoding":  # the end of it is the end of the connection
        line.send(head(200, "Content-Type: application/json", "Transfer-Encoding: gzip"), bomb())
        return line.close()
    line.send(reply(200, bomb(), "Content-Encoding: gzip"))


def burst_html(asking, line):
    line.log(asking, charged=True)
    line.send(reply(200, BODIES["html"]))


def wrong_type(asking, line):
    line.log(asking, charged=True)
    line.send(reply(200, verdict(asking), type="text/html; charset=gb2312"))


def other_person(asking, line):
    if not now_and_then(asking):
        return good(asking, line)
    line.log(asking, charged=True)
    line.send(reply(200, verdict(asking, number="330482199003079978")))


def escape_codes(asking, line):
    line.log(asking, charged=True)
    line.send(reply(200, verdict(asking, request_id="r\x1b[2J\x07\r\n-1", message="\x1b]0;gate\x07"),
                    "X-Message: \x1b[31mred"))


def number_in_texts(asking, line):
    """The endpoint's id of its answer is the person's number."""
    line.log(asking, charged=True)
    line.send(reply(200, verdict(asking, request_id=f"r-{asking.person}", message=asking.person)))

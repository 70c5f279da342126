"""The rows whose trouble is at the endpoint or on the way to it."""
import signal
import socket
import time

from certificate import FILES, make_certificate
from row import Expect, LocalRow, Row, all_match, some_unknown, stopped
from trial import need

OK, LOST = all_match(), some_unknown()
ECHO = '{/number: "{number}"}'


def odd(about, body, **more):
    """A whole reply that is no verdict: it stays unknown, paid for as it may be."""
    return Row(f"a reply that is {about}", f"odd {body}", both=LOST, **more)


def lost(fault, day, **more):
    """Asked again where the same key is free, unknown where it may be paid for."""
    return Row(fault, day, same=OK, once=LOST, **more)


def interrupted(fault, day):
    """The pause that the endpoint asks for is longer than anybody waits; a signal ends it at once."""
    def play(trial):
        trial.serve(day)
        process = trial.start("--concurrency", 1)
        trial.asked(process)
        time.sleep(1.5)  # longer than the pauses of our own
        need(trial.runs(process) and trial.requests() == 1, "it did not wait")
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        result = trial.finish(process)
        need(time.monotonic() - asked < 5, "the signal had to wait")
        need(result.status == 143, f"status {result.status}")
        trial.hold(result)
        trial.note(result)
        trial.hold_next_morning(trial.outcomes(result))
        return result
    return LocalRow(fault, play)


NOBODY_ASKED = stopped(75, "check.unavailable", requests=0, unavailable=20)


def tls(about, server=None, **certificate):
    """A certificate that is not trusted: nobody is asked."""
    return Row("a TLS certificate " + about, "good", both=NOBODY_ASKED, tls="{ca: park.pem}",
               before=lambda trial: make_certificate(trial, **certificate),
               server={**FILES, **(server or {})})


def unused():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def unreachable(fault, address):
    def play(trial):
        trial.profile(address())
        return row.run(trial, NOBODY_ASKED)
    row = Row(fault, None, both=NOBODY_ASKED)
    row.play = lambda trial, idempotent: play(trial)
    return row


ROWS = [
    Row("no trouble at all", "good", both=all_match(requests=20)),

    Row("429, Retry-After in seconds", "refuse 429 seconds", both=all_match(requests=23), seconds=(3, 15)),
    Row("429, Retry-After as a date", "refuse 429 date", both=all_match(requests=23), seconds=(3, 15)),
    Row("429, Retry-After in the past", "refuse 429 past", both=all_match(requests=23), seconds=(3, 15)),
    Row("429, Retry-After that is garbage", "refuse 429 garbage", both=all_match(requests=23), seconds=(3, 15)),
    interrupted("429, Retry-After that is huge", "refuse 429 huge"),
    Row("503, Retry-After in seconds", "refuse 503 seconds", same=all_match(requests=23), once=some_unknown(3, requests=20), seconds=(3, 15)),
    Row("503, Retry-After as a date", "refuse 503 date", same=all_match(requests=23), once=some_unknown(3, requests=20), seconds=(3, 15)),
    Row("503, Retry-After in the past", "refuse 503 past", same=all_match(requests=23), once=some_unknown(3, requests=20)),
    Row("503, Retry-After that is garbage", "refuse 503 garbage", same=all_match(requests=23),
        once=some_unknown(3, requests=20)),
    interrupted("503, Retry-After that is huge", "refuse 503 huge"),

    lost("500 before charging", "fail 500 before"),
    lost("500 after charging", "fail 500 after"),
    lost("502 before charging", "fail 502 before"),
    lost("502 after charging", "fail 502 after"),
    lost("504 before charging", "fail 504 before"),
    lost("504 after charging", "fail 504 after"),
    Row("a burst of 503", "burst 5 8", same=all_match(requests=24), once=some_unknown(4)),
    Row("bursts of 503, 4 people at once", "bursts 4 20", same=all_match(60), once=some_unknown(12, 60), people=60,
        concurrency=4),
    Row("503 from then on", "burst 5 9999", same=stopped(75, "check.unavailable", match=5, unavailable=15),
        once=stopped(75, "check.unavailable", match=5, unknown=5, unavailable=10, requests=10)),
    Row("503 for everybody who is under way", "burst 0 9999", same=stopped(75, "check.unavailable", unavailable=40),
        once=stopped(75, "check.unavailable", unknown=12, unavailable=28, requests=12), people=40, concurrency=12),

    *[Row(f"{what} for one person, always, and answers for the others", f"one-for-ever {what}", people=1500, concurrency=8,
          same=Expect(1, {"match": 1499, outcome: 1}), once=Expect(1, {"match": 1499, once: 1})) for what, outcome, once in (
              ("429", "throttled", "throttled"), ("503", "unavailable", "unknown"), ("drop", "unavailable", "unknown"))],

    Row("a kept connection dropped after the request was read", "drop", same=OK, once=some_unknown(6)),
    lost("no reply at all", "broken empty"),
    lost("a reset before the reply", "broken reset-before"),
    lost("a reset in the head", "broken reset-in-head"),
    lost("a reset in the body", "broken reset-in-body"),
    lost("a body shorter than its length", "broken by-length"),
    lost("a chunk that is cut off", "broken by-chunk"),
    lost("chunks without an end", "broken after-chunk"),
    Row("a body cut by the end of the connection", "broken by-close", both=LOST),

    lost("slow headers", "broken slow-head", timeout_ms=500),
    lost("a slow body", "broken slow-body", timeout_ms=500),
    Row("200 slow headers at once", "all-slow slow-head", same=all_match(200, requests=400),
        once=stopped(75, "check.unavailable", unknown=200), people=200, concurrency=200, timeout_ms=1500),
    Row("200 slow bodies at once", "all-slow slow-body", same=all_match(200, requests=400),
        once=stopped(75, "check.unavailable", unknown=200), people=200, concurrency=200, timeout_ms=1500),

    lost("endless chunks", "broken endless-chunks"),
    lost("an endless chunk size", "broken endless-chunk-size"),
    lost("a body of 10 GB", "broken 10-gigabytes"),
    lost("a flood of headers", "broken header-flood"),
    lost("an endless header", "broken header-line"),
    lost("100 Continue without end", "broken endless-continue"),
    Row("a gzip bomb", "gzip-bomb Content-Encoding", both=LOST),
    lost("a gzip bomb in the transfer", "gzip-bomb Transfer-Encoding"),

    Row("a wrong content type", "wrong-type", both=OK),
    odd("empty", "empty"),
    odd("[]", "array"),
    odd("null", "null"),
    odd("a bare word", "text"),
    odd("a number where text belongs", "number-for-text"),
    odd("an object where text belongs", "object-for-text"),
    odd("JSON with a key twice", "duplicate-keys"),
    odd("not UTF-8", "bad-utf-8"),
    odd("nested 30,000 deep", "deep-nesting"),
    odd("JSON and garbage", "trailing-garbage"),
    odd("two verdicts", "two-verdicts"),
    odd("JSON and a NUL", "nul-byte"),
    odd("JSON with a raw escape code", "raw-escape-code"),
    odd("a page of HTML", "html"),
    Row("replies that nobody understands, all of them", "burst-html", both=stopped(78, "check.rules", unknown=10, unavailable=10)),
    Row("another person's answer", "other-person", both=LOST, echo=ECHO),
    Row("escape codes in the reply's texts", "escape-codes", both=OK),
    Row("the number as the id of the answer", "number-in-texts", both=OK),

    *[Row(f"a redirect {status} with a name and password", f"redirect {status}",
          same=stopped(78, "check.redirect", requests=1, unavailable=20),
          once=stopped(78, "check.redirect", requests=1, unknown=1, unavailable=19)) for status in (300, 301, 302, 303, 305, 307, 308)],
    Row("a redirect to itself", "redirect 302 itself",
        same=stopped(78, "check.redirect", requests=1, unavailable=20),
        once=stopped(78, "check.redirect", requests=1, unknown=1, unavailable=19)),

    Row("401 after 500 good answers", "stop 401 500", both=stopped(77, "check.auth", requests=501, match=500, auth=40),
        people=540),
    tls("that expired", days=-1),
    tls("that only the server itself vouches for", signed=False),
    tls("of another host", host="127.0.0.2"),
    tls("that works, over TLS 1.1", server={"tls": "TLSv1_1"}),
    Row("TLS that works", "good", both=all_match(requests=20), before=make_certificate, tls="{ca: park.pem}",
        server=FILES),
    unreachable("a host that no DNS knows", lambda: "https://gate.invalid"),
    Row("an endpoint that dies in mid-run", "die 10",
        same=stopped(75, "check.unavailable", requests=11, match=10, unavailable=10),
        once=stopped(75, "check.unavailable", requests=11, match=10, unknown=1, unavailable=9)),
    unreachable("a port that nobody listens on", unused),

    Row("402", "stop 402 12", both=stopped(69, "check.funds", requests=13, match=12, funds=8)),
]

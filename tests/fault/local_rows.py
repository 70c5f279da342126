"""The rows whose trouble is on our own machine: signals, streams, memory, the environment."""
import itertools
import json
import os
import resource
import signal
import time
from datetime import datetime

from certificate import FILES, make_certificate
from row import UNDER_WAY, LocalRow, ends_and_resumes, match_all, resume
from trial import need, ordinary, strace

WRITES = ["mkdir", "pwrite64", "fdatasync", "fsync", "write", "rename", "ftruncate", "unlink", "sendto", "recvfrom"]


# Signals.

def killed_at_every_call(day, lost):
    """SIGKILL right before each write, fsync, rename, send there is, one after the other; `lost` people go out together."""
    def play(trial):
        trial.serve(day)
        moments = 0
        for call in WRITES:
            for nth in itertools.count(1):
                trial.forget()
                died = trial.check("--concurrency", 1, before=strace(call, f"signal=SIGKILL:when={nth}"), out="killed")
                trial.hold(died, whole=died.status == 0)
                if died.status == 0:
                    break
                need(died.status == 137, f"status {died.status} at {call} {nth}")
                resume(trial, died, lost)
                moments += 1
            need(nth > 1, f"there is no {call}")
        need(moments >= 40, f"only {moments} moments")
        trial.note_as(f"{moments} moments", resume(trial, died, lost))
    return play


def signalled(number, times):
    """Once: those under way are waited for. Twice: it ends at once."""
    def play(trial):
        trial.serve("busy 0.8")
        process = trial.start("--concurrency", UNDER_WAY)
        trial.asked(process, UNDER_WAY)
        began = time.monotonic()
        for _ in range(times):
            process.send_signal(number)
            time.sleep(0.05)
        result = trial.finish(process)
        need(result.status == 128 + number, f"status {result.status}")
        took = time.monotonic() - began
        need(took < 0.7 if times > 1 else 0.4 < took < 3, f"it took {took:.1f} seconds to end")
        trial.hold(result, whole=times == 1)
        if times == 1:
            need(trial.outcomes(result).count("match") == UNDER_WAY, "those under way were not waited for")
        trial.note(result, whole=times == 1)
        trial.serve("good")
        resume(trial, result, UNDER_WAY)
    return play


# Streams.

def stdout_closed(trial):
    trial.serve("good")
    result = trial.check(preexec_fn=lambda: os.close(1))
    need(result.status == 74, f"status {result.status}, and the records are nowhere")
    ends_and_resumes(trial, result)


def stdout_full(trial):
    trial.serve("good")
    with open("/dev/full", "wb") as full:
        result = trial.check(stdout=full)
    need(result.status == 74 and b"stdout.write" in result.err, f"status {result.status}")
    ends_and_resumes(trial, result)


def reader_gone(trial):
    """`muster check | head -n 3`."""
    trial.serve("good")
    reading, writing = os.pipe()
    process = trial.start("--concurrency", 1, stdout=writing)
    os.close(writing)
    with open(reading, "rb") as reader:
        reader.readline()
    result = trial.finish(process)
    need(result.status == 74 and b"stdout.write" in result.err, f"status {result.status}")
    ends_and_resumes(trial, result)


# What else a machine may be like.

DAY = 86400


def dates(result):
    return [datetime.fromisoformat(json.loads(line)["verdicts"][0]["at"]).timestamp() for line in result.out.splitlines()]


def clock(nth, seconds):
    """The wall clock jumps in the run. Its verdicts have the time that it was when the run began, and went on from there."""
    def play(trial):
        trial.serve("good")
        began = time.time()
        jumping = trial.check("--concurrency", 1, environment=trial.shim(FAULT_CLOCK=f"{nth} {seconds}"))
        match_all(trial, jumping)
        trial.hold(jumping)
        need(trial.requests() == len(trial.people), "people were asked again")
        off = [abs(at - began - (seconds if nth == 1 else 0)) for at in dates(jumping)]
        need(max(off) < 60, f"a verdict is dated {max(off):.0f} seconds off")
        trial.note(jumping)
        after = resume(trial, jumping, 0)
        need(after.status == 0 and after.out == jumping.out, f"status {after.status}, or other lines")
        need((b"days behind the ledger" in after.err) == (nth == 1), "what it says of the clock is not so")
        need(trial.requests() == len(trial.people), "people were asked, and paid for, again")
    return play


def clock_between(seconds, says, *options):
    """The wall clock was set in between: it is said, before anybody is asked again."""
    def play(trial):
        trial.serve("good")
        first = trial.check()
        match_all(trial, first)
        result = trial.check(*options, environment=trial.shim(FAULT_CLOCK=f"1 {seconds}"))
        need(result.status == 0 and says in result.err, f"status {result.status}: {result.err.decode()}")
        need(trial.requests() == len(trial.people), "people were asked, and paid for, again")
        trial.hold(result, whole=False)
        need("--dry-run" in options or result.out == first.out, "other lines than before")
        trial.note(first)
        after = resume(trial, first, 0)
        need(after.out == first.out and b"clock" not in after.err, "with the clock right again it is not as before")
    return play


def few_files(trial):
    trial.serve("good")
    result = trial.check("--concurrency", 100, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20)))
    trial.hold(result)
    trial.note(result)
    resume(trial, result, 0)


def hardly_any_files(trial):
    """From where it cannot even start to where it can ask: it ends and says why before anybody is asked, or does its work."""
    trial.serve("good")
    works = []
    for files in range(3, 20):
        trial.forget()
        result = trial.check(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)))
        trial.hold(result, whole=bool(result.out))
        works.append(result.status == 0)
        if works[-1]:
            match_all(trial, result)
        else:
            need(trial.requests() == 0 and not result.out, f"it started with {files}")
            need(files < 5 or (result.status == 71 and b"ulimit -n" in result.err), f"status {result.status} with {files}")
        resume(trial, result, 0)
    need(not works[0] and works[-1] and works == sorted(works), f"it works with {works}")
    trial.note_as(f"{works.count(False)} ends", resume(trial, result, 0))


def stopped_for_long(trial):
    """SIGSTOP for longer than the profile waits for an answer, as when a laptop's lid is shut; then SIGCONT."""
    trial.serve("busy 0.3")
    process = trial.start("--concurrency", UNDER_WAY)
    trial.asked(process, UNDER_WAY)
    process.send_signal(signal.SIGSTOP)
    time.sleep(2)
    process.send_signal(signal.SIGCONT)
    result = trial.finish(process)
    trial.hold(result)
    trial.note(result)
    resume(trial, result, UNDER_WAY)


def memory_fails(count):
    """The nth allocation fails, for many n, alone or with all that follow."""
    def play(trial):
        trial.serve("good")
        file = trial.folder / "allocations"
        trial.check(environment=trial.shim(FAULT_COUNT=file))
        total, ended = int(file.read_text().split()[0]), 0
        for nth in range(1, total, total // 60):
            trial.forget()
            failed = trial.check("--concurrency", 1, environment=trial.shim(FAULT_MALLOC=f"{nth} {count}"))
            need(failed.status in (0, 71), f"status {failed.status} at allocation {nth}")
            trial.hold(failed, whole=failed.status == 0)
            ended += failed.status == 71
            resume(trial, failed, 1)
        need(ended >= 30, f"it ended only {ended} times")
        trial.note_as(f"{ended} ends", resume(trial, failed, 1))
    return play


def umask(mask):
    """Where it forbids its own user the state that it makes, nobody is asked."""
    def play(trial):
        trial.serve("good")
        result = trial.check(before=ordinary(), preexec_fn=lambda: os.umask(mask))
        if mask & 0o700:
            need(result.status == 73, f"status {result.status}")
            need(not trial.requests() and not result.out, "people were asked without a state")
            trial.hold_bounds(result)
            return trial.note(result, whole=False)
        match_all(trial, result)
        trial.hold(result)
        trial.note(result)
        resume(trial, result, 0)
    return play


def environment(**variables):
    def play(trial):
        trial.serve("good")
        answered(trial, variables)
    return play


def answered(trial, variables):
    result = trial.check(environment=variables)
    match_all(trial, result)
    trial.hold(result)
    trial.note(result)
    resume(trial, result, 0)


def keys_logged(trial):
    """Who has the keys of a connection reads the numbers in it."""
    make_certificate(trial)
    trial.serve("good", **FILES)
    answered(trial, {"SSLKEYLOGFILE": str(trial.folder / "keys.log")})
    need(not (trial.folder / "keys.log").exists(), "the keys of connections were written down")


def other_authorities(trial):
    """Which authorities are trusted is the profile's matter, not the environment's."""
    make_certificate(trial)
    trial.serve("good", **FILES)
    park = str(trial.folder / "park.pem")
    result = trial.check(environment={"SSL_CERT_FILE": park, "CURL_CA_BUNDLE": park, "SSL_CERT_DIR": str(trial.folder)})
    need(trial.outcomes(result) == ["unavailable"] * len(trial.people), "a stranger's certificate was trusted")
    trial.hold(result)
    trial.note(result)


def netrc(trial):
    """~/.netrc and ~/.curlrc have another name and password for this host, and say to go elsewhere."""
    trial.serve("good")
    home = trial.folder / "home"
    home.mkdir()
    (home / ".netrc").write_text("machine 127.0.0.1 login stranger password stranger\n")
    (home / ".curlrc").write_text("proxy = http://127.0.0.1:9\n")
    answered(trial, {"CURL_HOME": str(home), "NETRC": str(home / ".netrc")})


def homeless(trial):
    """Without a place for the state nobody is asked; --state is one."""
    trial.serve("good")
    for variable in ("HOME", "XDG_STATE_HOME"):
        trial.environment.pop(variable)
    result = trial.check()
    need(result.status == 78 and b"check.state" in result.err and not result.out, f"status {result.status}")
    need(trial.requests() == 0, "people were asked")
    trial.state = trial.folder / "there"
    result = trial.check("--state", "there")
    match_all(trial, result)
    trial.hold(result)
    trial.note(result)


def no_core(trial):
    trial.serve("busy 0.5")
    file = trial.folder / "dumpable"
    trial.check("--dry-run", environment=trial.shim(FAULT_COUNT=file))
    need(file.read_text().split()[1] == "0", "a program that core_pattern names gets its memory")
    endless = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    process = trial.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, endless))
    trial.asked(process)
    with open(f"/proc/{process.pid}/limits") as limits:
        core = next(line for line in limits if line.startswith("Max core file size"))
    need(core.split()[4:6] == ["0", "0"], core)
    process.send_signal(signal.SIGQUIT)
    ends_and_resumes(trial, trial.finish(process), len(trial.people))


ROWS = [
    LocalRow("SIGKILL at every write, fsync, rename and send", killed_at_every_call("good", 1), people=3),
    LocalRow("SIGKILL at every write, fsync, rename and send of batches", killed_at_every_call("good-batch", 2), people=5,
             template="reference-batch", size=2),
    LocalRow("SIGINT", signalled(signal.SIGINT, 1)),
    LocalRow("SIGTERM", signalled(signal.SIGTERM, 1)),
    LocalRow("SIGINT twice", signalled(signal.SIGINT, 2)),
    LocalRow("SIGTERM twice", signalled(signal.SIGTERM, 2)),
    LocalRow("core dumps asked for, and SIGQUIT", no_core),
    LocalRow("standard output closed", stdout_closed),
    LocalRow("standard output full", stdout_full),
    LocalRow("the reader of the output is gone (SIGPIPE)", reader_gone, people=1000),
    LocalRow("the clock jumps a year ahead in the run", clock(10, 365 * DAY)),
    LocalRow("the clock jumps 40 days back in the run", clock(10, -40 * DAY)),
    LocalRow("the clock was a year ahead all along", clock(1, 365 * DAY)),
    LocalRow("the clock was put back 40 days since", clock_between(-40 * DAY - 3600, b"40 days behind the ledger")),
    LocalRow("the clock was put a year ahead since", clock_between(365 * DAY + 3600, b"365 days: every verdict", "--dry-run")),
    LocalRow("20 file descriptors, 100 people at once", few_files, people=200),
    LocalRow("from 3 to 19 file descriptors", hardly_any_files, people=3),
    LocalRow("stopped for longer than an answer may take", stopped_for_long, timeout_ms=1000),
    LocalRow("an allocation fails", memory_fails(1), people=3),
    LocalRow("memory is out", memory_fails(1000000), people=3),
    LocalRow("umask 0", umask(0)),
    LocalRow("umask 0777", umask(0o777)),
    LocalRow("proxies in the environment", environment(
        http_proxy="http://127.0.0.1:9", HTTPS_PROXY="http://127.0.0.1:9", ALL_PROXY="socks5h://127.0.0.1:9")),
    LocalRow("SSLKEYLOGFILE", keys_logged, tls="{ca: park.pem}"),
    LocalRow("SSL_CERT_FILE and CURL_CA_BUNDLE that trust a stranger", other_authorities),
    LocalRow(".netrc and .curlrc", netrc),
    LocalRow("TZ and TMPDIR that lead nowhere", environment(
        TZ="../../nowhere", TMPDIR="/nowhere", SQLITE_TMPDIR="/nowhere")),
    LocalRow("a locale that is not there", environment(LC_ALL="xx_XX.nothing", LANGUAGE="../../etc:%n%s")),
    LocalRow("the C locale", environment(LC_ALL="C")),
    LocalRow("Turkish, Chinese", environment(LC_ALL="tr_TR.UTF-8", LANGUAGE="zh_CN")),
    LocalRow("no HOME", homeless),
]

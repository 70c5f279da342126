"""What a row of the table does: a folder with people, a profile and a state of its own, an endpoint in trouble, muster
check as a user runs it, and what must hold whatever happened (`Trial.broken`)."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, namedtuple
from pathlib import Path

SOURCE = Path(os.environ["MUSTER_SOURCE"])
CHECK = Path(os.environ["MUSTER_PROGRAMS"]) / "muster-check"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(SOURCE / "tests/cli"))
import people  # noqa: E402

PYTHON = ["/usr/bin/python3", "-S", "-E", "-B"]
SANITIZER = "detect_leaks=0:quarantine_size_mb=8"  # strace and leaks go not together; what is freed counts as memory
TOKEN = "gate-token-5c1f"
LANES = {"match": "green", "mismatch": "red", "cancelled": "red"}
VERDICTS = {"match", "mismatch", "cancelled", "not_found"}
RSS_MAX = 64 << 20
STDERR_MAX = 16 << 10
STATE_MAX = 20 << 20  # the journal of SQLite may have 16 MB

Result = namedtuple("Result", "status out err seconds rss")


class Broken(AssertionError):
    """Something that must hold does not."""


def need(true, text):
    if not true:
        raise Broken(text)


class Trial:
    def __init__(self, folder, idempotent, count=20, template="reference", **changes):
        """`changes`: lines of the profile, by their key (timeout_ms=700, echo="{...}"); `template`: which one."""
        self.folder, self.idempotent, self.template = Path(folder), idempotent, template
        self.folder.mkdir(parents=True)
        self.people = people.records(count)
        self.write("in", "".join(people.line(record) + "\n" for record in self.people))
        self.changes, self.endpoints, self.facts = changes, [], {}
        self.log = self.folder / "log.ndjson"
        self.log.touch()
        self.log_read, self.log_lines = 0, []  # bytes of it; what they say
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder / "home"), "LC_ALL": "C.UTF-8",
                            "XDG_STATE_HOME": str(self.folder / "state"), "MUSTER_ENDPOINT_TOKEN": TOKEN,
                            "ASAN_OPTIONS": SANITIZER}
        self.state = self.folder / "state/muster"

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def profile(self, base):
        text = (SOURCE / f"templates/endpoints/{self.template}.yaml").read_text(encoding="utf-8")
        lines = {"base": base, "idempotent": "true" if self.idempotent else "false", **self.changes}
        if base.startswith("http:"):
            lines.pop("tls", None)
        for key, value in lines.items():
            text, found = re.subn(rf"(?m)^( *){key}: .*$", rf"\g<1>{key}: {value}", text)
            if not found:
                text += f"{key}: {value}\n"
        self.write("profile.yaml", text)

    def serve(self, day, **options):
        """An endpoint on this day; from now on it is the one that is asked."""
        words = [f"{key}={value}" for key, value in options.items()]
        endpoint = subprocess.Popen(PYTHON + [HERE / "faults.py", self.log, day, *words], stdout=subprocess.PIPE,
                                    text=True, cwd=self.folder, stderr=open(self.folder / "server.err", "a"))
        self.endpoints.append(endpoint)
        self.base = endpoint.stdout.readline().strip()
        need(self.base, "the endpoint did not start: " + (self.folder / "server.err").read_text())
        self.profile(self.base)

    def forget(self):
        """No state, and nobody was ever charged."""
        shutil.rmtree(self.state, ignore_errors=True)
        self.log.write_text("")
        self.log_read, self.log_lines = 0, []

    def close(self):
        for endpoint in self.endpoints:
            endpoint.kill()
            endpoint.wait()
            endpoint.stdout.close()

    def command(self, *options):
        return [str(CHECK), "--endpoint", "./profile.yaml", *map(str, options), "in"]

    def start(self, *options, before=(), out="out", err="err", environment=None, **popen):
        """The check under way; `before` stands before its name (strace ...)."""
        with open(self.folder / out, "wb") as stdout, open(self.folder / err, "wb") as stderr:
            process = subprocess.Popen(
                [*before, *self.command(*options)], cwd=self.folder, stdin=subprocess.DEVNULL,
                **{"stdout": stdout, "stderr": stderr, **popen}, env={**self.environment, **(environment or {})})
        process.began, process.names = time.monotonic(), (out, err)
        return process

    def finish(self, process, within=30):
        """Its end; the status is 128 and the signal where one killed it."""
        code, late, rss = None, False, 0
        while code is None:
            rss = max(rss, resident(process.pid))
            code = process.poll()
            if not late and time.monotonic() - process.began > within:
                late = True
                process.kill()
            time.sleep(0.005)
        seconds = time.monotonic() - process.began
        need(not late, f"it did not end within {within} seconds")
        status = code if code >= 0 else 128 - code
        out, err = ((self.folder / name).read_bytes() for name in process.names)
        return Result(status, out, err, seconds, rss)

    @staticmethod
    def runs(process):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def asked(self, process, number=1):
        """Waits until so many requests came altogether, or it ended."""
        while self.requests() < number and self.runs(process):
            time.sleep(0.002)

    def check(self, *options, within=30, **how):
        return self.finish(self.start(*options, **how), within)

    def oracle(self):
        """What the endpoint wrote down, line by line."""
        with open(self.log, "rb") as log:
            log.seek(self.log_read)
            new = log.read()
        whole = new[:new.rfind(b"\n") + 1]
        self.log_read += len(whole)
        self.log_lines += map(json.loads, whole.splitlines())
        return self.log_lines

    def requests(self):
        return len(self.oracle())

    def charges(self):
        """How often each person was paid for: once a key where the endpoint knows its keys."""
        charged = [line for line in self.oracle() if line.get("charged")]
        if self.idempotent:
            return Counter(person for person, key in {(line["person"], line["key"]) for line in charged})
        return Counter(line["person"] for line in charged)

    def records(self, result):
        """What was printed, when it is whole: everybody who was read, in order."""
        need(result.out.endswith(b"\n") or not result.out, "the last line is not whole")
        records = [json.loads(line) for line in result.out.splitlines()]
        rows = [record["from"]["row"] for record in records]
        need(rows == [person["from"]["row"] for person in self.people],
             f"{len(rows)} records of {len(self.people)} came out, or in another order")
        return records

    def outcomes(self, result):
        return [record["verdicts"][0]["outcome"] for record in self.records(result)]

    def note(self, result, whole=True):
        """What the table tells: how things stand after this."""
        outcomes = self.outcomes(result) if whole else []
        self.facts = {"requests": self.requests(), "charges": sum(self.charges().values()),
                      "verdicts": sum(outcome in VERDICTS for outcome in outcomes),
                      "outcome": f"status {result.status}: {count(outcomes) or 'no record'}"}

    def note_as(self, about, result):
        self.note(result)
        self.facts["outcome"] = f"{about}; then {self.facts['outcome']}"

    @staticmethod
    def shim(**variables):
        """The environment for shim.c."""
        options = {"ASAN_OPTIONS": SANITIZER + ":verify_asan_link_order=0", "LD_PRELOAD": os.environ["MUSTER_SHIM"]}
        return {**options, **{name: str(value) for name, value in variables.items()}}

    # What must hold whatever happened.

    def hold_money(self):
        """Nobody is paid for twice, nobody goes where a redirect leads, or with another secret; where a key does not help,
        nobody is asked again."""
        need(not any("trap" in line for line in self.oracle()), "somebody followed a redirect")
        need({line["shown"] for line in self.oracle()} <= {f"Bearer {TOKEN}"}, "another secret than the profile's was shown")
        twice = sum(count > 1 for count in self.charges().values())
        need(not twice, f"{twice} people were charged twice")
        if not self.idempotent:
            asked = Counter(line["person"] for line in self.oracle() if "key" in line and not line["refused"])
            again = sum(count > 1 for count in asked.values())
            need(not again, f"{again} people were asked twice")

    def hold_verdicts(self, result):
        """Every record has a lane that follows from what the endpoint said, and who may have been paid for is told of."""
        charges, unknown, open_ = self.charges(), 0, 0
        for person, record in zip(self.people, self.records(result)):
            outcome, number = record["verdicts"][0]["outcome"], person["doc"]["number"]
            need(record["lane"] == LANES.get(outcome, "amber"), f"{outcome} is {record['lane']}")
            need(outcome not in VERDICTS or charges[number], f"{outcome} about somebody whose answer was not charged")
            lost = {"unknown", "unavailable"} if self.idempotent else {"unknown"}
            need(not charges[number] or outcome in VERDICTS | lost, f"paid for, and {outcome}")
            unknown += outcome == "unknown"
            open_ += outcome not in VERDICTS
        need(not open_ or result.status, f"{open_} people are open, and the status is 0")
        if unknown:
            need(f"\n{'muster check'}: {unknown} of them may have been paid for" in "\n" + result.err.decode(),
                 "stderr does not tell of the unknown ones")

    def hold_privacy(self, result):
        """No number and no secret on a stream or in the state, no name there either, and nothing for a terminal to obey."""
        files = [path for path in self.state.rglob("*") if path.is_file()] if self.state.exists() else []
        state = b"".join(path.read_bytes() for path in files)
        said, numbers = result.out + result.err, {person["doc"]["number"] for person in self.people}
        need(numbers.isdisjoint(find(r"330482\d{11}[\dX]", said + state)), "a number is on a stream or in the state")
        names = {person["name"] for person in self.people}
        need(names.isdisjoint(find(f"[{people.SURNAMES}][一-鿿]", result.err + state)), "a name is on stderr or in the state")
        need(TOKEN.encode() not in said + state, "the token is on a stream or in the state")
        need(not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", result.out + result.err), "a control character came out")
        for path in files + [self.state] if files else []:
            need(path.stat().st_mode & 0o77 == 0, f"others may reach {path.name}")
        need(not list(self.folder.glob("core*")), "there is a core dump")
        need(len(state) < STATE_MAX, "the state is too large")

    def hold_bounds(self, result):
        need(result.rss < RSS_MAX, f"it took {result.rss >> 20} MB")
        need(len(result.err) < STDERR_MAX, "stderr is too long")
        need(not re.search(rb"Sanitizer|runtime error", result.err), "a sanitizer speaks: " + result.err.decode()[:2000])

    def hold(self, result, whole=True):
        """Raises Broken. `whole`: the records came out to the end."""
        self.hold_money()
        self.hold_privacy(result)
        self.hold_bounds(result)
        if whole:
            self.hold_verdicts(result)

    def hold_printed(self, before, after):
        """What a run printed before it died is what the next one prints: it was durable."""
        for then, now in zip(before.out.splitlines(keepends=True), after.out.splitlines(keepends=True)):
            outcome = json.loads(then)["verdicts"][0]["outcome"] if then.endswith(b"\n") else None
            need(outcome not in VERDICTS or then == now, "a verdict that was printed is not the one that was kept")

    def hold_next_morning(self, earlier=()):
        """The trouble is over and the same command runs again: who was unknown stays it, everybody else has a verdict."""
        self.serve("good")
        result = self.check()
        self.hold(result)
        now = self.outcomes(result)
        for before, after in zip(earlier, now):
            kept = before if before in VERDICTS | {"unknown"} else "match"
            need(after == kept, f"{before} the day before, {after} now")
        return result


def count(outcomes):
    return ", ".join(f"{number} {outcome}" for outcome, number in sorted(Counter(outcomes).items()))


def resident(pid):
    """The most memory that it ever had, as far as it can be seen: its end may come first."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def find(pattern, data):
    return set(re.findall(pattern, data.decode("utf-8", "replace")))


def strace(call, what, path=None):
    """Put before the command: `what` happens at these calls (to this file)."""
    of = ["-P", str(path)] if path else []
    return ["strace", "-f", "-qq", "-o", "/dev/null", *of, "-e", f"trace={call}", "-e", f"inject={call}:{what}"]


def ordinary():
    """Put before the command: modes of files hold for the superuser too."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def kill(process, number=signal.SIGKILL):
    try:
        os.kill(process.pid, number)
    except ProcessLookupError:
        pass

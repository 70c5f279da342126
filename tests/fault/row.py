"""What a row of the table is."""
from trial import count, need

UNDER_WAY = 6  # people at once, where a row says nothing else


class Expect:
    """How the check ends: its status, how many people have which outcome, a code on stderr, requests altogether."""

    def __init__(self, status, outcomes, says="", requests=None):
        self.status, self.outcomes, self.says, self.requests = status, outcomes, says, requests


def all_match(people=20, requests=None):
    return Expect(0, {"match": people}, requests=requests)


def some_unknown(unknown=4, people=20, requests=None):
    return Expect(1, {"match": people - unknown, "unknown": unknown}, requests=requests)


def stopped(status, code, requests=None, **outcomes):
    return Expect(status, outcomes, code, requests)


class Row:
    """An endpoint on one of days.py's days. `same` and `once`: what comes of it where the same key is free, and where each
    request may be paid for. `before`: what the trial needs first. `changes`: lines of the profile."""

    def __init__(self, name, day, same=None, once=None, both=None, people=20, concurrency=1, server=None, seconds=(0, 30),
                 before=None, **changes):
        self.name, self.day, self.people, self.concurrency = name, day, people, concurrency
        self.expect = {key: expect for key, expect in ((True, same or both), (False, once or both)) if expect}
        self.server, self.seconds, self.before, self.changes = server or {}, seconds, before, changes
        self.keys = list(self.expect)

    def play(self, trial, idempotent):
        if self.before:
            self.before(trial)
        trial.serve(self.day, **self.server)
        return self.run(trial, self.expect[idempotent])

    def run(self, trial, expect):
        """The check on that day, and again on the next."""
        result = trial.check("--concurrency", self.concurrency)
        self.compare(trial, result, expect)
        trial.note(result)
        trial.hold_next_morning(trial.outcomes(result))

    def compare(self, trial, result, expect):
        trial.hold(result)
        outcomes = count(trial.outcomes(result))
        wanted = count(outcome for outcome, number in expect.outcomes.items() for _ in range(number))
        need(outcomes == wanted, f"{outcomes}, not {wanted}")
        need(result.status == expect.status, f"status {result.status}, not {expect.status}")
        need(expect.says in result.err.decode(), f"stderr does not say {expect.says}")
        requests = trial.requests()
        need(expect.requests in (None, requests), f"{requests} requests, not {expect.requests}")
        low, high = self.seconds
        need(low <= result.seconds <= high, f"it took {result.seconds:.1f} seconds")


class LocalRow:
    """`play`: a function of the trial; what it notes stands in the table. `keys`: with which profiles."""

    def __init__(self, name, play, keys=(True, False), people=20, **changes):
        self.name, self.people, self.keys, self.changes = name, people, list(keys), changes
        self.play = lambda trial, idempotent: play(trial)


def match_all(trial, result):
    need(trial.outcomes(result) == ["match"] * len(trial.people), f"not all match: {set(trial.outcomes(result))}")


def resume(trial, before, lost=UNDER_WAY):
    """The same command again, on the same day: what was printed as durable is, at most `lost` people are unknown, and only where
    they were paid for with a key that is worth nothing."""
    after = trial.check()
    trial.hold(after)
    trial.hold_printed(before, after)
    outcomes = trial.outcomes(after)
    unknown = outcomes.count("unknown")
    need(unknown + outcomes.count("match") == len(outcomes), f"it did not resume: {set(outcomes)}")
    need(unknown <= (0 if trial.idempotent else lost), f"{unknown} people are unknown")
    need(after.status == (1 if unknown else 0), f"status {after.status} after it resumed")
    if trial.idempotent:
        need(sum(trial.charges().values()) == len({person["doc"]["number"] for person in trial.people}),
             "not everybody was charged once")
    return after


def ends_and_resumes(trial, result, lost=UNDER_WAY):
    trial.hold(result, whole=False)
    trial.note(result, whole=False)
    resume(trial, result, lost)

"""The rows of kill -9 at random moments: rounds of a thousand people, fifty at once, each from a fresh state and with an
endpoint of its own. MUSTER_KILL_ROUNDS says how many rounds."""
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor

from row import LocalRow
from trial import VERDICTS, Trial, kill, need

ROUNDS = int(os.environ.get("MUSTER_KILL_ROUNDS", 20))
ROUNDS_AT_ONCE = 2
TWICE = 4  # every so many rounds are killed twice
PEOPLE = 1000
UNDER_WAY = 50


def lines(result):
    """What was printed, without the moment of each verdict, which is another one in each run."""
    records = [json.loads(line) for line in result.out.splitlines()]
    for record in records:
        del record["verdicts"][0]["at"]
    return records


class Undisturbed:
    """A run that nobody kills: its lines, how long it took, its site key."""

    def __init__(self, trial):
        trial.serve("each-their-own")
        result = trial.check("--concurrency", UNDER_WAY)
        trial.hold(result)
        need(result.status == 0 and trial.requests() == PEOPLE, f"undisturbed: status {result.status}")
        self.lines, self.seconds = lines(result), result.seconds
        self.key = (trial.state / "site.key").read_bytes()

    def give_key(self, trial):
        trial.state.mkdir(parents=True, mode=0o700)
        with open(trial.state / "site.key", "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(self.key)


def killed(trial, moment, seconds):
    """A run that is killed at this moment: how much of what is left was asked, below 0 before anybody was, above 1 when
    everybody was, and a bit of these seconds later. It may be over by then."""
    asked = min(trial.requests(), PEOPLE)
    process = trial.start("--concurrency", UNDER_WAY, out="killed")
    trial.asked(process, asked + round(min(max(moment, 0), 1) * (PEOPLE - asked)))
    time.sleep(random.uniform(0, seconds / 10))
    kill(process)
    died = trial.finish(process)
    trial.hold(died, whole=not died.status)
    return died


def to_the_end(trial, died, undisturbed, kills):
    """The same command again: the lines of the undisturbed run, everybody paid for once. Where a key is worth nothing, who
    was under way is unknown instead."""
    after = trial.check("--concurrency", UNDER_WAY)
    trial.hold(after)
    trial.hold_printed(died, after)
    lost = [i for i, outcome in enumerate(trial.outcomes(after)) if outcome not in VERDICTS]
    need(len(lost) <= (0 if trial.idempotent else kills * UNDER_WAY), f"{len(lost)} people without a verdict")
    need(after.status == (1 if lost else 0), f"status {after.status} at the end")
    other = [i for i, (line, wanted) in enumerate(zip(lines(after), undisturbed.lines)) if line != wanted]
    need(other == lost, f"{len(set(other) - set(lost))} lines are not those of the undisturbed run")
    charges = trial.charges()
    need(sum(charges.values()) == len(charges) == PEOPLE or lost, f"{sum(charges.values())} charges, {len(charges)} people")
    trial.note(after)


def play_round(trial, undisturbed, moment, twice):
    """How often it was killed, and after how many requests first."""
    try:
        trial.serve("each-their-own")
        died = None
        while not died or died.status != 137:  # a run that was over by then is no round
            trial.forget()
            undisturbed.give_key(trial)
            died = killed(trial, moment, undisturbed.seconds)
        kills, requests = 1, trial.requests()
        if twice:
            died = killed(trial, random.uniform(0, 1), undisturbed.seconds)
            kills += died.status == 137
        to_the_end(trial, died, undisturbed, kills)
        return kills, requests
    finally:
        trial.close()


def rounds(number):
    """Their moments are spread over the whole length of a run."""
    def play(trial):
        undisturbed = Undisturbed(trial)

        def one(i):
            fresh = Trial(trial.folder / str(i), trial.idempotent, PEOPLE)
            played = play_round(fresh, undisturbed, -0.1 + 1.2 * (i + random.random()) / number, i % TWICE == 0)
            trial.facts = fresh.facts
            return played
        with ThreadPoolExecutor(ROUNDS_AT_ONCE) as pool:
            played = list(pool.map(one, range(number)))
        kills, requests = sum(kills for kills, _ in played), sorted(requests for _, requests in played)
        need(requests[0] < PEOPLE / 4 and requests[-1] > PEOPLE * 3 / 4, f"killed after {requests[0]} to {requests[-1]}")
        ended = trial.facts["outcome"].partition(":")[0]
        trial.facts["outcome"] = f"{number} rounds, {kills} kills after {requests[0]} to {requests[-1]} requests; then {ended}"
    return play


ROWS = [
    LocalRow("SIGKILL at random moments of 1,000 people, 50 at once", rounds(ROUNDS), [True], people=PEOPLE),
    LocalRow("SIGKILL at random moments where the same key does not help", rounds(10), [False], people=PEOPLE),
]

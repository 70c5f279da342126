"""The rows whose trouble is the disk, or the ledger on it."""
import itertools
import random
import shutil
import sqlite3

from people import line
from row import LocalRow, ends_and_resumes, match_all, resume
from trial import kill, need, ordinary, strace


def disk_fails(error, *calls, least=10, lost=1):
    """From the nth of these calls on every one of them fails, for each n, before and after people are asked; then the disk
    works again. `lost`: records of the one person who was being asked about."""
    def play(trial):
        trial.serve("good")
        moments = unasked = 0
        for call in calls:
            for nth in itertools.count(1):
                trial.forget()
                failed = trial.check("--concurrency", 1, before=strace(call, f"error={error}:when={nth}+"))
                if failed.status == 0:
                    break
                need(failed.status in (71, 73, 74), f"status {failed.status} at {call} {nth}")
                trial.hold(failed, whole=bool(failed.out) and call != "write")  # which writes the records too
                unasked += not trial.requests()
                resume(trial, failed, lost)
                moments += 1
        need(moments >= least and 0 < unasked < moments, f"{moments} moments, {unasked} before anybody was asked")
        trial.note_as(f"{moments} moments, {unasked} before asking", resume(trial, failed, lost))
    return play


def twice(play):
    """Everybody comes twice, one record after the other."""
    def play_twice(trial):
        trial.people = [person for person in trial.people for _ in range(2)]
        trial.write("in", "".join(line(person) + "\n" for person in trial.people))
        play(trial)
    return play_twice


def read_only(trial):
    """The disk may be read, and not written."""
    trial.serve("good")
    trial.check()
    result = trial.check(before=strace("openat", "error=EROFS", trial.state / "ledger.lock"))
    need(result.status == 73 and b"ledger.open" in result.err and not result.out, f"status {result.status}")
    need(b"make its folder writable" in result.err, "it does not say what to do")
    ends_and_resumes(trial, result)


def locked(modes):
    """The state as others made it: a folder and files of these modes."""
    def play(trial):
        trial.serve("good")
        records = (trial.folder / "in").read_text(encoding="utf-8")
        trial.write("in", "")
        trial.check()
        trial.write("in", records)
        change(trial, *modes)
        result = trial.check(before=ordinary())
        change(trial, 0o700, 0o600)
        need(result.status == 73 and not result.out and not trial.requests(), f"status {result.status}")
        ends_and_resumes(trial, result)
    return play


def change(trial, folder, files):
    for path in trial.state.iterdir():
        path.chmod(files)
    trial.state.chmod(folder)


# The ledger.

def two_at_once(trial):
    trial.serve("busy 3")
    first = trial.start("--concurrency", 20)
    trial.asked(first)
    second = trial.check(out="second", err="second.err", within=5)
    need(trial.runs(first), "the first one ended too early for this row")
    need(second.status == 75 and b"ledger.busy" in second.err and not second.out, f"status {second.status}")
    need(b"run the same command again" in second.err, "it does not say what to do")
    need(second.seconds < 2.5, "the second one waited")
    result = trial.finish(first)
    match_all(trial, result)
    trial.hold(result)
    trial.note(result)
    resume(trial, result, 0)


def make_ledger(trial):
    """A ledger of everybody, aside; what a check makes of it."""
    trial.serve("good")
    result = trial.check()
    match_all(trial, result)
    shutil.copytree(trial.state, trial.folder / "kept")
    return result


def restore(trial):
    shutil.rmtree(trial.state)
    shutil.copytree(trial.folder / "kept", trial.state)


def hold_first(trial, result, first):
    """Refused, and nobody is asked, or everybody has the verdict that they had. Whether it was refused."""
    trial.hold(result, whole=False)
    need(trial.requests() == len(trial.people), "people were asked again")
    if not result.status:
        need(result.out == first.out, "other verdicts than before")
        return False
    need(result.status in (73, 74, 78) and b"ledger." in result.err, f"status {result.status}")
    return True


def damaged(damages):
    def play(trial):
        first, refused = make_ledger(trial), 0
        for damage in damages((trial.state / "ledger.db").read_bytes()):
            restore(trial)
            (trial.state / "ledger.db").write_bytes(damage)
            refused += hold_first(trial, trial.check(), first)
        need(refused, "no damage was noticed")
        trial.note_as(f"{refused} refused", first)
    return play


def unreadable(trial):
    """From the nth read on the disk gives nothing any more."""
    first = make_ledger(trial)
    for nth in itertools.count(1):
        restore(trial)
        failed = trial.check(before=strace("pread64", f"error=EIO:when={nth}+", trial.state / "ledger.db"))
        if not hold_first(trial, failed, first):
            break
    need(nth > 4, f"only {nth - 1} moments")
    trial.note_as(f"{nth - 1} moments", resume(trial, failed))


def cuts(whole):
    return [whole[:size] for size in [0, *range(1777, len(whole), 1777), *range(4096, len(whole), 4096), len(whole) - 1]]


def flips(whole):
    for at in range(random.randrange(200), len(whole), 200):
        damage = bytearray(whole)
        damage[at] ^= 1 << random.randrange(8)
        yield bytes(damage)


def flipped_after_kill(trial):
    """In the changes that a killed run left beside the ledger: SQLite overlooks all that follow."""
    trial.serve("busy 0.05")
    process = trial.start("--concurrency", 1, out="killed")
    trial.asked(process, 12)
    kill(process)
    died = trial.finish(process)
    need(died.status == 137, f"status {died.status}")
    shutil.copytree(trial.state, trial.folder / "kept")
    whole, asked, refused = (trial.state / "ledger.db-wal").read_bytes(), trial.requests(), 0
    for at in [*range(32), *range(32, len(whole) // 2, 2099)]:
        damage = bytearray(whole)
        damage[at] ^= 1 << random.randrange(8)
        restore(trial)
        (trial.state / "ledger.db-wal").write_bytes(damage)
        for _ in range(2):
            result = trial.check(out="refused")
            need(result.status == 74 and b"ledger.damaged" in result.err and not result.out, f"{at}: status {result.status}")
        need(trial.requests() == asked, "people were asked again")
        refused += 1
    restore(trial)
    trial.note_as(f"{refused} refused", resume(trial, died, 1))


def edited(trial):
    """By somebody who knows SQL and not the site key: who was no match becomes one, what was paid for was not, ..."""
    first = make_ledger(trial)
    changes = ["outcome = 'mismatch'", "outcome = 'unknown'", "outcome = NULL, answered_at = NULL", "billed = 0",
               "answered_at = answered_at - 4000000", "asking = 2", "run = 9", "ref = 'r-999'"]
    for change in changes:
        restore(trial)
        with sqlite3.connect(trial.state / "ledger.db") as db:
            db.execute(f"UPDATE asking SET {change} WHERE key = (SELECT max(key) FROM asking)")
        db.close()
        need(hold_first(trial, trial.check(), first), f"{change} was not noticed")
    trial.note_as(f"{len(changes)} refused", first)


def refused(trial, status, code, cure):
    """Nobody is asked; the sentence says what to do, and names the file; the whole ledger in its place is as good as ever."""
    result = trial.check()
    text = result.err.decode()
    need(result.status == status and code in text and cure in text and str(trial.state) in text, f"{result.status}: {text}")
    trial.hold(result, whole=False)
    need(not result.out and trial.requests() == len(trial.people), "people were asked again")
    return result


def replaced(status, code, cure, replace):
    """Another file where the ledger was."""
    def play(trial):
        first = make_ledger(trial)
        replace(trial, trial.state / "ledger.db")
        before = [path.read_bytes() for path in sorted(trial.state.iterdir()) if path.suffix in (".db", ".key")]
        result = refused(trial, status, code, cure)
        after = [path.read_bytes() for path in sorted(trial.state.iterdir()) if path.suffix in (".db", ".key")]
        need(before == after, "the file was touched")
        restore(trial)
        need(trial.check().out == first.out, "the ledger from the backup says something else")
        trial.note(result, whole=False)
    return play


def of_another_program(trial, path):
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE asking (key, asking, outcome)")
    db.close()
    path.chmod(0o600)


def of_a_newer_muster(trial, path):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 900")
    db.close()


def with_another_key(trial, path):
    (trial.state / "site.key").write_bytes(random.randbytes(32))


def begun_anew(trial):
    """Who removes ledger.mark as well, or takes site.key alone to another computer, says so: everybody is asked."""
    make_ledger(trial)
    for removed in (["ledger.db", "ledger.mark"], ["ledger.db", "ledger.mark", "ledger.lock"]):
        trial.log.write_text("")
        trial.log_read, trial.log_lines = 0, []
        for name in removed:
            (trial.state / name).unlink()
        key = (trial.state / "site.key").read_bytes()
        result = trial.check()
        match_all(trial, result)
        trial.hold(result)
        need(trial.requests() == len(trial.people), "somebody was not asked")
        need((trial.state / "site.key").read_bytes() == key, "the site key is another one")
    trial.note(result)


ROWS = [
    LocalRow("ENOSPC at every write of the ledger", disk_fails("ENOSPC", "pwrite64"), people=6),
    LocalRow("EIO at every write of the ledger", disk_fails("EIO", "pwrite64"), people=6),
    LocalRow("EIO at every sync", disk_fails("EIO", "fdatasync", "fsync"), people=6),
    LocalRow("ENOSPC at every write, where everybody comes twice", twice(disk_fails("ENOSPC", "pwrite64", lost=2)), people=3),
    LocalRow("ENOSPC at every folder and file beside the ledger",
             disk_fails("ENOSPC", "mkdir", "write", "rename", "ftruncate", least=6), people=3),
    LocalRow("EIO at every read of the ledger", unreadable),
    LocalRow("a state that is read-only", read_only),
    LocalRow("a state folder that may not be written", locked((0o500, 0o600))),
    LocalRow("files of the state that may not be written", locked((0o700, 0o400))),
    LocalRow("two runs at once", two_at_once),
    LocalRow("a ledger cut short", damaged(cuts)),
    LocalRow("bits flipped in the ledger", damaged(flips)),
    LocalRow("bits flipped in what a killed run left", flipped_after_kill),
    LocalRow("a ledger edited by hand", edited),
    LocalRow("a ledger that is gone", replaced(78, "ledger.lost", "ledger.mark", lambda trial, path: path.unlink())),
    LocalRow("a ledger that is gone, and began anew", begun_anew),
    LocalRow("another program's file for a ledger", replaced(78, "ledger.version", "from a backup", of_another_program)),
    LocalRow("a newer muster's ledger", replaced(78, "ledger.version", "install that muster", of_a_newer_muster)),
    LocalRow("another site key", replaced(78, "ledger.key", "from a backup", with_another_key)),
]

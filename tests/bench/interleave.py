#!/usr/bin/python3
"""interleave.py ROUNDS UNIT FILE (LABEL COUNT COMMAND)...: every command once a round, then the medians, and behind each
how many times that of the first command it is: how much faster the first one is, and how much less it takes.

COUNT is how many UNITs a run of the command handles; "wrk" takes it from what wrk prints. In a COMMAND "{fresh}" is
the path of a folder that does not exist yet; no shell is involved. A command that fails ends the whole run.
The medians are also added to FILE: label, UNITs a second, CPU us each and peak MiB, with tabs between them.
What the programs print goes nowhere: the disk is the same for all of them.
Peak memory is that of the largest process; time(1) stands between, because a child would inherit Python's own peak."""
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def run(command, folder, heard):
    """One run: (wall seconds, CPU seconds, peak MiB, what it printed)."""
    fresh = os.path.join(folder, "fresh")
    peak, out, err = (os.path.join(folder, name) for name in ("peak", "out", "err"))
    out = out if heard else os.devnull
    words = [word.replace("{fresh}", fresh) for word in shlex.split(command)]
    with open(out, "wb") as stdout, open(err, "wb") as stderr:
        start = time.perf_counter()
        process = subprocess.Popen([shutil.which("time"), "-q", "-f", "%M", "-o", peak, *words],
                                   stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(fresh, ignore_errors=True)
    if process.returncode:
        with open(err, encoding="utf-8", errors="replace") as text:
            sys.exit(f"{command}: status {process.returncode}\n{text.read()[-2000:]}")
    with open(peak, encoding="ascii") as text:
        kib = int(text.read())
    return wall, usage.ru_utime + usage.ru_stime, kib / 1024, out


def handled(count, out):
    if count != "wrk":
        return int(count)
    with open(out, encoding="utf-8") as text:
        printed = text.read()
    if "Non-2xx" in printed or "Socket errors" in printed:
        sys.exit(f"wrk did not get its answers:\n{printed}")
    return int(re.search(r"(\d+) requests in", printed)[1])


def main():
    rounds, unit, file, rest = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
    jobs = [tuple(rest[i:i + 3]) for i in range(0, len(rest), 3)]
    runs = {label: [] for label, _, _ in jobs}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for label, count, command in jobs:
                wall, cpu, peak, out = run(command, folder, count == "wrk")
                n = handled(count, out)
                runs[label].append((n / wall, wall, cpu / n * 1e6, peak))
    medians = {label: [statistics.median(column) for column in zip(*measured)] for label, measured in runs.items()}
    first = medians[jobs[0][0]]
    print(f"{'':34}{unit + '/s':>12}{'wall s':>9}{'times':>7}{'cpu us each':>13}{'times':>7}{'peak MiB':>10}{'times':>7}")
    with open(file, "a", encoding="utf-8") as kept:
        for label, (rate, _, cpu, peak) in medians.items():
            kept.write(f"{label}\t{rate}\t{cpu}\t{peak}\n")
    for label, (rate, wall, cpu, peak) in medians.items():
        print(f"{label:34}{rate:12,.0f}{wall:9.3f}{first[0] / rate:7.2f}{cpu:13.2f}{cpu / first[2]:7.2f}"
              f"{peak:10.1f}{peak / first[3]:7.2f}")
    print(f"(medians of {rounds} interleaved rounds; times: so many times what {jobs[0][0]} takes for each of the {unit})\n")


main()

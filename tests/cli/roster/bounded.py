#!/usr/bin/env python3
"""bounded.py COMMAND...: runs it, and fails with 99 when it takes more than 2 s or 256 MiB (ten times that when it was built
with sanitizers, whose own cost that is)."""
import resource
import shutil
import subprocess
import sys

with open(shutil.which(sys.argv[1]), "rb") as program:
    factor = 10 if b"__asan_init" in program.read() else 1
status = subprocess.run(sys.argv[1:], check=False, timeout=100).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds, mebibytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
if seconds > 2 * factor or mebibytes > 256 * factor:
    print(f"took {seconds:.2f} s and {mebibytes:.0f} MiB", file=sys.stderr)
    status = 99
sys.exit(status)

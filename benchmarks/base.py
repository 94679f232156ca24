"""The base benchmark: 10,000 borrowers for 24 months, one policy, one core.

    python benchmarks/base.py [--repeat 5] [--borrowers 10000] [--out base.json]

The same as ``arrears bench base``: scenario ``three_stage_escalation``, policy ``status_quo``, one
replication with the SimPy engine, burn-in included. Every repetition is a process of its own that
first simulates a small book, so that kernels are compiled and loaded; then the simulation alone is
timed, and the peak memory of the whole process is read. Medians are reported. Targets: 20 s and
500 MB.
"""

import sys

from arrears.cli.group import arrears

if __name__ == "__main__":
    arrears(["bench", "base", *sys.argv[1:]], prog_name="arrears")

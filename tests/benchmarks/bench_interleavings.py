"""Schedules a second of the explorer, and what reduction saves; beside frontrun if installed."""

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

from helpers.interleavings import explore
from tests.interleavings import programs
from tests.interleavings.classics import CLASSICS, Classic
from tests.interleavings.programs import add, add_locked, mostly_alone

SECONDS = 0.7  # for each measurement

# Textbook mistakes, frontrun 0.7.0 beside ours; measured once, one after the other, on two busy
# cores with Python 3.11. Executions until the mistake is found, and that clear the right form; the
# seconds in brackets. "open": it gave no verdict, after five seconds of waiting.
#
#                           frontrun                    ours
#   lost update             2 (0.18)     2 (0.02)       2 (0.01)     2 (0.02)
#   check, then act         not found    2 (0.01)       2 (0.01)     2 (0.02)
#   if, not while           open         open          47 (0.14)   648 (2.12)
#   lost wake-up            open         open           3 (0.00)     4 (0.01)
#   dining philosophers    10 (0.10)    14 (0.05)       4 (0.02)     6 (0.02)
#   Peterson               38 (0.17)   316 (2.48)      12 (0.03)    36 (0.10)
#   Dekker                  8 (0.04)   305 (1.69)       6 (0.02)    49 (0.17)
#   ticket lock            17 (0.05)    26 (0.12)       7 (0.02)     6 (0.03)
#   double-checked locking  7 (0.03)    15 (0.06)       3 (0.02)     8 (0.03)
#   ABA                    not found    48 (0.28)       5 (0.02)    35 (0.14)
#   readers and writers     open        46 (0.26)       3 (0.01)    22 (0.14)


class Counter:
    """As frontrun's below: without the locks of the tests' one, which no step here needs."""

    def __init__(self):
        self.x = 0


FRONTRUN = """
import json, time, frontrun
class Counter:
    def __init__(self):
        self.x = 0
def add(c):
    temp = c.x
    temp += 1
    c.x = temp
found = []
for n in (2, 3):
    runs, began = 0, time.perf_counter()
    while time.perf_counter() - began < {seconds}:
        result = frontrun.explore(
            setup=Counter, workers=[add] * n, invariant=lambda c: c.x == n, stop_on_first=False,
            reproduce_on_failure=0, preemption_bound=None,
        )
        runs += result.num_explored
    found.append((result.num_explored, runs / (time.perf_counter() - began)))
print(json.dumps(found))
"""


def speed(*functions, **arguments) -> tuple[int, float]:
    """(executions, executions a second) of exploring the functions."""
    runs, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        report = explore(Counter, *functions, check=lambda c: c.x == len(functions), **arguments)
        runs += report.executions
    return report.executions, runs / (time.perf_counter() - began)


def frontrun() -> list | None:
    """The same of frontrun for two and three counters; None where it is absent."""
    launcher = Path(sys.executable).with_name("frontrun")
    if importlib.util.find_spec("frontrun") is None or not launcher.exists():
        return None
    code = FRONTRUN.format(seconds=SECONDS)
    command = [launcher, sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def rows() -> list[tuple[str, str]]:
    """(what, ratio) of the explorer."""
    full = speed(add, add)
    found = [("2 × 3 lines, all schedules", f"{full[1]:,.0f} executions a second")]
    found += against_frontrun()
    for what, functions in (
        ("2 × 8 lines, mostly independent", [mostly_alone] * 2),
        ("3 × 5 lines under a lock", [add_locked] * 3),
    ):
        report = explore(programs.Counter, *functions, reduce=True)
        ratio = report.schedules / report.executions
        found.append(
            (f"{what}: reduction", f"{report.executions} for {report.schedules:,}, {ratio:,.0f} ×")
        )
    return found + [(f"{name}: found, cleared", textbook(CLASSICS[name])) for name in CLASSICS]


def textbook(classic: Classic) -> str:
    """Which execution finds a textbook mistake, how many clear its right form, and in what time."""
    options = {"check": classic.check, "steps": "access", "reduce": True}
    report = explore(classic.state, *classic.wrong, limit=300, **options)
    first = 1 + [wrong for _, wrong in report.runs].index(True)
    found = explore(classic.state, *classic.wrong, limit=first, **options)
    cleared = explore(classic.state, *classic.right, **options)
    return (
        f"execution {first} in {found.seconds:.2f} s, "
        f"{cleared.executions} executions in {cleared.seconds:.2f} s"
    )


def against_frontrun() -> list[tuple[str, str]]:
    """Two and three counters with reduction, beside frontrun's."""
    ours = [speed(add, add, reduce=True), speed(add, add, add, reduce=True)]
    theirs = frontrun()
    if theirs is None:
        return [("frontrun", "is not installed")]
    found = []
    for n, mine, other in zip((2, 3), ours, theirs, strict=True):
        executions = (
            f"{other[0]} → {mine[0]} executions, {mine[1] / other[1]:.1f} × as many a second"
        )
        whole = (other[0] / other[1]) / (mine[0] / mine[1])
        found.append(
            (f"{n} counters, frontrun → ours", f"{executions}, {whole:.1f} × faster in all")
        )
    return found

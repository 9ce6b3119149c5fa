"""Prints the table of cases and bridges: `python -m tests.conformance`.

Each cell is a child process of its own, `python -m tests.conformance BRIDGE CASE`, which is killed
after a few seconds: then it says HANG.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path

from tests.conformance.bridges import BRIDGES, installed, open_bridge
from tests.conformance.cases import CASES, THAT_EXIT

ROOT = Path(__file__).parents[2]
LIMIT = 5.0  # seconds of a cell
AT_ONCE = 4  # cells; most of the time they wait


def cell(bridge, case):
    """What the bridge does in this case, in a word."""
    if not installed(bridge):
        return "absent"
    command = [sys.executable, "-W", "ignore", "-m", "tests.conformance", bridge, case]
    try:
        child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired as expired:
        said = (expired.stdout or b"").decode().strip()
        return f"{said}, HANG".strip(", ")
    return child.stdout.strip() or child.stderr.strip().splitlines()[-1]


def table():
    """The rows of the table, the first with the names."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        rows = {case: [pool.submit(cell, bridge, case) for bridge in BRIDGES] for case in CASES}
        return [
            ["case", *BRIDGES],
            *([case, *(future.result() for future in row)] for case, row in rows.items()),
        ]


def show(rows):
    """Print a table in Markdown."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        line = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        print(f"| {' | '.join(line)} |")


def main():
    """Print the table, and who took part."""
    show(table())
    names = [name for name in ("anyio", "asgiref") if installed(name)]
    absent = [name for name in ("anyio", "asgiref") if not installed(name)]
    parts = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"\nPython {sys.version.split()[0]}; {parts or 'no library'}")
    if absent:
        print(f"absent, because not installed: {', '.join(absent)}")


def run_cell(bridge, case):
    """One cell, in its child process."""
    word = CASES[case](partial(open_bridge, bridge))
    if case in THAT_EXIT:
        return
    print(word, flush=True)
    os._exit(0)  # what the case has left behind must not keep the process


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run_cell(*sys.argv[1:])
    else:
        main()

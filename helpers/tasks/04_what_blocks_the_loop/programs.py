"""The programs that 04.a's finder is tried on: the notebook's, and others of the same shape."""

import linecache
from typing import Any

from helpers.grading.draws import seconds
from helpers.grading.kit import Run

__all__ = ["READ", "compiled", "lines_of"]

PROGRAM = """\
import asyncio, threading, time
from helpers.virtual_time import work
begun, ended = [], []

async def site():
    for _ in range(10):
        await asyncio.sleep(0.3)

async def mail():
    for _ in range({mails}):
        await asyncio.sleep(0.05)
        work(0.15)

async def backup():
    await asyncio.sleep(0.7)
    await asyncio.to_thread(time.sleep, 2)

async def prices():
    await asyncio.sleep(1.2)
    {prices}
    await asyncio.sleep(1.9)

async def stock():
    await asyncio.to_thread(work, 3.3)
    {stock}
    await asyncio.sleep(0.2)

def add_up():
    {add_up}

def collect():
    rows = ["a", "b"]
    {collect}
    return rows

async def report():
    await asyncio.sleep(2)
    rows = collect()
    await asyncio.sleep(1)
    return rows

async def program():
    begun.append(True)
    await asyncio.gather(site(), mail(), backup(), prices(), stock(), report())
    ended.append(True)
"""
NOTEBOOKS = {"mails": 5, "prices": "work(0.02)", "stock": "pass", "add_up": "pass"}
READ = NOTEBOOKS["collect"] = "work(0.9)"  # what a learner can read in the notebook
MAILS = 12  # so many hold the loop for longer in all than the line that is to blame
# Of each further program: who holds the loop longest, and how.
CASES = (
    ("collect", "threading.Event().wait({})"),  # waits inside of a library
    ("prices", "work({})"),
    ("stock", "time.sleep({})"),
    ("add_up", "work(3 + {})"),
)


def compiled(run: Run) -> tuple[dict[str, Any], str, str]:
    """Compile this round's program; return its names, who holds it longest, and in which line.

    The file's name does not begin with "<": a monitor takes such a file for a library's.
    """
    held, lines = "collect", NOTEBOOKS
    if run.round:
        held, how = CASES[run.round - 1]
        short = [f"work({number})" for number in seconds(run.draw, 3, most=0.13)]
        lines = {**NOTEBOOKS, "mails": MAILS, "prices": short[0], "stock": short[1]}
        lines["collect"] = "add_up()" if held == "add_up" else short[2]
        lines[held] = how.format(round(seconds(run.draw, 1, most=0.2)[0] + 0.75, 3))
    file, source = _file(run), PROGRAM.format(**lines)
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    space: dict[str, Any] = {"__name__": "program"}
    exec(compile(source, file, "exec"), space)
    return space, held, lines[held]


def lines_of(run: Run) -> list[str]:
    """Return the lines of this round's program."""
    return [line.strip() for line in linecache.getlines(_file(run))]


def _file(run: Run) -> str:
    return f"program_{run.round}.py"

"""The programs that 04.a's finder is tried on: the notebook's, and others of the same shape."""

import linecache
from typing import Any

from helpers.grading.draws import seconds
from helpers.grading.kit import Run

__all__ = ["READ", "compiled"]

PROGRAM = """\
import asyncio, threading, time
from helpers.virtual_time import work

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
    with noted("program"):
        await asyncio.gather(site(), mail(), backup(), prices(), stock(), report())
"""
NOTEBOOKS = {"mails": 5, "prices": "work(0.02)", "stock": "pass", "add_up": "pass"}
READ = NOTEBOOKS["collect"] = "work(0.9)"  # what a learner can read in the notebook
MAILS = 12  # so many hold the loop for longer in all than the line that is to blame
# Of each further program: who holds the loop longest, and how; one waits inside of a library.
CASES = (
    ("collect", "threading.Event().wait({})"),
    ("prices", "work({})"),
    ("add_up", "work(3 + {})"),
)


def compiled(run: Run) -> tuple[Any, list[str], list[str]]:
    """Return this round's program, the pair that holds it longest, and the program's lines.

    The file's name does not begin with "<": a monitor takes such a file for a library's.
    """
    held, lines = "collect", NOTEBOOKS
    if run.round:
        held, how = CASES[run.round - 1]
        prices, stock, other, longest = seconds(run.draw, 4, most=0.13)
        lines = {"mails": MAILS, "prices": f"work({prices})", "stock": f"time.sleep({stock})"}
        lines.update(add_up="pass", collect="add_up()" if held == "add_up" else f"work({other})")
        lines[held] = how.format(round(longest + 0.75, 3))
    file, source = f"program_{run.round}.py", PROGRAM.format(**lines)
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    space: dict[str, Any] = {"__name__": "program", "noted": run.journal.call}
    exec(compile(source, file, "exec"), space)
    return space["program"], [held, lines[held]], [each.strip() for each in source.splitlines()]

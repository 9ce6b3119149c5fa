"""04.a: a finder of the line that holds a loop longest, tried on programs that it has not seen."""

import linecache
from typing import Any, NamedTuple

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule
from helpers.virtual_time import VirtualClock

__all__ = ["CHECK"]

PROGRAM = """\
import asyncio, threading, time
from helpers.virtual_time import work
ended = []

async def site():
    for _ in range(10):
        await asyncio.sleep(0.3)

async def mail():
    for _ in range(5):
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
    await asyncio.gather(site(), mail(), backup(), prices(), stock(), report())
    ended.append(True)
"""
IN_THE_NOTEBOOK = "work(0.9)"  # the blocker of the program that the learner can read
LONG_WAITS = {"site", "backup", "program"}  # they take long, and hold nothing


class Case(NamedTuple):
    """One program: the function and the line that hold the loop longest."""

    function: str
    line: str


CASES = (
    Case("collect", "threading.Event().wait(0.9)"),  # waits inside of a library
    Case("prices", "work(0.7)"),
    Case("stock", "time.sleep(0.8)"),
    Case("collect", "work(1.1)"),
)


def gather_lines(answer: Answer) -> dict[str, Any]:
    """Let the finder find the blocker of each program; note the first that it gets wrong."""
    trials = []
    for number, case in enumerate(CASES, start=1):
        space = _program(f"program_{number}.py", case)
        call = answer.call(lambda space=space: VirtualClock().run(answer.value(space["program"])))
        if call.error:
            return {"error": call.error}
        trials.append(_trial(call.value, case, len(space["ended"])))
    wrong = next((trial for trial in trials if trial["kind"] != "right"), None)
    return {
        "wrong": wrong,
        "kind": wrong and wrong["kind"],
        "same": len({trial["mine"] for trial in trials}) == 1,
        "not_run": sum(trial["runs"] == 0 for trial in trials),
        "count": len(CASES),
    }


def _program(file: str, case: Case) -> dict[str, Any]:
    """Compile one of the programs under a file name of its own, with lines that can be looked up.

    The name does not begin with "<": a monitor takes such a file for a library's.
    """
    places = dict.fromkeys(("prices", "stock", "collect"), "work(0.02)")
    source = PROGRAM.format(**{**places, case.function: case.line})
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    space: dict[str, Any] = {"__name__": "program"}
    exec(compile(source, file, "exec"), space)
    return space


def _trial(value: object, case: Case, runs: int) -> dict[str, Any]:
    pair = isinstance(value, tuple | list) and [type(part) for part in value] == [str, str]
    kind = _kind(value[0], value[1].strip(), case) if pair else "no pair"
    mine = f"{value[1].strip()}, in {value[0]}()" if pair else repr(value)
    real = f"{case.line}, in {case.function}()"
    return {"mine": mine[:120], "real": real, "kind": kind, "runs": runs}


def _kind(function: str, line: str, case: Case) -> str:
    """Say what sort of line the finder has named."""
    if (function, line) == case:
        return "right"
    known = {case.line, "work(0.02)", IN_THE_NOTEBOOK, *map(str.strip, PROGRAM.splitlines())}
    if line not in known:
        return "foreign"
    if function == "mail" and "await" not in line:
        return "short"
    if line == "rows = collect()":
        return "outer"
    if "await" in line:
        return "long wait" if function in LONG_WAITS or "to_thread" in line else "next wait"
    return "other"


SEEN = "it named: {wrong[mine]}"
WANTED = "the line that held the loop longest: {wrong[real]}"
LOOK_HINTS = (
    "The loop's thread cannot look at itself while it is held. A second thread can.",
    "Beat while the program runs; when a beat is overdue, take the stack of the loop's thread.",
    "async with Heartbeat(...) as monitor: await the program; then look at monitor.stalls.",
)

LINE_RULES = (
    Rule(
        "NOT_RUN",
        lambda f: not f.error and f.not_run,
        seen="{not_run} of {count} programs were not run to their end",
        wanted="each program is awaited, and watched meanwhile",
        next="await program() inside of your finder.",
        hints=(
            "What holds a loop shows only while it runs.",
            "program is a coroutine function: call it, and await what it returns.",
            LOOK_HINTS[2],
        ),
    ),
    Rule(
        "NO_PAIR",
        lambda f: f.kind == "no pair",
        seen="it returned {wrong[mine]}",
        wanted='two texts: the function\'s name and the line, as in ("mail", "work(0.15)")',
        next="return the name and the line of the stack's entry.",
        hints=(
            "A FrameSummary is one entry of a stack: it has .filename, .lineno, .name and .line.",
            "A stall's .line is such an entry.",
            "return entry.name, entry.line",
        ),
    ),
    Rule(
        "SAME_FOR_ALL",
        lambda f: f.same and f.kind == "other",
        seen="for {count} different programs it named the same: {wrong[mine]}",
        wanted="in one of them it was: {wrong[real]}",
        next="find the line by watching the program, not by reading it.",
        hints=LOOK_HINTS,
    ),
    Rule(
        "LIBRARY_LINE",
        lambda f: f.kind == "foreign",
        seen=SEEN + "; that is no line of the program",
        wanted="the program's own line: {wrong[real]}",
        next="go outwards in the stack, from a library's file to the program's.",
        hints=(
            "The innermost line that held the loop may stand in the standard library.",
            "Each entry of a stack knows its file; the program's file is not the library's.",
            "A stall's .line has looked for it; with a stack of your own, compare .filename.",
        ),
    ),
    Rule(
        "LONG_WAIT",
        lambda f: f.kind == "long wait",
        seen=SEEN,
        wanted=WANTED,
        next="that line takes long, and lets others run meanwhile. Ask how late the loop was.",
        hints=(
            "Time from start to end says nothing: most of it may be waiting.",
            "Only a time without a beat shows that the loop was held.",
            LOOK_HINTS[2],
        ),
    ),
    Rule(
        "NEXT_WAIT",
        lambda f: f.kind == "next wait",
        seen=SEEN,
        wanted=WANTED,
        next="you looked after the step: the task stood at its next await by then.",
        hints=(
            "Debug mode writes its log when the slow step has ended.",
            "To see the line, look while the loop is held. " + LOOK_HINTS[1],
            LOOK_HINTS[2],
        ),
    ),
    Rule(
        "NOT_THE_LONGEST",
        lambda f: f.kind == "short",
        seen=SEEN + "; it held the loop for 0.15 s at a time",
        wanted=WANTED,
        next="of all stalls, take the one that lasted longest.",
        hints=(
            "There are several stalls; the first, the last or the most frequent need not be it.",
            "Each stall knows its .seconds.",
            "max(…, key=…) over the stalls.",
        ),
    ),
    Rule(
        "OUTER_LINE",
        lambda f: f.kind == "outer",
        seen=SEEN,
        wanted="one level further in: {wrong[real]}",
        next="take the innermost of the program's lines.",
        hints=(
            "A stack lists who called whom; the last entry is the innermost.",
            "The line that you named calls the function in which the blocking line stands.",
            "Go through the stack from its end, and take the first entry of the program's file.",
        ),
    ),
    Rule(
        "WRONG_LINE",
        lambda f: f.kind == "other",
        seen=SEEN,
        wanted=WANTED,
        next="name the line at which the loop's thread stood while no beat came.",
        hints=LOOK_HINTS,
    ),
)

CHECK = Check(
    gather_lines,
    LINE_RULES,
    "the line was found in {count} of {count} programs",
    allows=("sys._current_frames",),  # where a thread stands is what the task asks for
)

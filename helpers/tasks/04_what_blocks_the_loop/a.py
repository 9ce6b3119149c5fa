"""04.a: a finder of the line that holds a loop longest, tried on programs that it has not seen."""

import linecache
from typing import Any

from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

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
NOTEBOOKS["collect"] = "work(0.9)"
LONG_WAITS = ("site", "backup", "program")  # they take long, and hold nothing
MAILS = 12  # so many hold the loop for longer in all than the line that is to blame
# Of each further program: who holds the loop longest, and how.
CASES = (
    ("collect", "threading.Event().wait({})"),  # waits inside of a library
    ("prices", "work({})"),
    ("stock", "time.sleep({})"),
    ("add_up", "work(3 + {})"),
)


def compiled(run: Run) -> tuple[dict[str, Any], str, str]:
    """Compile this round's program; return its names, and who holds it, in which line.

    The file's name does not begin with "<": a monitor takes such a file for a library's.
    """
    held, lines = "collect", NOTEBOOKS
    if run.round:
        held, how = CASES[run.round - 1]
        short = [f"work({number})" for number in seconds(run.draw, 3, most=0.13)]
        lines = NOTEBOOKS | {"mails": MAILS} | dict(zip(("prices", "stock", "collect"), short))
        lines |= {"collect": "add_up()"} if held == "add_up" else {}
        lines |= {held: how.format(seconds(run.draw, 1, most=0.2)[0] + 0.75)}
    file, source = f"program_{run.round}.py", PROGRAM.format(**lines)
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    space: dict[str, Any] = {"__name__": "program"}
    exec(compile(source, file, "exec"), space)
    return space, held, lines[held]


def sort_of(name: str, line: str, lines: list[str]) -> str:
    """Say what sort of line the finder has named; "" for one that only another test can tell."""
    if line not in lines:
        return "reversed" if name in lines else "foreign"
    if line in ("rows = collect()", "add_up()"):
        return "outer"
    if "await" in line:
        return "long wait" if name in LONG_WAITS or "to_thread" in line else "next wait"
    return "short" if line.startswith(("work(", "time.", "threading.")) else ""


def sees_nothing(f: Any) -> bool:
    """Did it end with an error that says that no stall, or no line of one, was there?"""
    said = f.found.said
    return said.startswith("raised") and any(word in said for word in ("empty", "range", "None"))


@trial(rounds=5, horizon=60)
async def found(run: Run) -> object:
    """Let the finder find the blocker: in the notebook's program first, then in others."""
    space, held, line = compiled(run)
    run.note(wanted=[held, line], real=f"{line}, in {held}()", read=False, sort="", pair=True)
    try:
        value = await run.call(space["program"])
    finally:
        run.note(begun=len(space["begun"]), ended=len(space["ended"]))
    if not (isinstance(value, tuple | list) and [type(part) for part in value] == [str, str]):
        run.note(pair=False)
        return value
    name, mine = value[0], value[1].strip()
    lines = [each.strip() for each in linecache.getlines(f"program_{run.round}.py")]
    run.note(mine=f"{mine}, in {name}()", read=run.round and mine == NOTEBOOKS["collect"])
    run.note(sort=sort_of(name, mine, [*lines, NOTEBOOKS["collect"]]))
    return [name, mine]


LOOK = """
    The loop's thread cannot look at itself while it is held. A second thread can.
    Beat while the program runs; when a beat is overdue, take the stack of the loop's thread.
    async with Heartbeat(…) as monitor: await the program; then look at monitor.stalls."""
RUNS = "runs `program` once, to its end"
PAIR = "as a pair of texts"
OWN_LINE = "a line of the program itself"
LONGEST = "held the loop longest in one go"


def named(code: str, sort: str, promise: str, next: str, hints: str = LOOK) -> Any:
    """Return the rule for one sort of line that is not the one."""
    return rule(
        code,
        lambda f: not f.found.right and f.found.sort == sort,
        f"""
        promise {promise}
        seen    it named: {{found.mine}}
        wanted  {{found.real}}
        next    {next}""",
        hints,
    )


CHECK = check(
    found,
    rules=(
        rule(
            "NOT_RUN",
            lambda f: not f.found.ended and (not f.found.error or sees_nothing(f)),
            f"""
            promise {RUNS}
            seen    {{name}} {{found.said}}; by then `program` had not come to its end
            wanted  `program` is awaited, and watched meanwhile
            next    await program() inside of your finder.""",
            """
            What holds a loop shows only while it runs.
            program is a coroutine function: call it, and await what it returns.
            The await stands where the monitor is at work: inside of its `async with`.""",
        ),
        rule(
            "DONE_TWICE",
            lambda f: f.found.begun > 1,
            f"""
            promise {RUNS}
            seen    `program` was started {{found.begun}} times
            next    one run must do: watch it from its start.""",
            LOOK,
        ),
        rule(
            "NOTHING_SEEN",
            lambda f: sees_nothing(f),
            f"""
            promise {LONGEST}
            seen    the program ran, and afterwards there was nothing to choose from:
            {{found.said}}, in your line: {{found.line}}
            wanted  {{found.real}}
            next    watch while the program runs, and take stalls of half a second for stalls.
            hint    A monitor sees what happens between its start and its end, and nothing else.
            hint    Heartbeat's `stall` says from which lateness on it counts one.
            hint    The program runs inside of `async with`; `every` and `stall` are some 0.05 s.""",
        ),
        rule(
            "NO_PAIR",
            lambda f: not f.found.pair,
            f"""
            promise {PAIR}
            seen    {{name}} {{found.said}}
            wanted  two texts, the function's name and the line, as in ("mail", "work(0.15)")
            next    return the name and the line of the stack's entry.
            hint    A FrameSummary is an entry of a stack: it has .filename, .lineno, .name, .line.
            hint    A stall's .line is such an entry.
            hint    A pair of two texts: the entry's name, and its line.""",
        ),
        named(
            "WRONG_ORDER",
            "reversed",
            "the name of the function that it stands in, and the line",
            next="that is a line and a name; the name comes first.",
            hints="""
            A pair has an order, and whoever takes it apart relies on that.
            Look at the last line of your finder.
            Exchange the two texts.""",
        ),
        rule(
            "SAME_FOR_ALL",
            lambda f: f.found.read,
            """
            promise whichever program it is given
            seen    given another program, it still named: {found.mine}
            wanted  {found.real}
            next    find the line by watching the program, not by reading it.""",
            LOOK,
        ),
        named(
            "LIBRARY_LINE",
            "foreign",
            OWN_LINE,
            next="no line of the program reads so: go outwards in the stack, to the program's file.",
            hints="""
            The innermost line that held the loop may stand in the standard library.
            Each entry of a stack knows its file; the program's file is not the library's.
            A stall's .line has looked for it; with a stack of your own, compare .filename.""",
        ),
        named(
            "LONG_WAIT",
            "long wait",
            LONGEST,
            next="that line takes long, and lets others run meanwhile: ask how late the loop was.",
            hints="""
            Time from start to end says nothing: most of it may be waiting.
            Only a time without a beat shows that the loop was held.
            async with Heartbeat(…) as monitor: await the program; then look at monitor.stalls.""",
        ),
        named(
            "NEXT_WAIT",
            "next wait",
            LONGEST,
            next="there a task waits, and the loop is free: look while it is held, not after that.",
            hints="""
            Debug mode writes its log when the slow step has ended.
            To see the line, another thread has to look while no beat comes.
            async with Heartbeat(…) as monitor: await the program; then look at monitor.stalls.""",
        ),
        named(
            "OUTER_LINE",
            "outer",
            "the innermost",
            next="the line that you named calls a function of the program: go one further in.",
            hints="""
            A stack lists who called whom; the last entry is the innermost.
            The line that you named calls the function in which the blocking line stands.
            Go through the stack from its end, and take the first entry of the program's file.""",
        ),
        named(
            "NOT_THE_LONGEST",
            "short",
            LONGEST,
            next="that line holds the loop, too, but less: take the stall that lasted longest.",
            hints="""
            There are several stalls; the first, the last or the most frequent need not be it.
            Each stall knows its .seconds.
            max(…, key=…) over the stalls.""",
        ),
        rule(
            "WRONG_LINE",
            lambda f: not f.found.right,
            """
            promise the name of the function that it stands in, and the line
            seen    it named: {found.mine}
            wanted  {found.real}
            next    name the line at which the loop's thread stood while no beat came.""",
            LOOK,
        ),
    ),
    praise="the line was found in this program and in the others: {found.real}",
    allows=("sys._current_frames",),  # where a thread stands is what the task asks for
)

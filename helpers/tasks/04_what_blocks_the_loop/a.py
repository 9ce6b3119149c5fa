"""04.a: a finder of the line that holds a loop longest, tried on programs that it has not seen."""

from typing import Any

from helpers.grading.kit import Run, check, rule, trial

from .programs import READ, compiled, lines_of

__all__ = ["CHECK"]

LONG_WAITS = ("site", "backup", "program")  # they take long, and hold nothing


def sort_of(name: str, line: str, real: str, lines: list[str]) -> str:
    """Say what sort of line the finder has named; "" for one that has no rule of its own."""
    if line not in lines:
        return "reversed" if name in lines else "foreign"
    if line in ("rows = collect()", "add_up()"):
        return "outer"
    if "await" in line:
        return "long wait" if name in LONG_WAITS or "to_thread" in line else "next wait"
    return "short" if "(" in line and line != real else ""


EMPTY = ("ValueError", "IndexError", "AttributeError", "TypeError")  # of max([]), [][0], None.name


def sees_nothing(f: Any) -> bool:
    """Did it end with an error that says that no stall, or no line of one, was there?"""
    said = f.found.said if f.found.raised in EMPTY else ""
    return any(word in said for word in ("empty", "out of range", "NoneType"))


@trial(rounds=5, horizon=60)
async def found(run: Run) -> object:
    """Let the finder find the blocker: in the notebook's program first, then in others."""
    space, held, real = compiled(run)
    run.note(wanted=[held, real], real=repr((held, real)), read=False, sort="", pair=True)
    try:
        value = await run.call(space["program"])
    finally:
        run.note(begun=len(space["begun"]), ended=len(space["ended"]))
    if not (isinstance(value, tuple | list) and [type(part) for part in value] == [str, str]):
        run.note(pair=False)
        return value
    name, line = value[0], value[1].strip()
    run.note(mine=repr((name, line)), read=run.round > 0 and line == READ)
    run.note(sort=sort_of(name, line, real, [*lines_of(run), READ]))
    return [name, line]


LOOK = """
    A thread that is held cannot look at itself; a second thread can look at it.
    Beat while the program runs; when a beat is overdue, take the stack of the loop's thread.
    async with Heartbeat(…) as monitor: await the program; its .stalls tell .seconds and .line."""
ENTRY = """
    An entry of a stack, a FrameSummary, has .filename, .lineno, .name and .line.
    A stall's .line is such an entry.
    The pair is made of the entry's name and the entry's line, in this order."""
INNER = """
    A stack lists who called whom; the innermost entry is the last, and may be a library's.
    Each entry knows its file: the program's is not the library's.
    Go through the stack from its end, and take the first entry of the program's file."""
LONGEST = "held the loop longest in one go"
RUNS = "runs `program` once, to its end"


def named(code: str, sort: str, promise: str, next: str, hints: str = LOOK) -> Any:
    """Return the rule for one sort of line that is not the one."""
    return rule(
        code,
        lambda f: not f.found.right and f.found.sort in (sort, sort or f.found.sort),
        f"""
        promise {promise}
        seen    it named: {{found.mine}}
        wanted  {{found.real}}
        next    {next}""",
        hints,
    )


# fmt: off
CHECK = check(
    found,
    rules=(
        rule("NOT_RUN", lambda f: not f.found.ended and (not f.found.error or sees_nothing(f)), f"""
            promise {RUNS}
            seen    {{name}} {{found.said}}; by then `program` had not come to its end
            wanted  `program` is awaited, and watched meanwhile
            next    await program() inside of your finder.
            hint    What holds a loop shows only while it runs.
            hint    program is a coroutine function: call it, and await what it returns.
            hint    The await stands where the monitor is at work: inside of its `async with`."""),
        rule("DONE_TWICE", lambda f: f.found.begun > 1, f"""
            promise {RUNS}
            seen    `program` was started {{found.begun}} times
            next    one run must do: watch it from its start.""", LOOK),
        rule("NOTHING_SEEN",
            sees_nothing, f"""
            promise {LONGEST}
            seen    the program ran, and then there was nothing to choose from: it {{found.said}}
            in your line: {{found.line}}
            wanted  {{found.real}}
            next    watch while the program runs, and count half a second without a beat, too.""",
            LOOK),
        rule("NO_PAIR", lambda f: not f.found.pair, """
            promise as a pair of texts
            seen    {name} {found.said}
            wanted  two texts, the function's name and the line, as in ("mail", "work(0.15)")
            next    return the name and the line of the stack's entry.""", ENTRY),
        named(
            *(
                "WRONG_ORDER",
                "reversed",
                "the name of the function that it stands in, and the line",
            ),
            "that is a line and then a name; the name comes first.",
            ENTRY,
        ),
        rule("SAME_FOR_ALL", lambda f: f.found.read, """
            promise whichever program it is given
            seen    given another program, it still named: {found.mine}
            wanted  {found.real}
            next    find the line by watching the program, not by reading it.""", LOOK),
        named(*("LIBRARY_LINE", "foreign", "a line of the program itself"),
            "that is no line of the program: go outwards in the stack, to the program's file.",
            INNER),
        named(*("LONG_WAIT", "long wait", LONGEST),
            "that line takes long, and lets others run meanwhile: ask how late the loop was."),
        named(*("NEXT_WAIT", "next wait", LONGEST),
            "there a task waits, and the loop is free: look while it is held, not after that."),
        named(*("OUTER_LINE", "outer", "the innermost"),
            "that line calls a function of the program: go one further in.", INNER),
        named(*("NOT_THE_LONGEST", "short", LONGEST),
            "that line holds the loop, too, but less: take the stall that lasted longest.", """
            There are several stalls; the first, the last or the most frequent need not be it.
            Each stall knows its .seconds.
            max(…, key=…) over the stalls."""),
        named(*("WRONG_LINE", "", "the name of the function that it stands in, and the line"),
            "name the line at which the loop's thread stood while no beat came."),
    ),
    praise="the line was found in this program and in four others; here: {found.real}",
    allows=("sys._current_frames",),  # where a thread stands is what the task asks for
)

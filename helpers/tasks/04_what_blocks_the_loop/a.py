"""04.a: a finder of the line that holds a loop longest, tried on programs that it has not seen."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial

from .programs import READ, compiled

__all__ = ["CHECK"]

EMPTY = ("ValueError", "IndexError", "AttributeError", "TypeError")  # of max([]), [][0], None.name


def sort_of(name: str, line: str, wanted: list[str], lines: list[str]) -> str:
    """Say by a code in which way another line than the wanted one was named."""
    if [name, line] == wanted:
        return ""
    if READ == line != wanted[1]:  # which was read in the notebook
        return "SAME_FOR_ALL"
    if line not in lines:
        return "WRONG_ORDER" if name in lines else "LIBRARY_LINE"
    if line in ("rows = collect()", "add_up()"):
        return "OUTER_LINE"
    if "await" in line:
        return "LONG_WAIT"
    return "NOT_THE_LONGEST" if "(" in line and line != wanted[1] else "WRONG_LINE"


def sees_nothing(f: Any) -> bool:
    """Did it end with an error that says that no stall, or no line of one, was there?"""
    said = f.found.said if f.found.raised in EMPTY else ""
    return any(word in said for word in ("empty", "out of range", "NoneType"))


def not_run(f: Any) -> bool:
    """Was the program not run to its end, and not for an error of the finder's?"""
    whole = [call["how"] for call in f.found.calls][:1] == ["returned"]
    return not whole and (not f.found.error or sees_nothing(f))


@trial(rounds=4, horizon=60)
async def found(run: Run) -> object:
    """Let the finder find the blocker: in the notebook's program first, then in others."""
    program, wanted, lines = compiled(run)
    run.note(real=repr(tuple(wanted)))
    value = await run.call(program)
    match value:
        case [str(name), str(line)]:
            pair = name, line.strip()
            run.note(pair=True, mine=f"it named: {pair!r}", sort=sort_of(*pair, wanted, lines))
        case _:
            run.note(pair=False)
    return value


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
SEVERAL = """
    There are several stalls; the first, the last or the most frequent need not be it.
    Each stall knows its .seconds.
    max(…, key=…) over the stalls."""
LONGEST, RUNS = "held the loop longest in one go", "runs `program` once, to its end"
NAME_AND_LINE = "the name of the function that it stands in, and the line"

# fmt: off
CHECK = check(
    found,
    rules=(
        rule("NOT_RUN", not_run, f"""
            promise {RUNS}
            seen    {{name}} {{found.said}}; `program` had not come to its end
            wanted  `program` is awaited, and watched meanwhile
            next    await program() inside of your finder.""", LOOK),
        usual.done_twice("found", RUNS, hints=LOOK),
        rule("NOTHING_SEEN", sees_nothing, f"""
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
        usual.of_sort("WRONG_ORDER", "found", NAME_AND_LINE,
            "that is a line and then a name: turn them.", ENTRY),
        usual.of_sort("SAME_FOR_ALL", "found", "whichever such program it is given",
            "that line was in the notebook: find it by watching, not by reading.", LOOK),
        usual.of_sort("LIBRARY_LINE", "found", "a line of the program itself",
            "that is no line of the program: go outwards in the stack, to its file.", INNER),
        usual.of_sort("LONG_WAIT", "found", LONGEST,
            "there a task waits, and lets others run: look while the loop is held.", LOOK),
        usual.of_sort("OUTER_LINE", "found", "the innermost",
            "that line calls a function of the program: go one further in.", INNER),
        usual.of_sort("NOT_THE_LONGEST", "found", LONGEST,
            "that line holds the loop for less: take the stall that lasted longest.", SEVERAL),
        usual.of_sort("WRONG_LINE", "found", NAME_AND_LINE,
            "name the line at which the loop's thread stood while no beat came.", ENTRY),
    ),
    praise="the line was found in this program and in three others; here: {found.real}",
    allows=("sys._current_frames",),  # where a thread stands is what the task asks for
)

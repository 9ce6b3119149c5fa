"""Runs the programs that reproduce errors, each in a process of its own, also as cells."""

import re
import textwrap

from helpers.error_index.entries import Entry, entries
from helpers.watchdog import Outcome, StackOf, run

__all__ = ["enable_programs", "hangs", "printed", "run_program", "shown"]

SECONDS = 30.0  # far more than any of them takes
IDLE = 5.0  # seconds without any work after which a program counts as one that hangs,
HANGS = 0.5  # and one that is known to hang
HERE = "<watched>"  # the file's name in a stack, where it is the program's
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # of tracebacks since Python 3.13, in a notebook too
PLACE = re.compile(rf" \({HERE}, line \d+\)$")  # a traceback has it on a line of its own
ENDS_ITSELF = "AnyIO worker thread"  # when its loop has ended, soon after
BY_VERSION = "Python's words for this depend on its version: they stand above"


def run_program(source: str, entry: Entry | None = None) -> Outcome:
    """Run a program in a process of its own, until it ends or hangs, and say what came of it.

    `entry` says of a program of its own whether it is one that hangs, or the text of a cell, to be
    run where a loop is running.
    """
    in_kernel, known = (entry.in_kernel, entry.hangs) if entry else (False, False)
    text = _as_cell(source) if in_kernel else source
    idle = HANGS if known and source == entry.program else IDLE
    return run(text, seconds=SECONDS, idle_seconds=idle)


def _as_cell(source: str) -> str:
    """The program that runs the text of a cell in a coroutine."""
    body = textwrap.indent(source, "    ")
    return f"import asyncio\n\nasync def cell():\n{body}\n\nasyncio.run(cell())\n"


def printed(outcome: Outcome) -> str:
    """All that a program printed, with the last line of the traceback of what it raised."""
    error = outcome.error
    last = f"{error.type}: {error.message}".removesuffix(": ") if error else ""
    last = PLACE.sub("", last) if last.startswith("SyntaxError") else last
    return COLOURS.sub("", "\n".join([outcome.stdout, outcome.stderr, last]))


def hangs(outcome: Outcome) -> bool:
    """Say whether a program had to be stopped, or virtual time proved that it would hang."""
    return outcome.limit in ("idle", "seconds") or _is_proven(outcome)


def _is_proven(outcome: Outcome) -> bool:
    return outcome.error is not None and outcome.error.type.endswith("errors.Deadlock")


def shown(outcome: Outcome, entry: Entry | None = None) -> str:
    """What a cell shows of a run: what is the same on each machine, and in each Python.

    Of what differs, it shows the words of `entry`, if they were printed.
    """
    text = printed(outcome)
    if entry is None:
        lines = text.splitlines()
    elif not entry.words:
        lines = outcome.stdout.splitlines()
    else:
        lines = _found(entry, text)
    return "\n".join(lines + _left(outcome))


def _found(entry: Entry, text: str) -> list[str]:
    """The words of `entry` that stand in `text`, without what differs; the text if none does."""
    due = [words for words in entry.words if words.are_of_this_python]
    if due and not any(words.stand_in(text) for words in due):
        return ["these words do not come:", text]
    return [entry.heading if entry.words[0].is_of_every_python else BY_VERSION]


def _left(outcome: Outcome) -> list[str]:
    """Where a program that was stopped stood, and what was left when it had ended."""
    if _is_proven(outcome):
        return outcome.error.message.splitlines()
    if hangs(outcome):
        stacks = [*outcome.threads, *outcome.tasks]
        return ["stopped, as it hangs:", *(line for stack in stacks if (line := _stands(stack)))]
    left = [name for name in outcome.leftover_threads if name != ENDS_ITSELF]
    return [f"still running at the end: thread {name}" for name in left]


def _stands(stack: StackOf) -> str:
    """The line of the program at which a thread or task stands; "" for those of libraries."""
    mine = [frame for frame in stack.frames if frame.file == HERE]
    return f"{stack.name} waits at: {mine[-1].text}" if mine else ""


def enable_programs() -> None:
    """Let cells of this notebook be programs: those that begin with `%%program NAME_OF_ENTRY`."""
    from IPython import get_ipython

    get_ipython().register_magic_function(_program, "cell", "program")


def _program(line: str, cell: str) -> None:
    """Run the cell in a process of its own; with the name of an entry, look for its words."""
    entry = next((entry for entry in entries() if entry.id == line.strip()), None)
    print(shown(run_program(cell.strip("\n"), entry), entry))

"""Runs a whole program to the end of its process, and sends it signals at lines that it prints."""

from __future__ import annotations

import os
import secrets
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from time import monotonic
from typing import IO, NamedTuple

from helpers.watchdog.processes import MARK, ProcessTree

__all__ = ["ProgramEnd", "run_program"]

GLANCE = 0.05  # seconds between two looks whether the program is at work
START_LIMIT = 60.0  # seconds until the first line, or the end; a busy machine starts slowly
PROCESS_LIMIT = 16
# A process started in the background inherits that Ctrl-C is ignored; and each line leaves at once.
BEFORE = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.stdout.reconfigure(line_buffering=True)
del signal, sys
"""


class ProgramEnd(NamedTuple):
    """How a program ended: the lines that it printed, its end in words, its standard error."""

    lines: tuple[str, ...]
    end: str
    stderr: str

    def __str__(self) -> str:
        return "\n".join([*self.lines, f"[{self.end}]"])


def run_program(source: str, *, quiet: float = 0.5, **signals: signal.Signals) -> ProgramEnd:
    """Run the text of a program in a process of its own, through the exit of its interpreter.

        run_program(PROGRAM, ready=signal.SIGTERM, draining=signal.SIGINT)

    Args:
        source: the program, as `python -c` takes it.
        quiet: seconds after which a program that has printed something, and in which nothing
            runs any more, is ended; time for which the machine is too busy does not count.
        signals: a signal for each of these lines, sent once the program has printed the line
            and nothing in it runs, so that it meets a program that waits.

    Returns what came of it; `end` is "exit code 0", "killed by SIGTERM", or "never ends".

    Raises NotImplementedError on Windows, which has no POSIX signals.
    """
    if os.name != "posix":
        raise NotImplementedError("Windows has no POSIX signals; run this in WSL, or read along.")
    mark = secrets.token_hex(16)
    tree = ProcessTree(mark, PROCESS_LIMIT)
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            [sys.executable, "-P", "-c", BEFORE + source],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, MARK: mark},
            start_new_session=True,
        ) as child:
            tree.start(child)
            try:
                lines, ended = _followed(child, tree, quiet, signals)
                end = _end_of(child.wait()) if ended else "never ends"
            finally:
                tree.end()
        errors.seek(0)
        return ProgramEnd(lines, end, errors.read().decode("utf-8", "replace"))


def _followed(
    child: subprocess.Popen, tree: ProcessTree, quiet: float, signals: dict[str, signal.Signals]
) -> tuple[tuple[str, ...], bool]:
    """Return the lines of a program, and whether it has ended by itself."""
    lines: list[str] = []
    due: list[signal.Signals] = []
    last = monotonic()
    for line in _lines(child.stdout):
        if line is not None:
            lines.append(line)
            due += [signals[line]] if line in signals else []
        elif not tree.is_full() and not tree.usage().runnable:
            if due:
                child.send_signal(due.pop(0))
            elif monotonic() - last <= (quiet if lines else START_LIMIT):
                continue
            else:
                return tuple(lines), False
        last = monotonic()
    return tuple(lines), True


def _lines(pipe: IO[bytes]) -> Iterator[str | None]:
    """Yield each line that comes, and None whenever nothing has come for a glance."""
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(GLANCE):
                yield None
                continue
            part = os.read(pipe.fileno(), 65_536)
            *whole, rest = (rest + part).split(b"\n")
            yield from (line.decode("utf-8", "replace") for line in whole)
            if not part:
                return


def _end_of(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"

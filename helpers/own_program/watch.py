"""Watches a program of the reader's, and writes one page of what its tasks and threads did."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from pathlib import Path
from time import monotonic
from types import FrameType

from helpers.heartbeat import monitor
from helpers.own_program.beats import Beats
from helpers.own_program.page import MARK, Page, page_of_beats, page_of_recording
from helpers.own_program.script import Program, execute
from helpers.own_program.troubles import Troubles
from helpers.timeline import Timeline, sampler
from helpers.timeline.model import duration
from helpers.timeline.places import where

__all__ = ["NotOurs", "check_page", "watch"]

INSTRUMENTS = (monitor.__file__, sampler.__file__)  # what their threads run


class NotOurs(Exception):
    """The page would replace a file that is no such page."""


def check_page(path: Path) -> None:
    """Raise NotOurs unless a page may be written to `path`: it is new, or a page of this kind."""
    if path.is_dir() or (path.exists() and MARK not in _begin_of(path)):
        raise NotOurs(f"{path} is there already and is no page of `watch`; name another with --to.")
    if not path.parent.is_dir():
        raise NotOurs(f"there is no folder {path.parent}; make it, or name another page with --to.")


def _begin_of(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(1_000)


def watch(
    program: Program,
    to: Path,
    *,
    heartbeat: bool = False,
    between: tuple[float, float] | None = None,
) -> int:
    """Run the program under the recorder and return its exit code; the page is written at exit.

    heartbeat: beat on its loops instead, which costs next to nothing however long it runs.
    between: first and last second that the page steps through. The recording goes on while Python
    waits for the program's threads, so that the page shows what keeps it from ending.
    """
    troubles = Troubles()
    seen = Beats() if heartbeat else Timeline(scope={})
    seen.__enter__()
    begun, process = monotonic(), os.getpid()

    def finish() -> None:
        if os.getpid() != process:  # a fork has inherited this
            return
        seconds = monotonic() - begun
        left = _leftovers()
        seen.__exit__(None, None, None)
        gc.collect()  # what was lost complains now
        troubles.close()
        head = [f"{program.line} {ending.words}", f"it was watched for {duration(seconds)}"]
        page = Page(program.line, head, [*troubles.lines, *left])
        text = page_of_beats(seen, page) if heartbeat else page_of_recording(seen, page, between)
        print(f"{'; '.join(head)}. {_stored(to, text)}", file=sys.stderr)

    atexit.register(finish)
    ending = execute(program)
    _tell_of_waits()
    return ending.code


def _stored(to: Path, text: str) -> str:
    """Write the page, and say where it is or why it is not there."""
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        return f"The page cannot be written: {error}."
    return f"The page: {to}"


def _tell_of_waits() -> None:
    """Say for which threads Python waits now; a program that ends at once says nothing."""
    names = [thread.name for thread, _ in _others() if not thread.daemon]
    if names:
        told = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        print(f"watch: Python waits for threads to end: {told}; Ctrl-C ends that.", file=sys.stderr)


def _leftovers() -> list[str]:
    """The threads that are there when the program has ended, and the line at which each is."""
    return [_leftover(thread, frame) for thread, frame in _others()]


def _leftover(thread: threading.Thread, frame: FrameType | None) -> str:
    kind = "daemon thread" if thread.daemon else "thread"
    line = where(frame)
    return f"{kind} {thread.name} was still there at the end" + (f", at {line}" if line else "")


def _others() -> list[tuple[threading.Thread, FrameType | None]]:
    """The program's threads beside the main one, and where each is."""
    frames = sys._current_frames()
    others = [t for t in threading.enumerate() if t is not threading.main_thread()]
    found = [(thread, frames.get(thread.ident or 0)) for thread in others]
    return [(thread, frame) for thread, frame in found if not _is_instruments(frame)]


def _is_instruments(frame: FrameType | None) -> bool:
    """Whether a thread is the recorder's or a heartbeat's."""
    while frame is not None:
        if frame.f_code.co_filename in INSTRUMENTS:
            return True
        frame = frame.f_back
    return False

"""Says what is missing or odd at a seat of a workshop, and how to mend it: `doctor --seat`."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from helpers.doctor import Check, Finding
from helpers.grading.attempt import Attempt
from helpers.grading.attempts import FILE
from helpers.grading.parent import facts_of
from helpers.grading.registry import find, known
from helpers.grading.safe_file import locked
from helpers.grading.verdict import GRADER_FAULT, STUCK, decide
from helpers.notebook_files import NotebookError, read_notebook
from helpers.places import MARK, exercise_path, shown, work_folder
from helpers.workshop.sending import CannotSend, ask

__all__ = ["checks_of", "exercises", "hangs", "records", "verdicts"]

TASK = ("01_event_loops", "a", "report")
MAKE = "python -m helpers update"
SLOW = 5.0  # seconds of a check that takes half of one elsewhere
REPORT = "run `python -m helpers doctor`, mend what it names, and show this line to the leader"


def checks_of(url: str) -> tuple[Check, ...]:
    """Return the checks of a seat; with `url`, the address of a board that listens, also that."""

    def board() -> Iterable[Finding]:
        return _board(url)

    checks = (exercises, records, verdicts, hangs)
    return (*checks, board) if url else checks


def exercises() -> Iterable[Finding]:
    """Is each exercise there, and can it be read?"""
    folder, faults = work_folder(), []
    if not (folder / MARK).is_file():
        yield Finding("missing", f"no copy of the course in {shown(folder)}", MAKE)
        return
    for name in known():
        try:
            read_notebook(exercise_path(folder, name))
        except NotebookError as error:
            mend = f"python -m helpers reset {name[:2]} (what is there is kept)"
            faults.append(Finding("missing", f"exercises/{error}", mend))
    yield from faults
    if not faults:
        yield Finding("ok", f"all {len(known())} exercises")


def records() -> Iterable[Finding]:
    """Can progress and attempts be kept?"""
    folder = work_folder()
    try:
        with locked(folder), open(folder / FILE, "ab"):
            yield Finding("ok", "progress and attempts can be kept")
    except OSError as error:
        mend = (
            f"close other kernels and file managers that hold {shown(folder)}, or make it: {MAKE}"
        )
        yield Finding("missing", f"no progress in {shown(folder)} ({error.strerror})", mend)


def verdicts() -> Iterable[Finding]:
    """Does a check give its verdict, and soon?"""
    code, seconds = _judged("    return None")
    if code == GRADER_FAULT:
        yield Finding("missing", "a check fails by itself", REPORT)
    elif seconds > SLOW:
        mend = "close other programs, or take another machine; no verdict depends on it"
        yield Finding("odd", f"a check takes {seconds:.0f} s", mend)
    else:
        yield Finding("ok", "a check gives its verdict")


def hangs() -> Iterable[Finding]:
    """Is an answer stopped that never ends?"""
    code, _ = _judged("    while True: pass")
    if code == STUCK:
        yield Finding("ok", "an answer that hangs is stopped")
    else:
        yield Finding("missing", f"an answer that hangs gets {code}, not {STUCK}", REPORT)


def _judged(body: str) -> tuple[str, float]:
    """Return the code that an answer to TASK gets, and the seconds that it took."""
    exercise, letter, name = TASK
    check, begun = find(exercise, letter), monotonic()
    facts = facts_of(exercise, letter, Attempt(name, f"def {name}(city):\n{body}\n"))
    verdict = decide(f"{exercise[:2]}.{letter}", facts, check.rules, check.praise)
    return verdict.code, monotonic() - begun


def _board(url: str) -> Iterable[Finding]:
    """Does the workshop's board answer?"""
    try:
        ask(url)
    except CannotSend as reason:
        mend = "join the workshop's network and copy the address again; or hand packs over as files"
        yield Finding("missing", f"no board: {reason}", mend)
    else:
        yield Finding("ok", "the board answers")

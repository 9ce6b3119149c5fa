"""For tests that run notebooks' cells with real threads: what cells define, and threads at once."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from helpers.notebook_files import read_notebook

__all__ = ["COURSE", "defined", "quick_switches", "side_by_side"]

COURSE = Path(__file__).resolve().parents[1]
PATIENCE = 30  # seconds after which a thread counts as one that waits for ever


def defined(notebook: str, cells: str, **given: object) -> SimpleNamespace:
    """Return what cells of a notebook define, and their namespace itself as `names`.

    `notebook` is a path in the course, `cells` are ids. The cell `imports` is run first; `given`
    then takes the place of what it imports, or of what cells that are not named define.
    """
    sources = {cell.id: cell.source for cell in read_notebook(COURSE / notebook).cells}
    names: dict = {"__name__": "cells"}
    exec(compile(sources["imports"], "<imports>", "exec"), names)
    names |= given
    for identity in cells.split():
        exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names, names=names)


def side_by_side(
    *functions: Callable[[], object],
    patience: float = PATIENCE,
    rescue: Callable[[], object] = lambda: None,
) -> None:
    """Call each function in a thread of its own, all at once, and wait for all of them.

    `patience` is how many seconds each of them has; `rescue` is called if one does not end in that
    time, so that it can. Raises the first error that one of them raised, and AssertionError if one
    had to be rescued.
    """
    start = threading.Barrier(len(functions))
    errors: list[BaseException] = []

    def call(function: Callable[[], object]) -> None:
        start.wait()
        try:
            function()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=call, args=(each,), daemon=True) for each in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience)
    if any(thread.is_alive() for thread in threads):
        rescue()
        for thread in threads:
            thread.join(PATIENCE)
        raise AssertionError("a thread waits for ever")
    if errors:
        raise errors[0]


@contextmanager
def quick_switches() -> Iterator[None]:
    """Let threads take turns far more often than usual, so that bad orders come up sooner."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(before)

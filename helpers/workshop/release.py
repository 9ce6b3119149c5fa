"""Gives back the solutions that were locked: `python -m helpers release WORD`."""

from __future__ import annotations

import re

from helpers.notebook_files import Course
from helpers.withheld import LOCKED, NOTE, WrongWord, unseal
from helpers.workshop.files import write_whole

__all__ = ["CannotRelease", "release"]

PATHS = re.compile(
    r"(solutions/\w+\.ipynb|tests/answers/\w+/\w+\.py|notebooks/workshop/notes/\w+\.md)"
)


class CannotRelease(Exception):
    """The solutions stay locked; the message says why."""


def release(word: str, course: Course | None = None) -> str:
    """Store the locked solutions again, and return a line on what was done.

    Killed in the middle, it is run again: the lock goes last. Raises CannotRelease.
    """
    course = course or Course()
    folder = course.folder("solutions")
    try:
        files = _files_in((folder / LOCKED).read_text(encoding="utf-8"), word)
        for path, text in files.items():
            (course.root / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(course.root / path, text.encode(), mode=0o644)
        (folder / NOTE).unlink(missing_ok=True)
        (folder / LOCKED).unlink()
    except WrongWord as error:
        raise CannotRelease(f"{error}; nothing was released.") from None
    except FileNotFoundError:
        raise CannotRelease("no solutions are locked here.") from None
    except OSError as error:
        raise CannotRelease(f"{error.filename}: {error.strerror}; run it again.") from None
    number = sum(path.startswith("solutions/") for path in files)
    return f"{number} notebooks are in solutions/ again; `ex.a.solution()` shows their answers."


def _files_in(text: str, word: str) -> dict[str, str]:
    """Return the files that are sealed in a text; raise WrongWord also for paths elsewhere."""
    files = unseal(text, word)
    for path in files:
        if not PATHS.fullmatch(path):
            raise WrongWord(f"the file of the locked solutions holds {path!r}")
    return files

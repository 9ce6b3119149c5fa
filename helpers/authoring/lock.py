"""Locks the solutions of a course that is handed out, until its learners are told a word."""

import json
import subprocess
from pathlib import Path

from helpers.exercise_form import exercise_from
from helpers.notebook_files import Course, NotebookError, canonical_text, read_notebook
from helpers.secret_word import new_word
from helpers.withheld import LOCKED, NOTE, seal, unseal
from helpers.workshop.files import write_whole

__all__ = ["committed", "lock"]


def lock(course: Course, opens: str = "") -> str:
    """Seal what holds answers, put exercises in the solutions' places, and return the word.

    Every check works on, since it needs the given cells alone. The word is printed before anything
    is taken away: killed at any moment, `python -m helpers release WORD` gives all of it back.

    Args:
        opens: when, in words that follow "They open": "on Friday at 16:00".

    Raises:
        NotebookError: the solutions are locked already, or one of them cannot be read.
    """
    folder = course.folder("solutions")
    if (folder / LOCKED).exists():
        raise NotebookError("the solutions are locked already; `python -m helpers release WORD`")
    given = {path: exercise_from(read_notebook(path)) for path in course.notebooks("solutions")}
    if not given:
        raise NotebookError("there are no solutions to lock")
    answers = _answers(course)
    files = {course.label(path): path.read_text(encoding="utf-8") for path in [*given, *answers]}
    word = new_word()
    write_whole(folder / LOCKED, seal(files, word).encode(), mode=0o644)
    if unseal((folder / LOCKED).read_text(encoding="utf-8"), word) != files:
        raise NotebookError(f"{LOCKED} was not stored as it should be; nothing was locked")
    print(f"The word that opens the solutions: {word}", flush=True)
    note = json.dumps({"opens": opens}, ensure_ascii=False)
    write_whole(folder / NOTE, f"{note}\n".encode(), mode=0o644)
    for path, exercise in given.items():
        write_whole(path, canonical_text(exercise).encode(), mode=0o644)
    for path in answers:
        path.unlink()
    return word


def _answers(course: Course) -> list[Path]:
    """Return the files that a lock takes away."""
    found = sorted((course.root / "tests" / "answers").rglob("*.py"))
    # The notes of who leads a workshop show wrong answers, some of which are nearly right.
    return found + sorted((course.folder("notebooks") / "workshop" / "notes").glob("*.md"))


def committed(course: Course) -> list[str]:
    """Return the paths of all files of git that a lock would change; [] where git has none."""
    paths = map(course.label, [*course.notebooks("solutions"), *_answers(course)])
    command = ["git", "-C", str(course.root), "ls-files", "--", *paths]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    except FileNotFoundError:  # without git nobody has committed anything here
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []

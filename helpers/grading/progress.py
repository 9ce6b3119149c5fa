"""Remembers the best verdict of each task in .progress.json, in the learner's working folder."""

import json
import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from helpers.grading.registry import find_version
from helpers.grading.safe_file import free_name, locked, replace_text
from helpers.grading.verdict import PASS, Verdict
from helpers.places import OUTSIDE, exercise_file, is_outside, learners_folder, shown, work_folder

__all__ = ["FILE", "Records", "folder_of", "read", "record", "why_not"]

FILE = ".progress.json"
OFF = "COURSE_PROGRESS"  # "0" in the environment: nothing is remembered or shown
PYTEST = "PYTEST_CURRENT_TEST"  # set where pytest runs, also in the kernels that nbval starts
FORMAT = 1


class Records(NamedTuple):
    """What the file says: for each task, such as "01.a", its verdict, check and date.

    `check` is the version of the check that gave the verdict. `trouble` says why the file could not
    be read, if so; `damaged` that it is there, but is none of ours.
    """

    tasks: dict[str, dict[str, str]]
    trouble: str = ""
    damaged: bool = False


def folder_of(exercise: str) -> Path | None:
    """Return the folder in which progress on `exercise` is remembered, or None.

    It is the working folder of the learner whose notebook runs here. Lessons and solutions run
    elsewhere; pytest, which may run an exercise, is no learner.
    """
    if _is_off():
        return None
    files = (exercise_file(exercise), f"{exercise}.ipynb")
    return learners_folder() if any(Path(file).is_file() for file in files) else None


def why_not() -> str:
    """Return a line for a learner whose notebook runs where nothing is remembered, or ""."""
    if _is_off() or not is_outside():
        return ""
    return OUTSIDE.format(folder=shown(work_folder()))


def _is_off() -> bool:
    return os.environ.get(OFF) == "0" or PYTEST in os.environ


def read(folder: Path) -> Records:
    """Return what is remembered in `folder`; never fails, as `Records.trouble` tells."""
    try:
        return Records(_parse((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return Records({})
    except OSError as error:
        return Records({}, f"{FILE} cannot be read ({error.strerror}).")
    except (ValueError, RecursionError):
        return Records({}, f"{FILE} is damaged; the next check sets it aside.", damaged=True)


def record(folder: Path, exercise: str, letter: str, verdict: Verdict) -> str:
    """Remember `verdict` if it is the task's best one; return a line about trouble, or "".

    A pass is the best; of mistakes the last one counts. Other verdicts judge no answer and are
    not remembered. It never raises for a file or a folder that cannot be used.
    """
    if not (verdict.passed or verdict.is_mistake):
        return ""
    version = find_version(exercise, letter)
    new = {"verdict": verdict.code, "check": version, "date": date.today().isoformat()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _store(folder, verdict.task, new)
    except OSError as error:
        return f"Progress is not recorded: cannot write in {shown(folder)} ({error.strerror})."


def _store(folder: Path, task: str, new: dict[str, str]) -> str:
    """Write `new` into the file, under the lock; return a line if the old file was damaged."""
    records, said = read(folder), ""
    if records.damaged:
        kept = free_name(folder, ".progress-damaged", ".json")
        os.replace(folder / FILE, kept)
        said = f"{FILE} was damaged; it is kept as {kept.name}, and a new one begins."
    elif records.trouble:
        return f"Progress is not recorded: {records.trouble}"
    if _is_better(new, records.tasks.get(task, {})):
        tasks = dict(sorted({**records.tasks, task: new}.items()))
        text = json.dumps({"format": FORMAT, "tasks": tasks}, indent=1, ensure_ascii=False)
        replace_text(folder / FILE, text + "\n")
    return said


def _is_better(new: dict[str, str], old: dict[str, str]) -> bool:
    """A pass stands, with its first date, until a changed check is passed too."""
    if old.get("verdict") == PASS:
        return new["verdict"] == PASS and new["check"] != old["check"]
    return new != old


def _parse(content: bytes) -> dict[str, dict[str, str]]:
    """Return the tasks in a file's content; raise ValueError if it is not of our form."""
    data = json.loads(content)
    tasks = data.get("tasks") if isinstance(data, dict) and data.get("format") == FORMAT else None
    if not isinstance(tasks, dict) or not all(map(_is_entry, tasks.values())):
        raise ValueError("not a file of progress")
    return tasks


def _is_entry(entry: object) -> bool:
    wanted = ("verdict", "check", "date")
    return isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in wanted)

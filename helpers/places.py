"""Where the course's own files are, and where those of a learner are: the working folder.

It needs nothing but the standard library, and little of it: each child process of a check loads it.
"""

import os
import re
from pathlib import Path

__all__ = [
    "COURSE",
    "INSTALLED",
    "KEPT",
    "MARK",
    "OUTSIDE",
    "PACKAGE",
    "exercise_file",
    "exercise_path",
    "is_outside",
    "learners_folder",
    "on_a_hub",
    "shown",
    "work_folder",
]

PACKAGE = Path(__file__).resolve().parent
_PACKED = PACKAGE / "course"  # a wheel has the course's files here
INSTALLED = _PACKED.is_dir()
COURSE = _PACKED if INSTALLED else PACKAGE.parent
MARK = ".course.json"  # what was given, in a working folder
KEPT = "kept"  # the folder in it for what of the learner's was replaced
VARIABLE = "COURSE_WORK"
NAME = "loops-and-threads"
OUTSIDE = "Progress is not recorded: this notebook is not in your folder, {folder}."


def work_folder(wanted: str | None = None) -> Path:
    """Return the folder in which the learner works; it need not exist yet.

    It is `wanted`, or what the environment variable COURSE_WORK names, or the working folder in
    which this process runs; else `my` in a clone of the course, or a folder in the home where the
    course is installed as a package, or on a hub, whose clone may be everybody's.
    """
    chosen = wanted or os.environ.get(VARIABLE)
    if chosen:
        return Path(os.path.abspath(Path(chosen).expanduser()))
    here = _enclosing(Path.cwd())
    return here or (Path.home() / NAME if INSTALLED or on_a_hub() else COURSE / "my")


def on_a_hub() -> bool:
    """Was this process started by a JupyterHub?"""
    return any(name.startswith("JUPYTERHUB_") for name in os.environ)


def learners_folder() -> Path | None:
    """Return the working folder that a notebook run in the current folder counts for, or None.

    In a clone, an exercise that is solved where it was given counts too. Lessons, solutions, and
    copies in other places count for none.
    """
    here = Path.cwd()
    if here.name == "exercises" and (here.parent / MARK).is_file():
        return here.parent
    return work_folder() if here == COURSE / "exercises" else None


def is_outside() -> bool:
    """Is the current folder neither the course's nor in a working folder?"""
    here = Path.cwd()
    return not here.is_relative_to(COURSE) and _enclosing(here) is None


def exercise_file(name: str) -> str:
    """Return the file name of an exercise in a working folder: a tab shows only how it begins."""
    return re.sub(r"^(\d\d)_", r"\1_exercise_", name) + ".ipynb"


def exercise_path(folder: Path, name: str) -> Path:
    """Return where the exercise `name` is in a working folder."""
    return folder / "exercises" / exercise_file(name)


def shown(path: Path) -> str:
    """Return `path` as a learner knows it: from the current folder or the home, if below one."""
    for base, sign in ((Path.cwd(), ""), (Path.home(), "~/")):
        if path.is_relative_to(base) and path != base:
            return sign + path.relative_to(base).as_posix()
    return str(path)


def _enclosing(here: Path) -> Path | None:
    return next((folder for folder in (here, *here.parents) if (folder / MARK).is_file()), None)

"""Brings into a learner's copy what the course gives, each file whole or not at all."""

import json
import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.exercise_form import learner_work
from helpers.grading.progress import FILE as PROGRESS
from helpers.grading.safe_file import free_name, locked, replace, replace_text
from helpers.notebook_files import Course, NotebookError, read_notebook
from helpers.places import KEPT, MARK, shown
from helpers.working_copy.given import TEACHERS, Given, fingerprint, given_files
from helpers.working_copy.joining import is_current, join

__all__ = ["ELSEWHERE", "CannotCopy", "bring_in"]

FORMAT = 1
TRIES = 3  # a notebook that is saved at each of them is left for the next time
ELSEWHERE = "name a folder of yours: python -m helpers lab --work FOLDER"
CHANGED = "has changed in the course where you changed it too"
DAMAGED = "cannot be read as a notebook"


class CannotCopy(Exception):
    """The copy cannot be made in this folder; the message says why and what to do instead."""


def bring_in(folder: Path, course: Course | None = None, now: datetime | None = None) -> list[str]:
    """Make the learner's copy in `folder`, or bring it up to date; return lines on what was done.

    Nothing that the learner wrote is lost, also if this process is killed or cannot write. What
    does not fit the course's new form is kept in the folder `kept`, under a name with its date.

    Args:
        folder: the working folder; it is made if it does not exist.
        course, now: where the course is, and the date of kept files; by default the real ones.

    Raises:
        CannotCopy: the folder is the course's own, or it cannot be written.
    """
    course, now = course or Course(), now or datetime.now()
    _refuse_the_courses_own(folder, course)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _Copy(folder, course, now).bring()
    except NotebookError as error:
        raise CannotCopy(str(error)) from None
    except OSError as error:
        where = shown(Path(error.filename or folder))
        raise CannotCopy(f"cannot write {where} ({error.strerror}); {ELSEWHERE}") from None


def _refuse_the_courses_own(folder: Path, course: Course) -> None:
    real = folder.resolve()
    own = [course.folder(name).resolve() for name in ("notebooks", "exercises", "solutions")]
    if (real / "helpers" / "places.py").is_file() or any(map(real.is_relative_to, own)):
        raise CannotCopy(f"{shown(folder)} holds the course itself; {ELSEWHERE}")


class _Copy:
    """A copy while it is brought up to date, under its lock."""

    def __init__(self, folder: Path, course: Course, now: datetime) -> None:
        self.folder, self.course, self.now = folder, course, now
        self.renewed: list[str] = []  # paths of files that are written
        self.waiting: list[str] = []  # paths of notebooks that are left for the next time
        self.said: list[str] = []
        self.open: bool | None = None

    def bring(self) -> list[str]:
        """Do it, and return the lines on what was done; [] if all was as it should be."""
        before, course = self._read_mark(), fingerprint(self.course)
        if before["course"] == course and all(map(self._is_whole, before["files"])):
            return []
        digests = {}
        for given in given_files(self.course):
            then, now = before["files"].get(given.path), sha256(given.content).hexdigest()
            digests[given.path] = now
            self._bring_file(given, changed=then != now, then=then)
        for path in before["files"].keys() - digests.keys():
            self._take_back(path, before["files"][path])
        self._bring_progress()
        mark = {"format": FORMAT, "course": "" if self.waiting else course, "files": digests}
        replace_text(self.folder / MARK, json.dumps(mark, indent=1) + "\n")
        return [*self._summary(first=not before["files"]), *self.said, *self._left()]

    def _read_mark(self) -> dict:
        """Return what was given before; nothing, if the file is missing or damaged."""
        try:
            mark = json.loads((self.folder / MARK).read_bytes())
            return {"course": str(mark["course"]), "files": dict(mark["files"])}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {"course": "", "files": {}}

    def _is_whole(self, path: str) -> bool:
        """Is the file there, and, of a notebook, also its end? A full disk cuts it off."""
        content = _read(self.folder / path)
        notebook = path.endswith(".ipynb")
        return content is not None and (not notebook or content.rstrip().endswith(b"}"))

    def _bring_file(self, given: Given, changed: bool, then: str | None) -> None:
        path = self.folder / given.path
        path.parent.mkdir(parents=True, exist_ok=True)
        have = _read(path)
        if have is None:
            have = self._solved_in_the_clone(given, path)
        if have is None:
            replace(path, given.content)
            self.renewed.append(given.path)
        elif given.notebook is not None:
            self._bring_notebook(given.notebook, given, path)
        elif have != given.content and changed:
            if sha256(have).hexdigest() != then:
                self._keep(path, have, CHANGED)
            replace(path, given.content)
            self.renewed.append(given.path)

    def _take_back(self, label: str, then: str) -> None:
        """Remove a page for teachers, which copies once got, unless the learner has changed it."""
        path = self.folder / label
        have = _read(path)
        if not label.startswith(TEACHERS) or have is None or sha256(have).hexdigest() != then:
            return
        path.unlink()
        for folder in path.relative_to(self.folder).parents:
            if not folder.is_relative_to(TEACHERS) or any((self.folder / folder).iterdir()):
                break
            (self.folder / folder).rmdir()

    def _solved_in_the_clone(self, given: Given, path: Path) -> bytes | None:
        """Begin with an exercise as the learner has solved it where it was given, if so."""
        file = self.course.folder("exercises") / path.name.replace("_exercise_", "_", 1)
        if not given.path.startswith("exercises/") or not learner_work(read_notebook(file)):
            return None
        content = file.read_bytes()
        replace(path, content)
        self.said.append(f"{given.path} begins with what you wrote in the clone's {file.name}.")
        return content

    def _bring_notebook(self, new: NotebookNode, given: Given, path: Path) -> None:
        for _ in range(TRIES):
            have = path.read_bytes()
            mine = _notebook(path)
            if mine is not None and is_current(mine, new):
                return
            if self._is_open():
                break
            content = self._joined(mine, given, path, have)
            if path.read_bytes() == have:  # else it was saved meanwhile
                replace(path, content)
                self.renewed.append(given.path)
                return
        self.waiting.append(given.path)

    def _joined(self, mine: NotebookNode | None, given: Given, path: Path, have: bytes) -> bytes:
        """Return the new content of a notebook; what of the learner's is not in it is kept."""
        if mine is None:
            if have.strip():
                self._keep(path, have, DAMAGED)
            return given.content
        joined = join(mine, given.notebook)
        if joined.lost:
            self._keep(path, have, CHANGED)
        return (nbformat.v4.writes(joined.notebook) + "\n").encode()

    def _is_open(self) -> bool:
        """Has a JupyterLab this folder open? It would ask which of two versions to keep."""
        if self.open is None:
            from jupyter_server.serverapp import list_running_servers  # late: slow to load

            roots = [server.get("root_dir") for server in list_running_servers()]
            real = os.path.realpath(self.folder)
            self.open = any(os.path.realpath(root) == real for root in roots if root)
        return self.open

    def _keep(self, path: Path, content: bytes, why: str) -> None:
        """Store beside what cannot be joined, unless a killed run has done so already."""
        folder = self.folder / KEPT
        folder.mkdir(exist_ok=True)
        there = folder.glob(f"{path.stem}-*{path.suffix}")
        kept = next((one for one in there if one.read_bytes() == content), None)
        if kept is None:
            kept = free_name(folder, path.stem, path.suffix, self.now)
            replace(kept, content)
        where = path.relative_to(self.folder).as_posix()
        self.said.append(f"{where} {why}; yours is kept as {shown(kept)}.")

    def _bring_progress(self) -> None:
        """Begin with the progress of exercises that were solved in the clone."""
        old = _read(self.course.folder("exercises") / PROGRESS)
        if old is not None and not (self.folder / PROGRESS).exists():
            replace(self.folder / PROGRESS, old)

    def _summary(self, first: bool) -> list[str]:
        if first:
            return [f"Your copy of the course is in {shown(self.folder)}; what you write stays."]
        number = len(self.renewed)
        files = "1 file" if number == 1 else f"{number} files"
        return [f"The course has changed: {files} brought in; what you wrote stays."] * bool(number)

    def _left(self) -> list[str]:
        if not self.waiting:
            return []
        names = ", ".join(self.waiting)
        return [f"{names}: open in JupyterLab; the course's changes come in at the next start."]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _notebook(path: Path) -> NotebookNode | None:
    try:
        return read_notebook(path)
    except NotebookError:
        return None

"""A program: brings in an update again and again, killed at each of its steps in turn.

For each step that makes something durable it forks a child that dies there at once, without a
handler or a `finally`, then looks at what is left, and lets an undisturbed run follow. It prints
the number of steps.
"""

import json
import os
import shutil
import sys
from pathlib import Path

import jupyter_server.serverapp  # noqa: F401  here once, not in each child

from tests.working_copy.small import EXERCISE, LESSON, Learner, SmallCourse

__all__ = ["main", "update", "written"]

TEXTS = ("my answer", "my note", "my lesson", "my steps")


def written(learner: Learner) -> None:
    """Let the learner write into each kind of file."""
    learner.edit(EXERCISE, a_attempt="my answer")
    learner.add("a-task", "my note")
    learner.edit(LESSON, run="my lesson")
    (learner.folder / "notebooks/data/steps.py").write_text("my steps")


def update(small: SmallCourse) -> None:
    """Let the course change what the learner has changed, and other things."""
    small.lesson |= {"run": "print(2)", "more": "print(3)"}
    small.solution |= {"a-task": "Write `report` well.", "b-task": "Another."}
    small.files |= {"data/steps.py": "STEPS = 2\n", "data/more.py": "MORE = 1\n"}
    small.write()


def _all_texts(folder: Path) -> str:
    """Return all that a learner would find, and check that each notebook is whole."""
    found = []
    for path in sorted(p for p in folder.rglob("*.*") if p.is_file() and p.suffix != ".new"):
        found.append(path.read_text(encoding="utf-8"))
        if path.suffix == ".ipynb":
            json.loads(found[-1])
    return "\n".join(found)


def _steps_die_at(step: int) -> None:
    """Let this process end at the call number `step` of those that change what is on the disk."""
    left = [step]

    def counted(real):
        def call(*arguments, **options):
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)
            return real(*arguments, **options)

        return call

    for name in ("replace", "fsync", "mkdir"):
        setattr(os, name, counted(getattr(os, name)))


def _dies(learner: Learner, step: int) -> bool:
    child = os.fork()
    if child == 0:
        _steps_die_at(step)
        learner.start()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def main(root: Path) -> None:
    """Run it all below `root`."""
    small = SmallCourse(root / "course")
    learner = Learner(root / "my", small)
    learner.start()
    written(learner)
    update(small)
    shutil.copytree(learner.folder, root / "before")
    step = 1
    while _dies(learner, step):
        missing = [text for text in TEXTS if text not in _all_texts(learner.folder)]
        assert not missing, (step, missing)
        learner.start()
        _check_the_end(learner, step)
        shutil.rmtree(learner.folder)
        shutil.copytree(root / "before", learner.folder)
        step += 1
    print(step - 1)


def _check_the_end(learner: Learner, step: int) -> None:
    assert all(text in _all_texts(learner.folder) for text in TEXTS), step
    assert learner.sources()["a-attempt"] == "my answer", step
    assert learner.sources()["a-task"] == "Write `report` well.", step
    assert learner.sources(LESSON)["run"] == "print(2)", step
    assert (learner.folder / "notebooks/data/more.py").is_file(), step
    assert len(learner.kept()) == 2, (step, learner.kept())
    assert not list(learner.folder.rglob("*.new")), step
    assert learner.start() == [], step


if __name__ == "__main__":
    main(Path(sys.argv[1]))

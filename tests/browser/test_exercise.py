"""A learner solves a whole exercise in JupyterLab, each task wrong first, then right."""

import os
import shutil
import subprocess
import sys

import pytest

from helpers.grading.registry import solution_of
from helpers.places import exercise_file
from tests.browser.lab import COURSE, Lab, chromium, served
from tests.grading.answers import StoredAnswer, stored_answers

NAME = "06_races_and_locks"
PATH = f"exercises/{exercise_file(NAME)}"
# The name that the task asks for, and a stored answer that is wrong in a way people often are.
TASKS = {
    "a": ("def orders", "wrong NOT_ALL_LOST: fewest switches"),
    "b": ("class Buffer", "wrong ACTS_ON_OLD_NEWS: if"),
    "c": ("class Account:", "wrong DEADLOCK"),
    "d": ("class Cache", "wrong DONE_TWICE: lock per call"),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A copy of the course, with the exercise open and its cells run once, unsolved."""
    folder = tmp_path_factory.mktemp("clone") / "course"
    ignored = shutil.ignore_patterns(
        ".venv*", ".git", ".jupyter", "__pycache__", "my", ".progress.json"
    )
    shutil.copytree(COURSE, folder, ignore=ignored)
    with served(folder) as address, chromium() as page:
        lab = Lab(page, address)
        lab.folder = folder
        lab.open(PATH)
        lab.run_all(PATH, 120)
        yield lab


def stored(letter: str, name: str) -> StoredAnswer:
    """Return the stored answer of a task."""
    return next(a for a in stored_answers() if a[:3] == (NAME, letter, name))


def answer(lab: Lab, letter: str, begins: str, source: str, code: str) -> str:
    """Write an answer into the task's cell, run it and its check; return what the check says."""
    lab.write(begins, source)
    lab.run(begins)
    lab.run(f"ex.{letter}.check")
    return lab.output(f"ex.{letter}.check", code, 60)


@pytest.mark.parametrize("letter", TASKS)
def test_each_task_wrong_then_right(lab, letter):
    begins, name = TASKS[letter]
    wrong = stored(letter, name)
    said = answer(lab, letter, begins, wrong.source, wrong.expected)
    assert "next" in said and "Traceback" not in said
    lab.screenshot(f"06-{letter}-wrong")
    said = answer(lab, letter, begins, solution_of(NAME, letter), "PASS")
    assert f"✓ 06.{letter}" in said
    lab.screenshot(f"06-{letter}-right")


def test_all_four_count_as_done(lab):
    command = [sys.executable, "-m", "helpers", "progress"]
    environment = {**os.environ, "PYTHONPATH": str(lab.folder)}
    said = subprocess.run(
        command, cwd=lab.folder, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert [f"✓ 06.{letter}" in said for letter in TASKS] == [True] * 4, said

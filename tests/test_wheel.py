"""The wheel holds the whole course: installed anywhere, it makes a learner's copy and judges."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.authoring import build_backend
from helpers.notebook_files import Course

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built here without a network."""
    folder, before = tmp_path_factory.mktemp("dist"), Path.cwd()
    os.chdir(ROOT)
    try:
        return folder / build_backend.build_wheel(str(folder))
    finally:
        os.chdir(before)


def test_it_holds_all_notebooks_and_what_they_read(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    course = Course()
    for path in course.notebooks("notebooks", "exercises", "solutions"):
        assert f"helpers/course/{course.label(path)}" in names
    for name in ("notebooks/GLOSSARY.md", "notebooks/data/primes.py", "pyproject.toml"):
        assert f"helpers/course/{name}" in names
    assert not [n for n in names if "__pycache__" in n or "/." in n or n.startswith("tests")]


def test_it_declares_its_command(wheel):
    files = zipfile.ZipFile(wheel)
    (name,) = (name for name in files.namelist() if name.endswith("entry_points.txt"))
    assert "loops-and-threads=helpers.__main__:run" in files.read(name).decode()


PROGRAM = """
import helpers
from helpers.__main__ import main
from helpers.grading.attempt import take
from helpers.grading.parent import facts_of
from helpers.grading.registry import cells_before

print(helpers.__file__)
for words in (["update"], ["reset", "01.a"], ["progress", "--json"]):
    assert main(words) == 0
source = take(cells_before("00_start_here", "a"), "breakfast")
print("judged:", facts_of("00_start_here", "a", source).outcome)
"""


def test_from_an_empty_folder_it_makes_a_copy_and_judges(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "JUPYTERHUB_"))}
    environment = {**kept, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    environment["PYTHONPATH"] = str(tmp_path / "site")
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    file, made, reset, *progress, judged = done.stdout.splitlines()
    assert Path(file).is_relative_to(tmp_path)
    assert made == "Your copy of the course is in loops-and-threads; what you write stays."
    assert reset.endswith("nothing to reset.")
    assert json.loads("\n".join(progress))["done"] == 0
    assert judged == "judged: returned"
    copy, course = Course(tmp_path / "loops-and-threads"), Course()
    for folder in ("notebooks", "exercises"):
        assert len(copy.notebooks(folder)) == len(course.notebooks(folder))

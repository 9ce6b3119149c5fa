"""A learner comes back after an update of the course, and another one has only the wheel."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from helpers.authoring import build_backend
from tests.browser.lab import COURSE, Lab, chromium, served

LESSON = "notebooks/01_event_loops.ipynb"
EXERCISE = "exercises/01_exercise_event_loops.ipynb"
ANSWER = "def report(city):\n    return 'my answer'"


def save(lab, name):
    """Save the notebook that is open, and wait until its tab no longer says that it is not."""
    lab.page.keyboard.press("Control+S")
    tab = lab.page.locator(".lm-TabBar-tab.lm-mod-current", has_text=name)
    tab.and_(lab.page.locator(":not(.jp-mod-dirty)")).first.wait_for()
    lab.page.wait_for_timeout(2000)  # JupyterLab stores what is open a moment later


def change(path, cell_id, text):
    """Let the course's authors put `text` before a cell's source."""
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == cell_id)
    cell.source = text + cell.source
    nbformat.write(notebook, path)


def test_after_an_update_the_learner_is_where_they_left_with_what_they_wrote(tmp_path):
    clone = tmp_path / "clone"
    ignored = shutil.ignore_patterns(
        ".venv*", ".git", ".jupyter", "__pycache__", "my", ".progress*"
    )
    shutil.copytree(COURSE, clone, ignore=ignored)
    with chromium() as page:
        with served(clone) as address:
            lab = Lab(page, address)
            lab.open(LESSON)
            lab.open(EXERCISE)
            lab.run_all(EXERCISE)
            lab.write("def report", ANSWER)
            save(lab, "01_exercise")
        change(clone / "solutions" / "01_event_loops.ipynb", "a-task", "News of this task.\n\n")
        change(clone / LESSON, "title", "News of this lesson.\n\n")
        with served(clone) as address:
            lab = Lab(page, address)
            assert address.split("?")[0].endswith(f"/tree/{EXERCISE}")
            page.goto(address)
            page.wait_for_selector(".jp-RenderedMarkdown:visible >> text=News of this task.")
            assert "my answer" in lab.cell("def report").inner_text()
            assert page.locator(".lm-TabBar-tabLabel:text-is('01_event_loops.ipynb')").count() == 1
            lab.screenshot("after-an-update")
            assert not (clone / "my" / "kept").exists()
            page.click(".lm-TabBar-tabLabel:text-is('01_event_loops.ipynb')")
            page.wait_for_selector(".jp-RenderedMarkdown:visible >> text=News of this lesson.")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with nothing in it but the installed wheel."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(COURSE)
    wheel = tmp_path / build_backend.build_wheel(str(tmp_path))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*install, f"--target={home / 'site'}", wheel], check=True, timeout=300)
    return home


def test_the_installed_course_is_opened_and_judges_in_an_empty_home(home):
    command = home / "site" / "bin" / "loops-and-threads"
    site = {"PYTHONPATH": os.pathsep.join([str(home / "site")]), "HOME": str(home)}
    with served(home, str(command), "lab", **site) as address, chromium() as page:
        lab = Lab(page, address)
        path = "exercises/00_exercise_start_here.ipynb"
        lab.open(path)
        lab.run_all(path)
        lab.write("async def breakfast", "async def breakfast():\n    return [await tea()]")
        lab.run("async def breakfast")
        lab.run("ex.a.check")
        assert "✗ 00.a" in lab.output("ex.a.check", "✗ 00.a", 60)
        lab.screenshot("installed")
    assert (home / "loops-and-threads" / ".progress.json").is_file()

"""A copy is made, and brought up to date: what the course changed is there, and so is all else."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.authoring import Course
from helpers.grading.progress import FILE
from helpers.places import MARK
from helpers.working_copy import CannotCopy, bring_in, bringing
from tests.hygiene_links import link_problems
from tests.working_copy.small import EXERCISE, LESSON, NOW, Learner, SmallCourse


@pytest.fixture
def small(tmp_path):
    """A small course."""
    return SmallCourse(tmp_path / "course")


@pytest.fixture
def learner(tmp_path, small, monkeypatch):
    """A learner whose copy has just been made."""
    monkeypatch.setattr(bringing._Copy, "_is_open", lambda copy: False)
    learner = Learner(tmp_path / "my", small)
    learner.start()
    return learner


def test_a_copy_has_lessons_without_outputs_exercises_and_files(learner):
    files = sorted(p.relative_to(learner.folder).as_posix() for p in learner.folder.rglob("*.*"))
    assert files == [
        MARK,
        ".progress.lock",
        EXERCISE,
        LESSON,
        "notebooks/GLOSSARY.md",
        "notebooks/data/steps.py",
    ]
    code = [cell for cell in learner.notebook(LESSON).cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in code] == [[], []]
    assert {cell.execution_count for cell in code} == {None}


def test_a_lesson_leads_to_the_copys_exercise_and_says_what_a_kernel_needs(learner):
    lesson = learner.sources(LESSON)
    assert lesson["title"].endswith("(../exercises/01_exercise_event_loops.ipynb).")
    assert lesson["set-up"].startswith("# No `helpers` here? Choose the course's Python")
    assert learner.sources()["title"].endswith("(../notebooks/01_event_loops.ipynb)")


def test_a_module_that_a_lesson_links_to_is_there_to_be_read(learner, small):
    small.lesson["closing"] = "Read [places](../helpers/places.py)."
    small.write()
    learner.start()
    assert learner.sources(LESSON)["closing"] == "Read [places](../sources/places.py)."
    assert "work_folder" in (learner.folder / "sources" / "places.py").read_text()


def test_no_link_of_the_real_copy_leads_nowhere(tmp_path):
    bring_in(tmp_path)
    copy = Course(tmp_path)
    paths = copy.notebooks("notebooks", "exercises")
    notebooks = {path: Learner(tmp_path, None).notebook(copy.label(path)) for path in paths}
    assert len(paths) == len(Course().notebooks("notebooks", "exercises"))
    assert [link_problems(book, path, tmp_path) for path, book in notebooks.items()] == [
        [] for _ in paths
    ]


def test_a_copy_has_no_page_for_teachers(tmp_path, small):
    small.files["workshop/notes/90_minutes.md"] = "all answers\n"
    small.write()
    Learner(tmp_path / "new", small).start()
    assert not (tmp_path / "new" / "notebooks" / "workshop").exists()
    bring_in(tmp_path / "real")
    assert not (tmp_path / "real" / "notebooks" / "workshop").exists()


def test_pages_for_teachers_of_an_earlier_copy_go_unless_they_were_changed(learner):
    notes = learner.folder / "notebooks" / "workshop" / "notes"
    mark = json.loads((learner.folder / MARK).read_text())
    given_then(mark, notes / "06.md", "answers", learner.folder)
    given_then(mark, notes / "90_minutes.md", "more answers", learner.folder)
    given_then(mark, learner.folder / "notebooks" / "old.md", "not for teachers", learner.folder)
    (learner.folder / MARK).write_text(json.dumps({**mark, "course": "earlier"}))
    (notes / "06.md").write_text("mine")
    learner.start()
    assert [path.name for path in notes.iterdir()] == ["06.md"] and not learner.kept()
    assert (notes / "06.md").read_text() == "mine"
    assert (learner.folder / "notebooks" / "old.md").is_file()


def test_nothing_is_left_of_the_folder_for_teachers_where_nothing_was_changed(learner):
    folder = learner.folder / "notebooks" / "workshop"
    mark = json.loads((learner.folder / MARK).read_text())
    given_then(mark, folder / "notes" / "06.md", "answers", learner.folder)
    given_then(mark, folder / "90_minutes.md", "a plan", learner.folder)
    (learner.folder / MARK).write_text(json.dumps({**mark, "course": "earlier"}))
    learner.start()
    assert not folder.exists() and folder.parent.is_dir()
    assert learner.start() == []


def given_then(mark: dict, path: Path, content: str, home: Path) -> None:
    """Let a copy have a file that the course gave earlier, and gives no more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    mark["files"][path.relative_to(home).as_posix()] = sha256(content.encode()).hexdigest()


def test_what_has_not_changed_is_not_touched(learner, small):
    learner.edit(a_attempt="mine")
    (learner.folder / "notebooks/data/steps.py").write_text("STEPS = 2\n")
    before = {path: path.stat().st_mtime_ns for path in learner.folder.rglob("*.*")}
    assert learner.start() == []
    small.lesson["run"] = "print(2)"
    small.write()
    assert len(learner.start()) == 1
    after = {path: path.stat().st_mtime_ns for path in learner.folder.rglob("*.*")}
    changed = {
        path.relative_to(learner.folder).as_posix() for path in after if after[path] != before[path]
    }
    assert changed == {LESSON, MARK}


def test_a_changed_cell_comes_in_and_answers_notes_and_outputs_stay(learner, small):
    learner.edit(a_attempt="mine")
    note = learner.add("a-task", "my note")
    first = learner.add("a-attempt", "one")
    learner.add(first, "two")
    learner.run("run")
    learner.run("set-up")
    small.solution["a-task"] = "Write `report` well."
    small.solution["b-task"] = "Another task."
    small.lesson["run"] = "print(2)"
    small.write()
    assert learner.start() == ["The course has changed: 2 files brought in; what you wrote stays."]
    sources = learner.sources()
    assert sources["a-task"] == "Write `report` well." and sources["a-attempt"] == "mine"
    assert list(sources.values())[2:6] == ["my note", "mine", "one", "two"]
    assert list(sources)[2] == note and list(sources)[-1] == "b-task"
    assert "version" in learner.notebook().metadata.language_info
    outputs = {c.id: c.outputs for c in learner.notebook(LESSON).cells if c.cell_type == "code"}
    assert outputs["set-up"] and not outputs["run"]
    assert learner.start() == [] and learner.kept() == {}


def test_an_answer_stays_where_its_stub_has_changed(learner, small):
    learner.edit(a_attempt="mine")
    small.solution["a-attempt"] = small.solution["a-attempt"].replace("(city)", "(city, day)")
    small.write()
    learner.start()
    assert learner.sources()["a-attempt"] == "mine" and not learner.kept()


def test_what_both_have_changed_is_kept_beside_and_said(learner, small):
    learner.edit(LESSON, run="print('mine')")
    before = (learner.folder / LESSON).read_text()
    small.lesson["run"] = "print(2)"
    small.write()
    name = "01_event_loops-2026-11-21-101530.ipynb"
    (said,) = learner.start()[1:]
    assert said.startswith(f"{LESSON} has changed in the course where you changed it too; ")
    assert said.endswith(f"yours is kept as {learner.folder}/kept/{name}.")
    assert learner.kept() == {name: before}
    assert learner.sources(LESSON)["run"] == "print(2)"


def test_an_answer_to_a_task_that_is_gone_is_kept_beside(learner, small):
    learner.edit(a_attempt="mine")
    small.solution = {
        name.replace("a-", "b-"): text.replace("report", "other")
        for name, text in small.solution.items()
    }
    small.write()
    learner.start()
    assert "a-attempt" not in learner.sources()
    assert ["mine" in text for text in learner.kept().values()] == [True]


def test_a_deleted_cell_stays_deleted_until_the_course_changes_it(learner, small):
    learner.edit(LESSON, closing=None, run=None)
    small.lesson["closing"] = "Another end."
    small.write()
    learner.start()
    assert list(learner.sources(LESSON)) == ["title", "set-up", "closing"]


def test_a_file_that_the_learner_edited_is_kept_beside(learner, small):
    path = learner.folder / "notebooks/data/steps.py"
    path.write_text("STEPS = 'mine'\n")
    small.files["data/steps.py"] = "STEPS = 2\n"
    small.write()
    said = learner.start()
    assert path.read_text() == "STEPS = 2\n"
    assert learner.kept() == {"steps-2026-11-21-101530.py": "STEPS = 'mine'\n"}
    assert "data/steps.py has changed in the course where you changed it too" in said[1]


@pytest.mark.parametrize("content", ["{ damaged", "", '{"nbformat": 4, "cells": ['])
def test_a_damaged_notebook_is_kept_and_made_anew(learner, content):
    (learner.folder / EXERCISE).write_text(content)
    said = learner.start()
    assert "..." in learner.sources()["a-attempt"]
    assert list(learner.kept().values()) == [content] * bool(content)
    assert [line for line in said if "cannot be read as a notebook" in line] == said[1:]


def test_a_notebook_whose_record_is_gone_is_kept_before_it_changes(learner, small):
    notebook = learner.notebook(LESSON)
    notebook.cells[-1].source = "my end"
    del notebook.metadata["course"]
    learner.save(LESSON, notebook)
    small.lesson["run"] = "print(2)"
    small.write()
    learner.start()
    assert ["my end" in text for text in learner.kept().values()] == [True]


def test_deleted_files_come_back(learner):
    shutil.rmtree(learner.folder / "notebooks")
    learner.start()
    assert (learner.folder / LESSON).is_file()


def test_without_its_record_a_copy_loses_nothing(learner):
    learner.edit(a_attempt="mine")
    (learner.folder / MARK).write_text("{")
    learner.start()
    assert learner.sources()["a-attempt"] == "mine"
    assert json.loads((learner.folder / MARK).read_text())["files"]


def test_what_was_solved_in_the_clone_begins_the_copy(tmp_path, small):
    clone = Learner(small.course.root, small)
    clone.edit("exercises/01_event_loops.ipynb", a_attempt="solved here")
    (small.course.root / "exercises" / FILE).write_text("{}")
    learner = Learner(tmp_path / "my", small)
    assert "begins with what you wrote in the clone's 01_event_loops.ipynb" in learner.start()[1]
    assert learner.sources()["a-attempt"] == "solved here"
    assert (learner.folder / FILE).read_text() == "{}"


def test_a_course_without_its_solutions_gives_its_exercises(tmp_path, small):
    shutil.rmtree(small.course.folder("solutions"))
    learner = Learner(tmp_path / "my", small)
    learner.start()
    assert "..." in learner.sources()["a-attempt"]


@pytest.mark.parametrize("place", [".", "notebooks", "exercises/mine"])
def test_the_courses_own_folders_are_refused(small, place):
    root = small.course.root
    (root / "helpers").mkdir()
    (root / "helpers" / "places.py").write_text("")
    with pytest.raises(CannotCopy, match="holds the course itself; name a folder of yours"):
        bring_in(root / place, small.course, NOW)


def test_a_notebook_saved_at_the_same_moment_is_joined_again(learner, small, monkeypatch):
    real, saves = bringing.join, iter(["first", "second"])

    def join_while_saved(mine, new):
        joined = real(mine, new)
        if text := next(saves, None):
            learner.edit(a_attempt=text)
        return joined

    monkeypatch.setattr(bringing, "join", join_while_saved)
    small.solution["a-task"] = "Write it."
    small.write()
    learner.start()
    assert learner.sources()["a-attempt"] == "second"
    assert learner.sources()["a-task"] == "Write it."


def test_what_is_open_in_jupyterlab_waits_for_the_next_start(learner, small, monkeypatch):
    learner.edit(a_attempt="mine")
    small.solution["a-task"] = "Write it."
    small.files["data/steps.py"] = "STEPS = 2\n"
    small.write()
    monkeypatch.setattr(bringing._Copy, "_is_open", lambda copy: True)
    said = learner.start()
    assert said[-1].startswith(f"{EXERCISE}: open in JupyterLab; the course's changes come in at")
    assert learner.sources()["a-task"] == "Write `report`."
    monkeypatch.setattr(bringing._Copy, "_is_open", lambda copy: False)
    learner.start()
    assert learner.sources()["a-task"] == "Write it." and learner.sources()["a-attempt"] == "mine"
    assert learner.start() == []

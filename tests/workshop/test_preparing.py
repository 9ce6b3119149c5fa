"""How to prepare a plan: minutes that add up, the plan's own tasks, and commands that work."""

import ast
import os
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from helpers.authoring.workshop import mistakes
from helpers.authoring.workshop.handout import handout
from helpers.authoring.workshop.lessons import Lesson, minutes_of_reading, minutes_of_text
from helpers.authoring.workshop.mistakes import likely, mistakes_of, said_of
from helpers.authoring.workshop.plans import Plan, plans
from helpers.authoring.workshop.preparing import checklist, steps, tasks_page
from helpers.authoring.workshop.routes import route_of
from helpers.authoring.workshop.speaking import how_to_open
from helpers.exercise_form import BEGIN
from helpers.grading.registry import letters
from helpers.grading.verdict import Rule
from helpers.notebook_files import Course, NotebookError
from helpers.places import VARIABLE, exercise_path
from helpers.working_copy import bring_in
from helpers.workshop import commands
from tests.kernels import run_cells, text_of

COURSE = Course()
PLANS = plans(COURSE)
ROW = re.compile(r"^\| (\d*) ?\| (.+) \| (?:about )?(\d+) \|$", re.MULTILINE)
COMMAND = re.compile(r"<td><code>(!.+? -m helpers \w+).*?</code>")


@pytest.fixture(scope="module", params=PLANS, ids=lambda plan: plan.file)
def plan(request) -> Plan:
    return request.param


@pytest.fixture(scope="module")
def tasks(plan) -> str:
    return tasks_page(COURSE, plan)


def test_the_minutes_of_a_list_add_up(plan, tasks):
    *rows, total = ROW.findall(checklist(plan, tasks))
    assert [number for number, _, _ in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert total[1] == "**together**"
    assert sum(int(minutes) for _, _, minutes in rows) == int(total[2])


def test_the_list_counts_the_cells_and_the_page_that_it_tells_to_read(plan, tasks):
    (read,) = [row for row in ROW.findall(checklist(plan, tasks)) if "press `r`" in row[1]]
    cells = [part.lesson.cell(identity) for part in plan.parts for identity in part.ids]
    beside = sum(len(part.say.split()) for part in plan.parts) / 180
    assert int(read[2]) >= round(sum(map(minutes_of_reading, cells)) + beside)
    (solved,) = [row for row in ROW.findall(checklist(plan, tasks)) if "the tasks" in row[1]]
    assert int(solved[2]) == round(minutes_of_text(tasks))


def test_what_the_reading_takes_is_the_sum_of_what_its_row_names(plan, tasks):
    (read,) = [row for row in ROW.findall(checklist(plan, tasks)) if "press `r`" in row[1]]
    assert int(read[2]) == sum(map(int, re.findall(r": (\d+)", read[1])))


def test_ninety_minutes_are_prepared_in_an_hour():
    (plan,) = [plan for plan in PLANS if plan.file == "90_minutes"]
    text = checklist(plan, tasks_page(COURSE, plan))
    assert text.startswith("## Prepare in an hour\n")
    assert int(ROW.findall(text)[-1][2]) <= 60, "let the plan show less"


def test_reading_takes_no_time_for_predictions_empty_lines_and_targets_of_links():
    assert minutes_of_reading(new_markdown_cell("**Predict.** " + "word " * 179)) == 1.0
    assert minutes_of_reading(new_code_cell("a = 1\n\n\nb = 2")) == pytest.approx(0.2)
    printed = new_output("stream", text="1\n\n2\n3\n")
    assert minutes_of_reading(new_code_cell("f()", outputs=[printed])) == pytest.approx(0.4)
    picture = new_output("display_data", {"text/html": '<img src="x">', "text/plain": "x"})
    assert minutes_of_reading(new_code_cell("f()", outputs=[picture])) == pytest.approx(0.6)
    assert minutes_of_text("[word](a/b.md) " + "| word " * 179) == 1.0
    assert minutes_of_text("```python\na = 1\n\nb = 2\n```\n") == pytest.approx(0.2)
    folded = "<details><summary>More</summary>\n\n" + "word " * 90 + "\n\n</details>"
    assert minutes_of_text(f"{'word ' * 90}\n\n{folded}\n\n{'word ' * 90}") == 1.0


def test_the_page_of_tasks_has_each_task_its_answer_and_its_mistakes(plan, tasks):
    for part in plan.parts:
        for task in part.tasks:
            name, letter = part.lesson.name, task.letter
            statement = task.exercise.cell(f"{letter}-task").source
            assert statement.partition("\n")[2].strip() in tasks
            assert f"solutions/{name}.ipynb#cell-id={letter}-attempt" in tasks
            rules = likely(COURSE, name, letter, 3)
            assert rules
            gone_through = {state.code for state in route_of(task.name) if task.together}
            for rule in rules:
                row = f"| {name[:2]}.{letter} | `{rule.code}` | " in tasks
                assert row != (rule.code in gone_through)
                assert row or f"✗ `{rule.code}` {said_of(rule, letter)[1]}" in tasks
    assert BEGIN not in tasks and "### STUB" not in tasks


def test_the_page_of_tasks_has_the_cells_that_are_given_but_folded(plan, tasks):
    open_text = re.sub("<details>.*?</details>", "", tasks, flags=re.DOTALL)
    solved = [task for part in plan.parts for task in part.tasks]
    for task in solved:
        letter, exercise = task.letter, task.exercise
        ids = [i for i in exercise.places if i.startswith(f"{letter}-given")]
        for cell in map(exercise.cell, ids):
            assert cell.source in tasks
            assert cell.source not in open_text or cell.cell_type == "markdown"
    if plan.file == "90_minutes":
        assert "def loop_of_this_thread():" in tasks and "async def report():" in tasks


def test_the_blocker_of_the_given_program_is_the_one_that_the_plan_tells():
    exercise = Lesson.read(COURSE, "04_what_blocks_the_loop", "exercises")
    given = [c.source for c in exercise.cells if re.match("imports|a-given", c.id)]
    solved = Lesson.read(COURSE, exercise.name, "solutions").cell("a-attempt").source
    asked = [*given, solved, "print(run(find_blocker(program)))"]
    *_, outputs = run_cells(asked, COURSE.folder("exercises"))
    name, line = ast.literal_eval(text_of(outputs))
    (plan,) = [plan for plan in PLANS if plan.file == "90_minutes"]
    (why,) = [t.why for part in plan.parts for t in part.tasks if t.name == "04.a"]
    assert why.endswith(f"the line is `{line}`, in `{name}`.")


def test_what_the_last_step_resets_and_the_menus_that_rooms_use_are_named(plan, tasks):
    (*_, last), text = steps(plan, tasks), checklist(plan, tasks)
    assert "Clear Outputs of All Cells" in text
    (number,) = re.findall(r"-m helpers reset (\d\d)`", last[0])
    together = [t.exercise.number for part in plan.parts for t in part.tasks if t.together]
    assert number == (together or ["00"])[0] and f"exercise of lesson {number}" in last[0]
    opened = [how_to_open(task) for part in plan.parts for task in part.tasks]
    assert all("Run All Above Selected Cell" in how or "above your answer" in how for how in opened)


def test_the_mistakes_to_wait_for_are_chosen_or_those_of_most_forms(monkeypatch):
    name = "06_races_and_locks"
    chosen = ["NOTHING_LOST", "NOT_ALL_LOST", "TWO_LOST"]
    assert [rule.code for rule in likely(COURSE, name, "a", 1)] == chosen
    most = [rule for rule, _ in mistakes_of(COURSE, name, "b")[:3]]
    assert likely(COURSE, name, "b", 3) == most
    monkeypatch.setattr(mistakes, "_words", lambda: {"likely": {"06.a": ["NO_SUCH_CODE"]}})
    with pytest.raises(NotebookError, match="NO_SUCH_CODE"):
        likely(COURSE, name, "a", 3)


def test_each_choice_of_mistakes_is_for_a_task_of_the_course():
    names = {path.stem[:2]: path.stem for path in COURSE.notebooks("solutions")}
    for task in mistakes._words()["likely"]:
        number, letter = task.split(".")
        assert letter in letters(names[number]) and likely(COURSE, names[number], letter, 3)


def test_a_mistake_without_words_of_its_own_is_told_in_those_of_its_rule():
    hints = ("The concept.", "The place.", "The code.")
    rule = Rule("NO_SUCH_CODE", bool, "seen", "wanted", "ask again.", hints, promise="it asks")
    assert said_of(rule, "a") == ("Breaks the promise *it asks*.", "Say: ask again.")
    rule = Rule("NO_SUCH_CODE", bool, "seen", "wanted", "call {name}.", hints, promise="it asks")
    assert said_of(rule, "a")[1] == "Say: The concept."


def test_the_commands_of_the_handout_work_in_a_kernel_of_another_folder(tmp_path):
    lines = COMMAND.findall(handout(COURSE))
    assert len(lines) > 4
    asked = ["import sys", *(f"{line} --help" for line in lines)]
    (outputs,) = run_cells(["\n".join(asked)], tmp_path)
    for line in lines:
        assert f"usage: python -m helpers {line.split()[-1]} " in text_of(outputs)


def test_what_the_board_prints_for_the_seats_is_a_cell_that_sends_a_pack(tmp_path, capsys):
    home, packs = tmp_path / "my", tmp_path / "packs"
    bring_in(home)
    path = exercise_path(home, "00_start_here")
    notebook = nbformat.read(path, as_version=4)
    attempt = next(cell for cell in notebook.cells if cell.id == "a-attempt")
    attempt.source = "async def breakfast():\n    return []"
    nbformat.write(notebook, path)
    with commands._listening(packs, "127.0.0.1:0"):
        cell = capsys.readouterr().out.partition(":\n")[2].replace("--seat N", "--seat 7")
        env = {**os.environ, VARIABLE: str(home)}
        (outputs,) = run_cells([cell], home / "notebooks", env=env)
    assert "1 task, " in text_of(outputs) and "seat 7" in text_of(outputs)
    assert any("breakfast" in path.read_text("utf-8") for path in packs.glob("*.json"))

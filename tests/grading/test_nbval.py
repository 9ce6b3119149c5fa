"""An exercise notebook under pytest: what one sees who runs it for a whole workshop."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from helpers.exercise_form import exercise_from
from tests.grading.answers import ROOT, stored_answers

EXERCISE = "01_event_loops"
ANSWERS = [answer for answer in stored_answers() if answer.exercise == EXERCISE]
SOLVED = {a.letter: a.source for a in ANSWERS if a.name == "solution"}
WRONG = {a.letter: a.source for a in reversed(ANSWERS) if a.name.startswith("wrong ")}


LINE = re.compile(r"(\w+)(?:\.|::)ipynb::Cell (\d+) ([A-Z]+)")
PYTEST = [sys.executable, "-m", "pytest", "-c", os.devnull, "--nbval-lax"]
PYTEST += ["-p", "tests.no_iri_grammars", "-p", "tests.kernel_ports", "-p", "no:cacheprovider"]
STATES = ("pristine", "wrong", "solved")  # what stands in the attempt cells


def notebook(state: str) -> nbformat.NotebookNode:
    """Return the exercise with its attempt cells in that state."""
    found = nbformat.read(ROOT / "exercises" / f"{EXERCISE}.ipynb", as_version=4)
    sources = {"wrong": WRONG, "solved": SOLVED, "pristine": {}}[state]
    for cell in found.cells:
        letter, _, kind = cell.id.partition("-")
        if kind == "attempt":
            cell.source = sources.get(letter, cell.source)
        elif kind == "check" and state == "wrong":  # as if the wrong run had been saved
            error = {"ename": "WrongAnswer", "evalue": "", "traceback": []}
            cell.outputs = [nbformat.v4.new_output("error", **error)]
            cell.execution_count = 1
    return found


def run(strict: bool, folder: Path) -> dict[str, dict[str, str]]:
    """Run the notebook in all states under nbval; return each code cell's result, by its id."""
    folder.mkdir()
    for state in STATES:
        nbformat.write(notebook(state), folder / f"{state}.ipynb")
    command = [*PYTEST, "-v", "--rootdir", str(folder), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_STRICT": "01"[strict]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    found: dict[str, dict[str, str]] = {state: {} for state in STATES}
    for state, number, result in LINE.findall(done.stdout):
        code = [cell for cell in notebook(state).cells if cell.cell_type == "code"]
        found[state][code[int(number)].id] = result
    assert all(found.values()), done.stdout[-2_000:] + done.stderr[-2_000:]
    return found


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Both runs on their way; the key is whether COURSE_STRICT is set."""
    folder = tmp_path_factory.mktemp("exercises")
    with ThreadPoolExecutor(2) as pool:
        yield {strict: pool.submit(run, strict, folder / str(strict)) for strict in (False, True)}


# One of four in `make test`, all of them in `make answers`.
EXERCISES = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))
SOME = EXERCISES[:: 1 if os.environ.get("COURSE_ALL_ANSWERS") == "1" else 4]


@pytest.mark.parametrize("exercise", SOME)
def test_an_exercise_is_green_before_anybody_solves_it(exercise, tmp_path):
    """Also where its other cells try an answer that is not there yet."""
    path = tmp_path / f"{exercise}.ipynb"
    source = nbformat.read(ROOT / "solutions" / path.name, as_version=4)
    nbformat.write(exercise_from(source), path)
    command = [*PYTEST, "-rf", "--rootdir", str(tmp_path), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_STRICT": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2_000:]


def of_checks(cells: dict[str, str]) -> list[str]:
    return [result for cell, result in cells.items() if cell.endswith("-check")]


TASKS = len(SOLVED)


def test_a_pristine_exercise_is_green(results):
    assert set(results[False].result()["pristine"].values()) == {"PASSED"}


def test_each_unsolved_task_is_red_if_all_must_be_solved(results):
    assert of_checks(results[True].result()["pristine"]) == ["FAILED"] * TASKS


@pytest.mark.parametrize("strict", [False, True])
def test_wrong_answers_are_red_even_if_their_output_was_saved(strict, results):
    assert of_checks(results[strict].result()["wrong"]) == ["FAILED"] * TASKS


@pytest.mark.parametrize("strict", [False, True])
def test_solved_exercises_are_green(strict, results):
    assert set(results[strict].result()["solved"].values()) == {"PASSED"}

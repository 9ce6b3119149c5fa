"""What a learner sees in the notebook: answers taken from a real kernel, and the words shown."""

from pathlib import Path

import nbformat
import pytest

from tests.grading.answers import ROOT, stored_answers, verdict_on
from tests.kernels import run_cells, text_of

START = "from helpers.grading.attempt import CannotTake, take_from_kernel as take"


def run(cells: list[str], folder: Path) -> list[str]:
    """Run cells in a kernel; return each one's text output, of errors what the reader sees."""
    return [text_of(outputs) for outputs in run_cells(cells, folder, allow_errors=True)]


TAKEN = {  # what is passed to take(): words of its refusal
    "fs[0]": "check() got a lambda; give it a name",
    "timed": "timed has no source: define it in a cell without a %%magic",
    "made": "made has no source",
    "partial(plain)": "check() got a functools.partial",
    "Shop().open": "check() got the method open of one object",
    "dedent": "dedent comes from textwrap.py; write it in a cell.",
    "outer()": "the notebook has no name for the inner",
}
CELLS = [
    START,
    "LIMIT = 1",
    "def plain():\n    return LIMIT",
    "fs = []\nfor n in range(3):\n    fs.append(lambda: n)",
    "%%time\ndef timed():\n    return 1",
    "exec('def made():\\n    return 1')",
    "from functools import partial\nfrom textwrap import dedent",
    "class Shop:\n    def open(self):\n        return LIMIT",
    "def outer():\n    def inner(): return 1\n    return inner",
    "def say(answer):\n    try:\n        print(take(answer).source)\n"
    "    except CannotTake as error:\n        print(error)",
]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What `say` printed for each expression, in one kernel."""
    again = [*CELLS[1:3], "LIMIT = 2", "def plain():\n    return -LIMIT", *CELLS[1:3]]
    late = ["1 / 0\ndef plain():\n    return 0", "say(plain)", "say(Shop)"]
    cells = [*CELLS, *(f"say({what})" for what in TAKEN), *again, *late]
    shown = run(cells, tmp_path_factory.mktemp("kernel"))
    return dict(zip(cells, shown, strict=True))


@pytest.mark.parametrize("what", TAKEN)
def test_what_cannot_be_taken_is_said(said, what):
    assert TAKEN[what] in said[f"say({what})"]


def test_the_definition_of_a_cell_that_was_run_again_counts(said):
    assert said["say(plain)"] == "LIMIT = 1\n\ndef plain():\n    return LIMIT"


def test_classes_bring_the_names_that_their_methods_use(said):
    assert {"LIMIT = 1", "class Shop:"} <= set(said["say(Shop)"].splitlines())


ALL = list(stored_answers())
ANSWERS = {
    "00_start_here": {"a": ("wrong SEQUENTIAL_AWAIT", "right: gather")},
    "01_event_loops": {"a": ("wrong WAITS_FOR_ITSELF", "wrong NOT_ASKED", "right: asks first")},
}


@pytest.mark.parametrize("exercise", ANSWERS)
def test_the_words_in_the_notebook_are_the_verdicts(exercise, tmp_path):
    notebook = nbformat.read(ROOT / "exercises" / f"{exercise}.ipynb", as_version=4)
    by_id = {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}
    cells, expected = list(by_id.values()), {}
    for letter, names in ANSWERS[exercise].items():
        for name in names:
            answer = next(a for a in ALL if a[:3] == (exercise, letter, name))
            cells += [answer.source, by_id[f"{letter}-check"]]
            expected[len(cells) - 1] = str(verdict_on(answer))
    shown = run(cells, tmp_path)
    assert {place: shown[place] for place in expected} == expected

"""Predictions, in a live kernel as a learner makes them, and what cannot be predicted."""

import dataclasses
import os
from pathlib import Path

import nbformat
import pytest

from helpers.grading import WrongAnswer, load
from helpers.grading import task as grading_task
from helpers.grading.attempt import Attempt
from helpers.grading.prediction import CannotPredict, Prediction
from helpers.grading.verdict import Facts, Verdict
from helpers.places import MARK
from tests.grading.answers import stored_answers
from tests.kernels import ROOT, run_cells, text_of

# No task of the course needs to name a fact for this: here one is planted.
PLANT = """
import dataclasses
ex.a._check = dataclasses.replace(ex.a._check, predicts="breakfast.most_at_once")
"""


def run(folder: Path, *sources: str) -> list[str]:
    """Run the first exercise's cells up to its attempt, then `sources`; return their texts."""
    given = nbformat.read(ROOT / "exercises" / "00_start_here.ipynb", as_version=4)
    set_up, task = (c.source for c in given.cells if c.id in ("set-up", "a-given"))
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    environment["PYTHONPATH"] = str(ROOT)
    cells = (set_up, task, PLANT, *sources)
    shown, _, _, *others = run_cells(cells, folder, env=environment, allow_errors=True)
    return [text_of(outputs) for outputs in (shown, *others)]


def test_a_learner_predicts_checks_and_is_remembered(tmp_path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    (tmp_path / MARK).write_text("{}")
    (folder / "00_exercise_start_here.ipynb").write_text("{}")
    answers = {a.name: a.source for a in stored_answers() if a.exercise == "00_start_here"}
    in_turn, gathered = answers["wrong SEQUENTIAL_AWAIT"], answers["right: gather"]
    check = "ex.a.check(breakfast)"
    shown = run(
        folder,
        *("ex.a.predict(5)", in_turn, check, "ex.a.predict(1)", "ex.a.predict(5)"),
        *(gathered, "ex.a.predict(2)", check, "ex", "ex.a.predict({1})"),
    )
    assert shown[0] == "00 start here · 1 task, 0 done"
    assert shown[1] == "00.a: you predict 5. Run the check."
    assert "✗ 00.a  SEQUENTIAL_AWAIT" in shown[3]
    assert "  you     predicted 5, it was 1" in shown[3].splitlines()
    assert shown[4] == "00.a: the check has run on this answer; predict before you check it."
    assert shown[5] == "", "the same prediction again, as when all cells are run"
    assert shown[7] == "00.a: you predict 2. Run the check."
    assert "  you     predicted 2, and so it was" in shown[8].splitlines()
    assert shown[9].startswith("00 start here · 1 task, 1 done\n  ✓ 00.a  passed on 2")
    assert shown[10].startswith("00.a: a set cannot be compared") and "Traceback" not in shown[10]


@pytest.mark.parametrize("value", [{1}, object(), float("nan"), b"3", {(1, 2): 3}])
def test_only_json_data_can_be_predicted(value):
    with pytest.raises(CannotPredict, match="predict a number, a text, True"):
        Prediction.of("01.a", "most", value)


def test_a_task_without_such_a_fact_says_so():
    with pytest.raises(CannotPredict, match=r"01\.a has nothing to predict"):
        load("01_event_loops").a.predict(3)


@pytest.mark.parametrize(
    ("value", "facts", "said"),
    [
        ((1, "x"), {"most": [1, "x"]}, "predicted [1, 'x'], and so it was"),
        (3, {"most": 3.0}, "predicted 3, and so it was"),
        (None, {"most": 0}, "predicted None, it was 0"),
        (3, {}, "predicted 3; the run did not get far enough to tell"),
        ("x" * 99, {"most": 1}, f"predicted '{'x' * 58}…, it was 1"),
    ],
)
def test_it_is_compared_with_the_fact(value, facts, said):
    assert Prediction.of("01.a", "most", value).compared_with(Facts(facts)) == said


def test_a_prediction_makes_no_other_mistake():
    """Hints go on with the same mistake, whatever was predicted meanwhile."""
    assert Verdict("01.a", "LATE", you="predicted 1, it was 2") == Verdict("01.a", "LATE")


def test_a_check_that_failed_itself_told_nothing(monkeypatch, capsys):
    """After a fault of the grader a prediction is still one."""
    task = load("00_start_here").a
    task._check = dataclasses.replace(task._check, predicts="most")
    attempt = Attempt("breakfast", "source", untouched="")
    monkeypatch.setattr(grading_task, "take_from_kernel", lambda *_: attempt)
    runs = iter([Facts(fault="OSError: no process"), Facts(outcome="stopped", limit="5 s")])
    monkeypatch.setattr(grading_task, "facts_of", lambda *arguments: next(runs))
    task.check(None)
    task.predict(2)
    assert "you predict 2" in capsys.readouterr().out
    with pytest.raises(WrongAnswer, match="predicted 2; the run did not get far enough to tell"):
        task.check(None)
    task.predict(3)
    assert "predict before you check it" in capsys.readouterr().out

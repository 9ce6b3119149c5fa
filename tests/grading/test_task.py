"""The object in the learner's hands: loading, hints, solutions, and what it refuses."""

import pytest

from helpers.grading import WrongAnswer, load
from helpers.grading.attempt import Attempt
from helpers.grading.verdict import Verdict


def test_an_unknown_exercise_lists_the_known_ones():
    with pytest.raises(
        ValueError, match=r"no exercise .99_x.; the exercises are: .*01_event_loops"
    ):
        load("99_x")


def test_an_unknown_task_lists_the_known_ones():
    with pytest.raises(AttributeError, match="no task 'z'; its tasks are a, b, c, d"):
        load("01_event_loops").z.check(print)


def test_a_result_in_place_of_the_function_is_explained():
    with pytest.raises(WrongAnswer, match="pass the function itself, without brackets"):
        load("01_event_loops").a.check(42)


def test_hints_answer_the_last_mistake_in_three_steps():
    task = load("01_event_loops").a
    assert "run the check first" in task._next_hint()
    task._last = Verdict("01.a", "NESTED_RUN")
    given = [task._next_hint() for _ in range(4)]
    assert [hint[:17] for hint in given] == [f"01.a hint {n} of 3:" for n in (1, 2, 3, 3)]


def test_the_solution_opens_after_three_hints(capsys):
    task = load("01_event_loops").a
    task.solution()
    task._last = Verdict("01.a", "NESTED_RUN")
    for _ in range(3):
        task.hint()
    task.solution()
    closed, *_, last = capsys.readouterr().out.strip().splitlines()
    assert "opens when you pass" in closed
    assert "return pool.submit" in last


def test_a_wrong_answer_shows_without_a_traceback():
    error = WrongAnswer(Verdict("01.a", "NESTED_RUN", "seen words"))
    assert error._render_traceback_() == ["✗ 01.a  NESTED_RUN", "  seen    seen words"]


@pytest.mark.parametrize(
    "error", [OSError("no process"), RuntimeError("can't start new thread"), ValueError("odd")]
)
def test_a_grader_that_fails_blames_nobody(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("helpers.watchdog.run", fail)
    task = load("01_event_loops").a
    found = task._verdict_on(Attempt("report", "def report(city):\n    return 1"))
    assert (found.code, found.is_mistake) == ("GRADER_FAULT", False)
    assert str(error) in found.seen

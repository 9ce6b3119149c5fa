"""The mistakes that any answer can make: whose line is named, and three hints on each."""

import pytest

from helpers.grading import load
from helpers.grading.attempt import asked_of, take
from helpers.grading.engine_mistakes import HINTS, LIMIT_HINTS, hints_on_stuck
from helpers.grading.parent import _given_lines, facts_of
from helpers.grading.registry import find, given_cells
from helpers.grading.statements import given_lines
from helpers.grading.verdict import STUCK, Facts, decide

ERROR = {"type": "E", "message": "x", "line": "report()"}
FACTS = {
    "ERROR": {"outcome": "returned", "error": ERROR},
    "EXITED": {"outcome": "exited", "how": "exit 3"},
    "TAMPERED": {"outcome": "refused", "tampered": ["sys._getframe"]},
    "NEST_ASYNCIO": {"outcome": "refused", "nests": "apply()"},
    **{
        f"STUCK by {limit}": {"outcome": "stopped", "limit": "it", "where": "", "by": limit}
        for limit in ("cpu", "idle", "memory", "threads", "processes", "output", "seconds")
    },
}


@pytest.mark.parametrize("kind", FACTS)
def test_the_solution_opens_after_three_different_hints(kind, capsys):
    task = load("01_event_loops").a
    task._last = decide("01.a", Facts(FACTS[kind]), (), "")
    assert task._last.code == kind.split()[0]
    for _ in range(3):
        task.solution()
        task.hint()
    task.solution()
    said = capsys.readouterr().out
    assert said.count("opens when you pass") == 3
    assert all(f"01.a hint {n} of 3: " in said for n in (1, 2, 3))
    assert "def report(city)" in said.rpartition("hint 3 of 3")[2]


def test_an_answer_that_cannot_be_taken_has_hints_too():
    verdict = load("01_event_loops").a._judge(42)
    assert (verdict.code, verdict.hints) == ("ERROR", HINTS["NOT_TAKEN"])


def test_all_hints_differ():
    hints = [hint for three in (*HINTS.values(), *LIMIT_HINTS.values()) for hint in three]
    assert len(set(hints)) == len(hints) == 3 * (len(HINTS) + len(LIMIT_HINTS))
    assert hints_on_stuck("idle") == HINTS[STUCK]


GIVEN = given_cells("01_event_loops")


def verdict_on(body: str, before: str = "", letter: str = "a"):
    """Judge report() of this body, with the notebook's given cells before it."""
    answer = "def report(city):\n    " + body.replace("\n", "\n    ")
    attempt = take([*GIVEN, before, answer], "report")
    facts = facts_of("01_event_loops", letter, attempt)
    return decide("01.a", facts, find("01_event_loops", letter).rules, "")


OWN = {
    "raised on purpose": "raise TimeoutError('too late')",
    "an empty list": "return max([])",
    "a name": "return nowhere",
}


@pytest.mark.parametrize("kind", OWN)
def test_an_error_in_the_learners_line_is_to_be_understood(kind):
    found = verdict_on(OWN[kind])
    assert found.code == "ERROR"
    assert f"in your line: {OWN[kind]}" in found.seen
    assert "exercise" not in str(found)
    assert found.next == "find out why that line raises this."


def test_an_error_in_a_given_line_names_the_learners_line_too():
    found = verdict_on("loop = ReadyLoop()\nloop.call_soon(None)\nloop.run_once()")
    assert "in the exercise's line: callback(*args)" in found.seen
    assert "reached from your line: loop.run_once()" in found.seen
    assert "what your line did" in found.next


def test_a_helper_of_the_learners_own_is_their_line():
    found = verdict_on("return step(city)", before="def step(city):\n    return city / 2")
    assert "in your line: return city / 2" in found.seen


def test_a_given_definition_that_the_learner_changed_is_theirs():
    changed = "class ReadyLoop:\n    def run_once(self):\n        return 1 / 0"
    found = verdict_on("ReadyLoop().run_once()", before=changed)
    assert "in your line: return 1 / 0" in found.seen


def test_a_given_line_that_calls_the_learners_is_not_blamed():
    found = verdict_on("loop = ReadyLoop()\nloop.call_soon(lambda: 1 / 0)\nloop.run_once()")
    assert "in your line: loop.call_soon(lambda: 1 / 0)" in found.seen


@pytest.mark.parametrize(
    ("error", "seen", "next_step"),
    [
        (
            {"given": "b()", "line": "a()"},
            "E: x\nin the exercise's line: b()\nreached from",
            "your",
        ),
        ({"given": "b()", "line": "b()"}, "E: x\nin the exercise's line: b()", "what did your"),
        ({"given": "", "line": "a()"}, "E: x\nin your line: a()", "why that line"),
        ({"line": ""}, "E: x", "where your code"),
    ],
)
def test_the_next_step_says_only_what_is_true(error, seen, next_step):
    found = decide("01.a", Facts(outcome="returned", error={**ERROR, **error}), (), "")
    assert found.seen.startswith(seen)
    assert next_step in found.next
    assert "mend that line" not in found.next


def test_the_lines_of_given_statements_are_numbered():
    given = ["import math", "@decorated\ndef f():\n    return 1"]
    source = "import math\n\nx = 1\n\n@decorated\ndef f():\n    return 1\n\ndef g():\n    return 2"
    assert given_lines(source, given) == [1, 5, 6, 7]


def test_a_solution_that_a_reader_has_spoilt_stops_no_check(monkeypatch, tmp_path):
    (tmp_path / "01_event_loops.ipynb").write_text("{")
    monkeypatch.setattr("helpers.grading.registry.SOLUTIONS", tmp_path)
    monkeypatch.setattr("helpers.grading.attempt.SOLUTIONS", tmp_path)
    assert asked_of.__wrapped__("01_event_loops", "a") is None
    assert _given_lines("01_event_loops", "import asyncio") == []

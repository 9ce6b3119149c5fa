"""Answers that change asyncio itself: nest_asyncio.apply() is seen wherever it was run."""

import dataclasses

import pytest

from helpers.grading import load
from helpers.grading.attempt import take
from helpers.grading.parent import facts_of
from helpers.grading.registry import find
from helpers.grading.verdict import decide
from tests.kernels import run_cells, text_of

GIVEN = "import asyncio\nasync def temperature(city):\n    return 1"
ANSWER = "def report(city):\n    return asyncio.run(temperature(city))"
FOUND = {
    "nest_asyncio.apply()": ["import nest_asyncio\nnest_asyncio.apply()\n" + ANSWER],
    "nest_asyncio2.apply()": ["import nest_asyncio2", "nest_asyncio2.apply()", ANSWER],
    "import nest_asyncio as na; na.apply()": ["import nest_asyncio as na; na.apply()", ANSWER],
    "na.apply(loop)": ["import nest_asyncio as na\nna.apply(loop)", ANSWER],
    "apply()": ["from nest_asyncio import apply\napply()", ANSWER],
    "patch()": ["from nest_asyncio2 import apply as patch\nif True:\n    patch()", ANSWER],
    "apply() ": ["from nest_asyncio import *", "apply()", ANSWER],
    "done = nest_asyncio.apply()": [ANSWER, "import nest_asyncio\ndone = nest_asyncio.apply()"],
    '__import__("nest_asyncio").apply()': ['__import__("nest_asyncio").apply()', ANSWER],
    "nest_asyncio.apply()  # again": [
        "def report(city):\n    import nest_asyncio\n    nest_asyncio.apply()  # again"
    ],
    "return nested.apply()": [
        "import nest_asyncio as nested\ndef patch():\n    return nested.apply()",
        "def report(city):\n    patch()\n    return asyncio.run(temperature(city))",
    ],
}


@pytest.mark.parametrize("line", FOUND)
def test_the_line_is_found(line):
    assert take([GIVEN, *FOUND[line]], "report").nests == line.strip()


@pytest.mark.parametrize(
    "cells",
    [
        ["import nest_asyncio", ANSWER],
        ["def apply(): pass\napply()", ANSWER],
        ["from nest_asyncio import apply", "def apply(): pass", "apply()", ANSWER],
        ["import nest_asyncio\ndef never_called():\n    nest_asyncio.apply()", ANSWER],
        ["text = 'nest_asyncio.apply()'", "print(nest_asyncio)", ANSWER],
        ["frame.apply(nest_asyncio)", ANSWER],
    ],
)
def test_other_lines_are_not(cells):
    assert take([GIVEN, *cells], "report").nests == ""


def test_a_call_that_failed_in_the_notebook_changed_nothing():
    cells = [GIVEN, "import nest_asyncio\nnest_asyncio.apply()", ANSWER]
    assert take(cells, "report", live={}).nests == ""


def test_the_verdict_comes_before_the_answer_is_run(monkeypatch):
    monkeypatch.setattr("helpers.watchdog.run", None)
    attempt = take([GIVEN, *FOUND["nest_asyncio.apply()"]], "report")
    verdict = decide("02.a", facts_of("02_coroutines_and_tasks", "a", attempt), (), "")
    assert (verdict.code, verdict.is_mistake, len(verdict.hints)) == ("NEST_ASYNCIO", True, 3)
    assert "in your line: nest_asyncio.apply()" in verdict.seen
    assert "restart the kernel" in verdict.next
    assert len(str(verdict).splitlines()) <= 12


def test_a_check_may_permit_it(monkeypatch):
    right = take([GIVEN, ANSWER], "report")._replace(nests="nest_asyncio.apply()")
    check = dataclasses.replace(find("01_event_loops", "a"), allows=("nest_asyncio",))
    monkeypatch.setattr("helpers.grading.parent.find", lambda *_: check)
    assert facts_of("01_event_loops", "a", right).outcome == "returned"


PACKAGE = "import asyncio\ndef apply(loop=None):\n    asyncio._nest_patched = True\n"


def test_in_the_notebook_it_counts_until_the_kernel_is_restarted(tmp_path):
    (tmp_path / "nest_asyncio.py").write_text(PACKAGE)
    cells = ['from helpers.grading import load\nex = load("01_event_loops")', GIVEN]
    cells += ["import no_such_module\nno_such_module.apply()", ANSWER, "ex.a.check(report)"]
    patch = "def patch():\n    import nest_asyncio\n    nest_asyncio.apply()\npatch()"
    cells += [patch, ANSWER, "ex.a.check(report)", *["ex.a.solution()", "ex.a.hint()"] * 3]
    cells += ["ex.a.solution()"]
    shown = [text_of(outputs) for outputs in run_cells(cells, tmp_path, allow_errors=True)]
    assert "01.a  NESTED_RUN" in shown[4]
    assert "01.a  NEST_ASYNCIO" in shown[7]
    assert "in your line: nest_asyncio.apply()" in shown[7]
    assert [text[:17] for text in shown[9:14:2]] == [f"01.a hint {n} of 3:" for n in (1, 2, 3)]
    assert all("opens when you pass" in text for text in shown[8:13:2])
    assert "def report(city)" in shown[14]


def test_the_hints_of_the_engine_come_before_a_rules(capsys):
    task = load("01_event_loops").a
    attempt = take([GIVEN, *FOUND["nest_asyncio.apply()"]], "report")
    task._last = task._verdict_on(attempt)
    task.hint()
    assert "nest_asyncio" in capsys.readouterr().out

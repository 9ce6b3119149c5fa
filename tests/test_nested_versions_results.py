"""Tests of the results that lesson 13 stores of two packages that nest loops."""

import re
import runpy
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "nested_versions.txt").read_text(encoding="utf-8")
HEAD = re.compile(r"CPython (3\.\d+)\.\d+, (nest_asyncio2?) \d+\.\d+\.\d+, ipykernel \d+\.\d+\.\d+")
RESULT = re.compile(r"  (.+): (.+)")
TIMEOUT, CURRENT, FACTORY, RUN_ALL = (
    "asyncio.timeout(0.1) around a sleep of 0.5 s",
    "asyncio.current_task() in a nested coroutine",
    "asyncio.run(…, loop_factory=…)",
    "Run All",
)


def blocks(text: str) -> dict[tuple[str, str], dict[str, str]]:
    """Return the answers of each Python and package; ValueError for any other line."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in text.splitlines():
        if head := HEAD.fullmatch(line):
            current = found.setdefault((head[1], head[2]), {})
        elif result := RESULT.fullmatch(line):
            current[result[1]] = result[2]
        else:
            raise ValueError(f"neither a head nor a result: {line!r}")
    return found


def test_three_pythons_answered_every_case_with_both_packages():
    found = blocks(RESULTS)
    assert {python for python, _ in found} == {"3.11", "3.13", "3.14"}
    assert len(found) == 6
    assert all(list(answers) == [TIMEOUT, CURRENT, FACTORY, RUN_ALL] for answers in found.values())


def test_the_results_say_what_the_lesson_says():
    for (python, package), answers in blocks(RESULTS).items():
        original, newest = package == "nest_asyncio", python == "3.14"
        assert answers[RUN_ALL] == ("1 of 4 cells" if original else "4 of 4 cells")
        refused = original or python == "3.11"
        assert answers[FACTORY] == ("TypeError" if refused else "accepted")
        wrong = original and newest
        assert answers[TIMEOUT] == ("sleeps to the end" if wrong else "ends by TimeoutError")
        assert answers[CURRENT] == ("the outer task" if wrong else "its own task")


@pytest.mark.parametrize("line", ["CPython 3.11", "Run All: 1 of 4 cells", ""])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match="neither"):
        blocks(f"{RESULTS}{line}\n")


def test_the_script_prints_lines_of_this_form(monkeypatch, capsys):
    script = runpy.run_path(str(DATA / "nested_versions.py"))
    names = script["main"].__globals__
    monkeypatch.setitem(names, "cells_that_ran", lambda package: "4 of 4 cells")
    monkeypatch.setitem(names, "answer", lambda package, program: "its own task")
    script["main"]()
    found = blocks(capsys.readouterr().out)
    assert [list(answers) for answers in found.values()] == [
        [TIMEOUT, CURRENT, FACTORY, RUN_ALL]
    ] * 2


def test_a_case_is_answered_in_a_process_of_its_own():
    script = runpy.run_path(str(DATA / "nested_versions.py"))
    assert script["answer"]("nest_asyncio2", script["CASES"][CURRENT]) == "its own task"

"""Tests of what lesson 05 stores of objects that another thread has made, without the GIL."""

import re
import runpy
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "shared_objects.txt").read_text(encoding="utf-8")
BUILD = r"CPython (3\.\d+\.\d+) (.+), (\d+) cores"
CASE = r"  (.+): (\d+\.\d) times as long"


def cases(text: str) -> dict[str, float]:
    """Return how long each case took; ValueError for lines of another form."""
    build, *lines = text.splitlines()
    found = [re.fullmatch(CASE, line) for line in lines]
    if not re.fullmatch(BUILD, build) or not all(found):
        raise ValueError(f"neither a build nor cases: {text!r}")
    return {line[1]: float(line[2]) for line in found}


def test_the_results_say_what_the_lesson_says():
    assert "free-threaded, without the GIL" in RESULTS
    own, made, two_own, two_made, two_same = cases(RESULTS).values()
    assert own == 1
    assert two_own < made - 0.2
    assert max(made, two_made, two_same) - min(made, two_made, two_same) < 0.3


def test_the_script_prints_lines_of_this_form(monkeypatch, capsys):
    script = runpy.run_path(str(DATA / "shared_objects.py"))
    monkeypatch.setitem(script["main"].__globals__, "RUNS", 1)
    script["main"]()
    assert list(cases(capsys.readouterr().out)) == list(cases(RESULTS))

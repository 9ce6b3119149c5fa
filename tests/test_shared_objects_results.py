"""Tests of what lesson 05 stores of threads that share objects on a build without the GIL."""

import re
import runpy
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "shared_objects.txt").read_text(encoding="utf-8")
BUILD = r"CPython (3\.\d+\.\d+) (.+), (\d+) cores"
GAIN = r"  2 threads, (.+) objects: (\d\.\d) times as fast as in turn"


def gains(text: str) -> dict[str, float]:
    """Return the gains by whose objects were used; ValueError for lines of another form."""
    build, *lines = text.splitlines()
    found = [re.fullmatch(GAIN, line) for line in lines]
    if not re.fullmatch(BUILD, build) or not all(found):
        raise ValueError(f"neither a build nor gains: {text!r}")
    return {line[1]: float(line[2]) for line in found}


def test_the_results_say_what_the_lesson_says():
    assert "free-threaded, without the GIL" in RESULTS
    own, same = gains(RESULTS).values()
    assert own > 1.5
    assert same < own - 0.3


def test_the_script_prints_lines_of_this_form(monkeypatch, capsys):
    script = runpy.run_path(str(DATA / "shared_objects.py"))
    monkeypatch.setitem(script["main"].__globals__, "RUNS", 1)
    script["main"]()
    assert list(gains(capsys.readouterr().out)) == list(gains(RESULTS))

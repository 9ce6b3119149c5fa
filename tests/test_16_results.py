"""Tests of what lesson 16 stores: a measurement of each step of its migration."""

import re
import runpy
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "notebooks" / "data" / "migration"
RESULTS = (FOLDER / "measure.txt").read_text(encoding="utf-8")
BUILD = re.compile(
    r"CPython 3\.\d+\.\d+ with the GIL, \d+ cores; requests \d+\.\d+\.\d+, aiohttp \d+\.\d+\.\d+"
)
COLUMNS = "lines out in crossings threads in_flight time work threads_of_40 in_flight_of_40"


@pytest.fixture
def script(monkeypatch) -> dict:
    """The names of the script, which imports the steps beside it."""
    monkeypatch.syspath_prepend(FOLDER)
    yield runpy.run_path(str(FOLDER / "measure.py"))
    for step in STEPS:
        sys.modules.pop(step, None)


def table(text: str) -> dict[str, list[float]]:
    """Return the columns by name, each with a number for each step; two lines name the rest."""
    build, _, *rows = text.splitlines()
    assert BUILD.fullmatch(build)
    numbers = [[float(cell) for cell in row.split()[1:]] for row in rows]
    return dict(zip(COLUMNS.split(), map(list, zip(*numbers, strict=True)), strict=True))


STEPS = [row.split()[0] for row in RESULTS.splitlines()[2:]]
FOUND = table(RESULTS)


def test_the_threads_go_and_the_requests_in_flight_stay():
    assert STEPS == [f"step{number}" for number in range(6)]
    assert FOUND["threads"] == [5, 5, 5, 1, 1, 0]
    assert FOUND["threads_of_40"] == [41, 41, 41, 1, 1, 0]
    assert set(FOUND["in_flight"]) == {4} and set(FOUND["in_flight_of_40"]) == {40}


def test_the_crossings_are_most_in_the_second_step():
    assert FOUND["crossings"] == [0, 1, 12 + 3, 2, 1, 0]


def test_no_step_is_faster_and_the_second_and_third_save_work():
    assert max(FOUND["time"]) - min(FOUND["time"]) < 0.15
    before = min(FOUND["work"][:2])
    assert 0.4 < FOUND["work"][2] / before < 0.6
    assert max(FOUND["work"][3:]) / before < 0.4


def test_what_changed_is_what_is_stored(script):
    changed = [list(script["changed"](step)) for step in STEPS]
    out = [-number for number in FOUND["out"]]
    assert changed == [list(row) for row in zip(FOUND["lines"], out, FOUND["in"], strict=True)]


@pytest.mark.parametrize("step", ["step0", "step2", "step5"])
def test_the_script_measures_a_step(script, monkeypatch, step):
    """It is not asked to measure well: twice, and a few pages."""
    names = script["main"].__globals__
    monkeypatch.setitem(names, "RUNS", 2)
    monkeypatch.setitem(names, "PAGES", 4)
    with script["PracticeService"]() as site:
        row = script["row"](step, site.base_url)
    crossings = FOUND["crossings"][STEPS.index(step)]
    assert (row[3], row[8] <= 41, row[9] <= 40) == (crossings, True, True)
    assert re.fullmatch(r"step\d .*", script["FORM"].format(*row))

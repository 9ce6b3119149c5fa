"""Tests of the results that lesson 04 stores: a loop beside threads, and what a request costs."""

import contextlib
import re
import runpy
from pathlib import Path

import pytest

from helpers.notebook_files import read_notebook

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
DATA = NOTEBOOKS / "data"
BEATS = (DATA / "beats_beside_threads.txt").read_text(encoding="utf-8")
COSTS = (DATA / "what_it_is_worth.txt").read_text(encoding="utf-8")
BUILD = re.compile(r"CPython 3\.\d+\.\d+ (with the GIL|free-threaded, without the GIL), \d+ cores")
BESIDE = re.compile(r"  computing (threads|process) (\d): (?:a beat is|a message takes) (.+) ms.*")
CLIENT = r"CPython 3\.\d+\.\d+, requests [\d.]+, aiohttp [\d.]+, processor time for a request"
WAYS = "  at once  requests in threads  http.client in threads  aiohttp on a loop"
COST = re.compile(r"  (\d+) +([\d.]+) ms +([\d.]+) ms +([\d.]+) ms")


def beats(text: str) -> dict[tuple[str, str, str], float]:
    """Return a run's milliseconds by (what is measured, beside what, how many)."""
    head, *lines = text.splitlines()
    found = {}
    for line in lines:
        match = BESIDE.fullmatch(line)
        if not match:
            raise ValueError(f"not a time: {line!r}")
        what = "message" if "message" in line else "beat"
        found[what, match[1], match[2]] = float(match[3])
    if not BUILD.fullmatch(head):
        raise ValueError(f"not a build: {head!r}")
    return found


def costs(text: str) -> dict[int, tuple[float, float, float]]:
    """Return by number of requests the milliseconds of one, in each way."""
    head, ways, *lines = text.splitlines()
    found = [COST.fullmatch(line) for line in lines]
    if not re.fullmatch(CLIENT, head) or ways != WAYS or None in found:
        raise ValueError(f"not costs: {text!r}")
    return {int(cost[1]): tuple(map(float, cost.groups()[1:])) for cost in found}


def test_the_stored_beats_say_what_the_lesson_says():
    found = beats(BEATS)
    assert BEATS.startswith("CPython 3.13") and "with the GIL" in BEATS
    assert found["message", "threads", "0"] == 100
    assert found["message", "threads", "1"] / 100 == pytest.approx(2, abs=0.2)
    assert found["message", "threads", "3"] / 100 == pytest.approx(4, abs=0.5)
    assert [round(found["beat", "threads", count]) for count in "01"] == [0, 5]
    assert found["beat", "process", "1"] == found["beat", "threads", "0"]


def test_the_stored_costs_say_what_the_lesson_says():
    found = costs(COSTS)
    for in_threads, plainly, on_a_loop in found.values():
        assert 3.5 < in_threads / on_a_loop < 6.5
        assert 0.6 < plainly / on_a_loop < 1.6
    in_threads, _, on_a_loop = found[500]
    assert 0.5 * in_threads == pytest.approx(0.3, abs=0.05)  # seconds for 500
    assert 0.5 * on_a_loop == pytest.approx(0.06, abs=0.005)


@pytest.mark.parametrize(("read", "text"), [(beats, BEATS), (costs, COSTS)])
def test_a_line_of_another_form_is_refused(read, text):
    with pytest.raises(ValueError, match="not "):
        read(f"{text}  fast\n")


def test_the_script_prints_beats_of_this_form(monkeypatch, capsys):
    """It is not asked to measure well: nothing computes beside, and once of each."""
    script = runpy.run_path(str(DATA / "beats_beside_threads.py"))
    names = script["main"].__globals__
    small = {"BEATS": 1, "EVERY": 0, "MESSAGES": 1, "WORK": 0}
    for name, value in small.items():
        monkeypatch.setitem(names, name, value)
    monkeypatch.setitem(names, "beside", lambda *args: contextlib.nullcontext())
    script["main"]()
    printed = capsys.readouterr().out
    assert BUILD.fullmatch(printed.splitlines()[0])
    if "with the GIL" in printed:
        assert list(beats(printed)) == list(beats(BEATS))


def test_the_script_lets_threads_compute_until_the_block_ends():
    script = runpy.run_path(str(DATA / "beats_beside_threads.py"))
    threading = script["threading"]
    before = threading.active_count()
    with script["beside"](threading.Thread, threading.Event, 2):
        assert threading.active_count() == before + 2
    assert threading.active_count() == before


def test_the_script_measures_the_costs_that_are_stored(monkeypatch, capsys):
    script = runpy.run_path(str(DATA / "what_it_is_worth.py"))
    names = script["main"].__globals__
    monkeypatch.setitem(names, "RUNS", 1)
    monkeypatch.setitem(names, "AT_ONCE", (1, 2))
    script["main"]()
    assert list(costs(capsys.readouterr().out)) == [1, 2]


@pytest.mark.parametrize("name", ["in_threads", "on_a_loop"])
def test_the_script_measures_the_functions_that_the_lesson_shows(name):
    script = (DATA / "what_it_is_worth.py").read_text(encoding="utf-8")
    lesson = read_notebook(NOTEBOOKS / "04_what_blocks_the_loop.ipynb")
    shown = "\n\n\n".join(cell.source for cell in lesson.cells if cell.cell_type == "code")
    function = re.compile(rf"^(?:async )?def {name}\(.*?(?=^\S|\Z)", re.DOTALL | re.MULTILINE)
    assert function.search(script)[0].strip() == function.search(shown)[0].strip()

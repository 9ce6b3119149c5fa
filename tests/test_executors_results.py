"""Tests of the results that lesson 07 stores of executors that not every Python has."""

import os
import re
import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "executors.txt").read_text(encoding="utf-8")
BUILD = re.compile(r"CPython 3\.(\d+)\.\d+ with the GIL, \d+ cores")


@pytest.fixture
def script(monkeypatch) -> dict:
    """The names of the script, which imports the modules beside it."""
    monkeypatch.syspath_prepend(DATA)
    return runpy.run_path(str(DATA / "executors.py"))


def table(text: str) -> dict[str, list[str]]:
    """Return the cells of each row by the kind of worker; two lines name build and columns."""
    build, _, *rows = text.splitlines()
    assert int(BUILD.fullmatch(build)[1]) >= 14
    return {name: cells for name, *cells in map(str.split, rows)}


def test_the_results_say_what_the_lesson_says():
    found = table(RESULTS)
    assert [same for same, *_ in found.values()] == ["yes", "yes", "no"]
    assert [lock for _, lock, *_ in found.values()] == ["yes", "no", "no"]
    gains = {name: float(cells[2]) for name, cells in found.items()}
    assert gains["threads"] < 1.2
    assert min(gains["interpreters"], gains["processes"]) > 1.6
    costs = {name: int(cells[3]) for name, cells in found.items()}
    assert min(costs["interpreters"], costs["processes"]) > 1000 > 30 > costs["threads"]


def test_the_script_prints_rows_of_this_form(script, monkeypatch, capsys):
    names = script["main"].__globals__
    monkeypatch.setitem(names, "executors", lambda: {"threads": ThreadPoolExecutor})
    monkeypatch.setitem(names, "SECONDS", 0.01)
    script["main"]()
    assert len(table(re.sub(r"CPython.*", RESULTS.splitlines()[0], capsys.readouterr().out))) == 1


@pytest.mark.parametrize(
    ("ends", "most"), [([[0.0, 0.001, 0.1]], 2), ([[0.0, 0.1], [0.001, 0.102]], 2), ([[1.0]], 1)]
)
def test_the_most_steps_in_a_window_are_those_of_all_workers(script, ends, most):
    assert script["most_in_a_window"](*ends) == most


def test_a_pool_of_threads_takes_a_lock_in_this_process(script):
    with ThreadPoolExecutor(1) as pool:
        assert script["takes_a_lock"](pool)
        assert pool.submit(os.getpid).result() == os.getpid()

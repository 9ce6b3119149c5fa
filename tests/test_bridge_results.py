"""Tests of the results that lesson 08 stores: who fails where, and what a crossing costs."""

import asyncio
import importlib
import re
import runpy
import sys
from pathlib import Path

import pytest

from helpers import LoopThread
from helpers.notebook_files import read_notebook
from tests.conformance.bridges import BRIDGES
from tests.conformance.cases import CASES
from tests.conformance.test_conformance import EXPECTED

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
DATA = NOTEBOOKS / "data"
ANSWERS = (DATA / "bridge_cases.md").read_text(encoding="utf-8")
COSTS = (DATA / "crossing_costs.txt").read_text(encoding="utf-8")
LIBRARIES = r"anyio \d+\.\d+\.\d+, asgiref \d+\.\d+\.\d+"
VERSIONS = re.compile(rf"Python 3\.\d+\.\d+; {LIBRARIES}")
HEAD = re.compile(rf"CPython 3\.\d+\.\d+, \w+, {LIBRARIES}, one processor, a plain await 0\.\d+ µs")
COST = re.compile(r"  (.+): (\d+)")


def table(text: str) -> list[list[str]]:
    """Return the rows of a table in Markdown, the first with the names."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [[word.strip() for word in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if set(row[0]) != {"-"}]


def costs(text: str) -> dict[str, int]:
    """Return each crossing's cost in plain awaits; ValueError for a line of another form."""
    head, *lines = text.splitlines()
    if not HEAD.fullmatch(head):
        raise ValueError(f"does not name the versions: {head!r}")
    found = [COST.fullmatch(line) for line in lines]
    if None in found:
        raise ValueError(f"no cost: {lines[found.index(None)]!r}")
    return {cost[1]: int(cost[2]) for cost in found}


def test_the_stored_table_asks_every_bridge_every_case():
    names, *rows = table(ANSWERS)
    assert names == ["case", *BRIDGES]
    if sys.platform != "win32":  # there is no fork there
        assert [row[0] for row in rows] == list(CASES)
    assert all(all(row) for row in rows)
    assert VERSIONS.fullmatch(ANSWERS.splitlines()[-1])


def test_the_lesson_describes_each_case_before_it_shows_the_answers():
    lesson = read_notebook(NOTEBOOKS / "08_bridging_threads_and_loops.ipynb")
    source = next(cell.source for cell in lesson.cells if cell.id == "compared")
    assert [row[0] for row in table(source)[1:]] == [row[0] for row in table(ANSWERS)[1:]]


def test_the_stored_answers_of_ours_are_those_that_it_gives():
    names, *rows = table(ANSWERS)
    assert {row[0]: row[names.index("LoopThread")] for row in rows} == EXPECTED


def test_the_answers_say_what_the_lesson_says():
    names, *rows = table(ANSWERS)
    hangs = {name: sum("HANG" in row[at] for row in rows) for at, name in enumerate(names)}
    assert hangs == {
        "case": 0,
        "step four": 7,
        "step five": 5,
        "anyio": 3,
        "asgiref": 0,
        "LoopThread": 0,
    }
    by_case = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    assert by_case["exit in the coroutine"]["step four"] == "HANG"
    assert by_case["exit in the coroutine"]["step five"].startswith("SystemExit")
    assert by_case["close while a caller waits"]["step five"].endswith("cleaned up")
    assert by_case["close while a caller waits"]["anyio"].startswith("waited for its end")
    assert by_case["close while a caller waits"]["LoopThread"].startswith("LoopThreadClosed")
    assert by_case["call in a forked child"]["asgiref"] == "answer"
    assert by_case["cancelled inside"]["step five"] == "concurrent.CancelledError"
    assert by_case["cancelled inside"]["asgiref"] == "asyncio.CancelledError"


def test_the_costs_say_what_the_lesson_says():
    found = costs(COSTS)
    raw = found["run_coroutine_threadsafe(coroutine(), loop).result()"]
    assert found["await coroutine()"] == 1
    assert 10 <= found["await create_task(coroutine())"] < 100
    assert 100 <= found["await asyncio.to_thread(f)"] < 1000
    assert 100 <= raw < 1000
    assert 100 <= found["LoopThread.call(f)"] < found["LoopThread.call(coroutine)"] < raw
    assert found["await anyio.to_thread.run_sync(f)"] > found["await asyncio.to_thread(f)"]
    assert found["await asgiref's sync_to_async(f)()"] > found["await asyncio.to_thread(f)"]
    loop_for_each = found["asyncio.run(coroutine())"], found["asgiref's async_to_sync(coroutine)()"]
    assert min(loop_for_each) > found["anyio's portal.call(coroutine)"] > raw


@pytest.mark.parametrize("line", ["  a task: cheap", "a task: 67", ""])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match="no cost"):
        costs(f"{COSTS}{line}\n")


def test_the_script_measures_what_is_stored(monkeypatch, capsys):
    """It is not asked to measure well: once, and a few calls of each."""
    for library in ("anyio", "asgiref"):
        pytest.importorskip(library)
    script = runpy.run_path(str(DATA / "crossing_costs.py"))
    names = script["main"].__globals__
    monkeypatch.setitem(names, "ROUNDS", 1)
    monkeypatch.setitem(names, "SECONDS", 0)
    monkeypatch.setattr("os.sched_setaffinity", lambda *args: None, raising=False)
    script["main"]()
    assert list(costs(capsys.readouterr().out)) == list(costs(COSTS))


# -- the program of the lesson's last section, a piece for each library -------------------------


async def fetch(city):
    await asyncio.sleep(0)
    return f"{city}: 4 °C"


def pieces() -> dict[str, str]:
    """Return the pieces of the program by the first word of their comments."""
    lesson = read_notebook(NOTEBOOKS / "08_bridging_threads_and_loops.ipynb")
    source = next(cell.source for cell in lesson.cells if cell.id == "which")
    program = source.partition("```python\n")[2].partition("```")[0]
    found = re.split(r"^# ", program, flags=re.MULTILINE)[1:]
    return {re.match(r"(the )?(\w+)", piece)[2]: f"# {piece}" for piece in found}


def test_there_is_a_piece_for_each_way():
    assert list(pieces()) == ["standard", "LoopThread", "anyio", "asgiref"]


@pytest.mark.parametrize("name", pieces())
def test_a_piece_fetches(name):
    if name in ("anyio", "asgiref"):
        pytest.importorskip(name)
    got = []

    async def noted(city):
        got.append(await fetch(city))

    names = {"fetch": noted, "asyncio": asyncio, "LoopThread": LoopThread}
    exec(compile(pieces()[name], f"<{name}>", "exec"), names)
    assert got == ["Oslo: 4 °C"]


def test_in_threads_of_a_library_its_inner_call_finds_the_loop_that_waits():
    asgiref = pytest.importorskip("asgiref.sync")
    anyio = pytest.importorskip("anyio")
    from_thread = importlib.import_module("anyio.from_thread")

    async def loop_here():
        return asyncio.get_running_loop()

    async def by_asgiref():
        there = await asgiref.sync_to_async(lambda: asgiref.async_to_sync(loop_here)())()
        return there is asyncio.get_running_loop()

    async def by_anyio():
        there = await anyio.to_thread.run_sync(lambda: from_thread.run(loop_here))
        return there is asyncio.get_running_loop()

    assert asyncio.run(by_asgiref()) and asyncio.run(by_anyio())

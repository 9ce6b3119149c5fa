"""Tests lesson 15 by running its own cells: without tkinter, its picture, and what it says."""

import ast
import asyncio
import inspect
import subprocess
import sys
from concurrent.futures import CancelledError
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import LoopThread
from helpers.notebook_files import read_notebook

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "15_desktop_window.ipynb"
SOURCES = {cell.id: cell.source for cell in read_notebook(LESSON).cells if cell.cell_type == "code"}
BUILD, *ROWS = (LESSON.parent / "data" / "window_forms.txt").read_text("utf-8").splitlines()
RESULTS = dict(row.split(": ") for row in ROWS)
WITHOUT_TKINTER = """
import sys
sys.modules["tkinter"] = None
from tests.test_lesson_15 import run_all
print(run_all())
"""


def run_cell(names: dict, source: str) -> object:
    """Run a cell as a kernel does, with `await` at its top level; return its last value."""
    *body, last = ast.parse(source).body
    if isinstance(last, ast.Expr):
        last = ast.Assign([ast.Name("_value", ast.Store())], last.value)
    tree = ast.fix_missing_locations(ast.Module([*body, last], []))
    code = compile(tree, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names.pop("_value", None)
    value = eval(code, names)
    if inspect.iscoroutine(value):
        asyncio.run(value)
    return names.get("_value")


def run_all() -> int:
    """Run all cells; return how many said that they were skipped."""
    names: dict = {"__name__": "lesson"}
    values = [run_cell(names, source) for name, source in SOURCES.items() if name != "set-up"]
    return values.count("skipped: this Python has no tkinter")


@pytest.fixture
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define."""
    pytest.importorskip("tkinter")
    names: dict = {"__name__": "lesson"}
    for identity in ("imports", "window-def", "download", "pump-def"):
        exec(compile(SOURCES[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def test_without_tkinter_each_experiment_says_that_it_is_skipped():
    command = [sys.executable, "-c", WITHOUT_TKINTER]
    done = subprocess.run(command, capture_output=True, text=True, cwd=LESSON.parent, env=path())
    experiments = [source for source in SOURCES.values() if "await in_tk(" in source]
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout.splitlines()[-1]) == len(experiments) > 10


def path() -> dict[str, str]:
    """The environment of a process that finds this package."""
    import os

    return {**os.environ, "PYTHONPATH": str(LESSON.parents[1]), "MPLBACKEND": "agg"}


def longest_gap(name: str) -> int:
    times = [int(each) for each in RESULTS[name].split()]
    return max(later - earlier for earlier, later in pairwise(times))


def test_the_results_say_what_the_lesson_says():
    assert BUILD.startswith("CPython 3.")
    assert min(longest_gap("synchronous"), longest_gap("asyncio.run")) >= 1000
    fluid = ("loop in a thread", "asyncio turned by after", "Tk pumped by asyncio")
    assert max(map(longest_gap, fluid)) < 60
    wait = {name: float(RESULTS[f"a wait of 1 ms, {name}"].removesuffix(" ms")) for name in fluid}
    assert wait["loop in a thread"] < 2 and wait["Tk pumped by asyncio"] < 2
    assert 30 < wait["asyncio turned by after"] < 50


def test_the_picture_shows_the_stored_redraws(monkeypatch):
    monkeypatch.chdir(LESSON.parent)
    names: dict = {}
    for identity in ("imports", "real-window-read", "real-window-drawn"):
        exec(compile(SOURCES[identity], f"<{identity}>", "exec"), names)
    lines = [list(each.get_positions()) for each in names["axes"].collections]
    assert lines == list(names["redraws"].values())
    said = [text.get_text() for text in names["axes"].texts]
    assert said == [f"{longest_gap(name)} ms" for name in ("synchronous", "asyncio.run")]
    names["plt"].close(names["figure"])


def test_a_dialogue_stops_asyncios_loop_where_that_gives_tk_the_turns(lesson):
    tcl, beats, log = lesson.tkinter.Tcl(), [], []

    def dialogue():
        began = len(beats)
        tcl.after(200, tcl.setvar, "answered", 1)
        tcl.tk.call("vwait", "answered")  # as the functions of messagebox do
        log.append(len(beats) - began)

    async def beat():
        while not log:
            beats.append(None)
            await asyncio.sleep(0.001)

    async def main():
        pump = asyncio.create_task(lesson.pump(tcl))
        tcl.after(10, dialogue)
        await beat()
        pump.cancel()
        await asyncio.wait([pump])

    asyncio.run(main())
    assert log == [0]


@pytest.mark.parametrize("way", ["a second cancel", "the end of the block"])
def test_a_cleanup_is_cut_off_by_(way, lesson):
    log: list[str] = []
    with LoopThread("weather") as weather:
        future = weather.submit(lesson.download, log.append, log)
        while not log:
            pass
        future.cancel()
        if way == "a second cancel":
            weather.call(asyncio.sleep, 0.01)
            future.cancel()
            with pytest.raises(CancelledError):
                future.result()
        else:
            weather.call(asyncio.sleep, 0.01)
    assert "cleaned up" not in log

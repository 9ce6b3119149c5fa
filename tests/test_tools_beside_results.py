"""Tests of the results that lesson 17 stores: other recorders, and another virtual time."""

import re
import runpy
from pathlib import Path

import pytest

from helpers.notebook_files import read_notebook

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
DATA = NOTEBOOKS / "data"
STORED = (DATA / "tools_beside.txt").read_text(encoding="utf-8")
TOOLS = r"; ".join(
    rf"{name} (?:[\d.]+|is missing)" for name in ("viztracer", "asyncviz", "looptime")
)
BUILD = re.compile(rf"CPython 3\.\d+\.\d+ (?:with|without) the GIL, \d+ cores; {TOOLS}")
RECORDER = re.compile(r"  (.+): ([\d.]+) times the processor time, ([\d.]+) MB")
SLEEPS = re.compile(r"  (.+): 10000 sleeps cost ([\d.]+) times those of sleep\(0\)")
TASK = re.compile(r"  (.+): a task's 10 s are (\d+) s of the loop, (\d+) of time.monotonic,")
THREAD = re.compile(r"    a thread's 1 s is (\d+) s and (\d+); in all it took (\d+) s")


def results(text):
    """The recorders' (ratio, MB), the virtual times' ratios, and their (clocks, real seconds)."""
    head, *lines = text.splitlines()
    if not BUILD.fullmatch(head):
        raise ValueError(f"not a build: {head!r}")
    recorders, sleeps, clocks, of = {}, {}, {}, ""
    for line in lines:
        if found := RECORDER.fullmatch(line):
            recorders[found[1]] = float(found[2]), float(found[3])
        elif found := SLEEPS.fullmatch(line):
            sleeps[found[1]] = float(found[2])
        elif found := TASK.fullmatch(line):
            of, clocks[found[1]] = found[1], [int(found[2]), int(found[3])]
        elif found := THREAD.fullmatch(line):
            clocks[of] += [int(found[1]), int(found[2]), int(found[3])]
        else:
            raise ValueError(f"not a result: {line!r}")
    return recorders, sleeps, clocks


def table():
    """The lesson's rows, by their first cell: the other cells."""
    cells = read_notebook(NOTEBOOKS / "17_your_own_program.ipynb").cells
    source = next(cell.source for cell in cells if cell.id == "beside")
    rows = [line.strip("| ").split(" | ") for line in source.splitlines() if line.startswith("|")]
    return {row[0]: row[1:] for row in rows}


def test_the_lesson_says_what_the_stored_run_says():
    recorders, sleeps, clocks = results(STORED)
    assert STORED.startswith("CPython 3.13") and "missing" not in STORED
    watch, trace, live, record = (
        recorders[n] for n in ("watch", "viztracer", "asyncviz run", "asyncviz record")
    )
    beats = recorders["watch --heartbeat"]
    assert table()["processor time"] == [
        f"{watch[0]} times; `--heartbeat` {beats[0]}",
        f"{trace[0]} times",
        f"{live[0]} times; with a recording {record[0]}",
    ]
    sizes = [re.search("[0-9.]+ MB", cell)[0] for cell in table()["writes"]]
    assert sizes == [f"{tool[1]} MB" for tool in (watch, trace, record)]
    ours, other = (f"{sleeps[name]} times" for name in ("virtual_time", "looptime"))
    assert table()["processor time of 10 000 sleeps, beside `sleep(0)`"] == [ours, other]
    assert clocks == {"virtual_time": [10, 10, 1, 1, 0], "looptime": [10, 0, 0, 1, 1]}


def test_a_line_of_another_form_is_refused():
    with pytest.raises(ValueError, match="not a result"):
        results(f"{STORED}  fast\n")


def test_the_script_prints_results_of_this_form(monkeypatch, capsys):
    script = runpy.run_path(str(DATA / "tools_beside.py"))
    names = script["main"].__globals__
    monkeypatch.setitem(names, "ROUNDS", 1)
    monkeypatch.setitem(names, "find_spec", lambda name: None)  # as where no other tool is
    script["main"]()
    recorders, sleeps, clocks = results(capsys.readouterr().out)
    assert set(recorders) == {"watch", "watch --heartbeat"}
    assert set(sleeps) == {"virtual_time"}
    assert clocks == {"virtual_time": [10, 10, 1, 1, 0]}

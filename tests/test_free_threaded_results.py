"""Tests of the results that lesson 05 stores of a build of Python without the GIL."""

import ast
import re
import runpy
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "free_threaded.txt").read_text(encoding="utf-8")
BUILD = re.compile(r"CPython (3\.\d+\.\d+) (.+), (\d+) cores")
RESULT = re.compile(
    r"  (.+): (\d+(?:\.\d)?) (?:times as (?:fast as in turn|late as alone)|ms of processor time)"
)


def blocks(text: str) -> dict[str, dict[str, float]]:
    """Return the results of each build by what was measured; ValueError for any other line."""
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if build := BUILD.fullmatch(line):
            current = found.setdefault(build[2], {})
        elif result := RESULT.fullmatch(line):
            current[result[1]] = float(result[2])
        else:
            raise ValueError(f"neither a build nor a result: {line!r}")
    return found


def test_both_builds_are_named_and_measured_the_same():
    found = blocks(RESULTS)
    assert list(found) == ["with the GIL", "free-threaded, without the GIL"]
    with_gil, without = found.values()
    assert list(with_gil) == list(without)
    assert len(without) == 4


def test_both_are_of_one_version_on_one_machine():
    builds = [BUILD.fullmatch(line) for line in RESULTS.splitlines() if BUILD.fullmatch(line)]
    assert len({build[1] for build in builds}) == 1
    assert len({build[3] for build in builds}) == 1


def test_the_results_say_what_the_lesson_says():
    with_gil, without = (list(block.values()) for block in blocks(RESULTS).values())
    assert with_gil[0] > 3 and without[0] > 3
    assert with_gil[1] < 1.2 and without[1] > 1.5
    assert 1.05 * with_gil[2] < without[2] < 1.5 * with_gil[2]
    assert with_gil[3] > 3 * without[3]


@pytest.mark.parametrize("line", ["4 sums: 1.8", "  4 sums: fast", "CPython, 2 cores", ""])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match="neither"):
        blocks(f"{RESULTS}{line}\n")


def test_the_script_prints_lines_of_this_form(monkeypatch, capsys):
    script = runpy.run_path(str(DATA / "free_threaded.py"))
    names = script["main"].__globals__
    monkeypatch.setitem(names, "seconds", lambda way, job, clock=None: 1.0)
    monkeypatch.setitem(names, "lateness_beside_a_sum", lambda: 5.0)

    async def lateness():
        return 1.0

    monkeypatch.setitem(names, "lateness", lateness)
    script["main"]()
    (results,) = blocks(capsys.readouterr().out).values()
    assert list(results) == list(blocks(RESULTS)["with the GIL"])


def test_the_script_needs_the_standard_library_only():
    tree = ast.parse((DATA / "free_threaded.py").read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported == {"asyncio", "os", "platform", "sys", "threading", "time"}

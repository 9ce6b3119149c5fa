"""Tests of the results that lesson 06 stores: how many updates are kept without a lock."""

import ast
import re
import runpy
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "lost_updates.txt").read_text(encoding="utf-8")
BUILD = re.compile(r"CPython (3\.\d+\.\d+ (?:with the GIL|free-threaded, without the GIL))")
KEPT = re.compile(r"  (.+): ([\d,]+) to ([\d,]+) of 200,000")
WORDS = ["int, three lines", "Fraction, three lines", "int, added in a function"]


def blocks(text: str) -> dict[str, dict[str, tuple[int, int]]]:
    """Return the least and the most that each build kept; ValueError for any other line."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for line in text.splitlines():
        if build := BUILD.fullmatch(line):
            current = found.setdefault(build[1], {})
        elif kept := KEPT.fullmatch(line):
            current[kept[1]] = (int(kept[2].replace(",", "")), int(kept[3].replace(",", "")))
        else:
            raise ValueError(f"neither a build nor a count: {line!r}")
    return found


def test_all_builds_are_measured_the_same():
    found = blocks(RESULTS)
    assert len(found) >= 2
    assert [list(block) for block in found.values()] == [WORDS] * len(found)


@pytest.mark.parametrize("build", blocks(RESULTS))
def test_the_results_say_what_the_lesson_says(build):
    ints, fractions, called = blocks(RESULTS)[build].values()
    assert (ints == (200_000, 200_000)) == ("with the GIL" in build)
    assert fractions[1] < 200_000
    assert called[0] < 200_000


@pytest.mark.parametrize("line", ["  int: 3 of 4", "CPython", ""])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match="neither"):
        blocks(f"{RESULTS}{line}\n")


def test_the_script_prints_lines_of_this_form(monkeypatch, capsys):
    names = runpy.run_path(str(DATA / "lost_updates.py"))["main"].__globals__
    monkeypatch.setitem(names, "kept", lambda function, start: 4 * names["ROUNDS"])
    names["main"]()
    (counts,) = blocks(capsys.readouterr().out).values()
    assert list(counts) == WORDS


def test_the_script_needs_the_standard_library_only():
    tree = ast.parse((DATA / "lost_updates.py").read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    imported = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    imported |= {str(n.module) for n in nodes if isinstance(n, ast.ImportFrom)}
    assert imported == {"fractions", "platform", "sys", "threading"}

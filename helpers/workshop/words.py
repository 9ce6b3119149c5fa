"""The board in words, for a terminal; and texts of strangers made fit to be shown."""

from __future__ import annotations

import unicodedata

from helpers.workshop.pack import one_line
from helpers.workshop.view import SYMBOLS, Mark, View

__all__ = ["counted", "heading", "legend", "said", "visible", "words_of"]

COLUMNS = 100


def visible(text: str) -> str:
    """Return a text whose every sign shows: what steers a terminal or the direction is "�"."""
    kept = (
        sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else "�"
        for sign in text.replace("\r\n", "\n").expandtabs(4)
    )
    return "".join(kept)


def said(mark: Mark) -> str:
    """Return what a mark means in words."""
    if not mark.code:
        return "nothing handed in"
    what = {"WAITING": "waits to be judged", "NOT_ATTEMPTED": "nothing written yet"}
    checks = f", {counted(mark.checks, 'check')}" if mark.checks else ""
    return what.get(mark.code, mark.code) + checks


def legend() -> list[tuple[str, str]]:
    """Return each symbol with its meaning."""
    meanings = {
        "PASS": "passed",
        "NOT_ATTEMPTED": "nothing written yet",
        "GRADER_FAULT": "could not be judged here",
        "WAITING": "waits to be judged",
        "": "nothing handed in",
    }
    return [("✗", "not yet"), *((SYMBOLS[code], words) for code, words in meanings.items())]


def counted(number: int, what: str) -> str:
    """Return "1 seat", "2 seats"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def heading(view: View) -> str:
    """Return one line: how many seats there are, when, and what is still to do."""
    left = f"{counted(view.waiting, 'answer')} to judge" if view.waiting else "all judged"
    return f"{counted(len(view.rows), 'seat')} at {view.at:%H:%M:%S}; {left}"


def words_of(view: View) -> str:
    """Return the whole board as lines."""
    lines = [heading(view), *_table(view), *_legend(view)]
    if view.helps:
        lines += ["", "May need help"]
        lines += [f"  {row.seat}: {'; '.join(row.reasons)}" for row in view.helps]
    if view.mistakes:
        lines += ["", "Commonest mistakes"]
    for mistake in view.mistakes:
        lines.append(f"  {mistake.task}  {mistake.code}  {counted(mistake.seats, 'seat')}")
        lines += [f"      {label:<8}{one_line(text, COLUMNS)}" for label, text in mistake.lines]
        lines += [f"      | {line}" for line in mistake.example.splitlines()]
    if view.troubles:
        lines += ["", "Files that are not shown", *(f"  {line}" for line in view.troubles)]
    return visible("\n".join(lines))


def _table(view: View) -> list[str]:
    """Return the table of tasks × seats, in as many parts as its width asks for."""
    wide = max([len("passed"), *(len(row.seat) for row in view.rows)])
    fit = max(1, (COLUMNS - wide) // 7)
    lines = []
    for first in range(0, len(view.tasks), fit):
        part = slice(first, first + fit)
        lines += ["", " ".join([" " * wide, *(f"{task:>6}" for task in view.tasks[part])])]
        for row in view.rows:
            cells = (f"{mark.symbol}{mark.checks or '':>3}" for mark in row.marks[part])
            lines.append(" ".join([f"{row.seat:<{wide}}", *(f"{cell:>6}" for cell in cells)]))
        done = (view.passed[task] for task in view.tasks[part])
        lines.append(" ".join([f"{'passed':<{wide}}", *(f"{number:>6}" for number in done)]))
    return lines


def _legend(view: View) -> list[str]:
    if not view.tasks:
        return ["", "No pack has come yet."]
    parts = [f"{symbol} {words}" for symbol, words in legend()]
    return ["", " · ".join(parts), "The number behind a symbol: how many checks the seat has made."]

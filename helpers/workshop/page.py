"""The board as a page: one file without scripts, whose every word of strangers is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from helpers.grading.verdict import PASS, STUCK
from helpers.workshop.files import write_whole
from helpers.workshop.view import SYMBOLS, Mark, Mistake, View
from helpers.workshop.words import counted, heading, legend, said, visible

__all__ = ["EVERY", "NotOurs", "check_page", "page_of", "write_page"]

MARK = '<meta name="generator" content="Loops &amp; Threads: board">'
EVERY = 5  # seconds between two refreshes
MOST_HELPS = 10  # seats whose reasons are told
FEW = 12  # tasks of which the mistakes' names stand in the table


class NotOurs(Exception):
    """The page would replace a file that is no such page."""


def check_page(path: Path) -> None:
    """Raise NotOurs unless a page may be written to `path`: it is new, or a page of this kind."""
    if not path.parent.is_dir():
        raise NotOurs(
            f"there is no folder {path.parent}; make it, or name another page with --page."
        )
    if path.is_dir() or (path.exists() and MARK not in _begin_of(path)):
        raise NotOurs(f"{path} is there already and is no board; name another with --page.")


def _begin_of(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(1_000)


def write_page(path: Path, view: View, refresh: bool = True) -> None:
    """Store the page whole, or leave the one before. Raises OSError."""
    write_whole(path, page_of(view, refresh).encode())


def page_of(view: View, refresh: bool = True) -> str:
    """Return the board as HTML; with `refresh` it is read again every few seconds."""
    parts = {
        "MARK": MARK,
        "REFRESH": f'<meta http-equiv="refresh" content="{EVERY}">' if refresh else "",
        "STYLE": _part("page.css"),
        "HEAD": f"{heading(view)}.",
    }
    page = _part("page.html")
    for key, value in parts.items():
        page = page.replace(f"@{key}@", value)
    sections = [_help(view), _table(view), _mistakes(view), _troubles(view)]
    return page.replace("@SECTIONS@", "\n".join(sections))  # the last: it holds others' words


def _escaped(text: str) -> str:
    return html.escape(visible(text), quote=True)


def _help(view: View) -> str:
    rows = [
        f"<li><strong>{_escaped(row.seat)}</strong>: {_escaped('; '.join(row.reasons))}</li>"
        for row in view.helps
    ]
    if len(rows) > MOST_HELPS:
        rest = "; ".join(row.seat for row in view.helps[MOST_HELPS:])
        rows[MOST_HELPS:] = [f"<li>less urgent: {_escaped(rest)}</li>"]
    return _section("May need help", f"<ul>{''.join(rows)}</ul>" if rows else "<p>Nobody now.</p>")


def _table(view: View) -> str:
    if not view.tasks:
        return _section("Tasks and seats", "<p>No pack has come yet.</p>")
    names = len(view.tasks) <= FEW
    head = "".join(f'<th scope="col">{task}</th>' for task in view.tasks)
    body = "".join(
        f'<tr><th scope="row">{_escaped(row.seat)}</th>'
        f"<td>{row.passed}</td><td>{row.minutes} min ago</td>"
        f"{''.join(_cell(row.seat, mark, names) for mark in row.marks)}</tr>\n"
        for row in view.rows
    )
    foot = "".join(f"<td>{view.passed[task]}</td>" for task in view.tasks)
    key = " · ".join(f"{symbol} {words}" for symbol, words in legend())
    return _section(
        "Tasks and seats",
        '<div class="wide"><table><thead><tr><th scope="col">seat</th><th scope="col">passed</th>'
        f'<th scope="col">pack</th>{head}</tr></thead>\n<tbody>{body}</tbody>'
        f'<tfoot><tr><th scope="row">passed</th><td></td><td></td>{foot}</tr></tfoot>'
        f"</table></div><p><small>{key} · the number behind a symbol: how many checks the "
        "seat says it has made</small></p>",
    )


def _cell(seat: str, mark: Mark, names: bool) -> str:
    words = _escaped(f"{seat}, {mark.task}: {said(mark)}")
    name = f"<small>{_escaped(mark.code)}</small>" if names and mark.code not in SYMBOLS else ""
    count = f" {mark.checks}" if mark.checks else ""
    return (
        f'<td class="{_class_of(mark)}" title="{words}" aria-label="{words}">'
        f"{mark.symbol}{count}{name}</td>"
    )


def _class_of(mark: Mark) -> str:
    if mark.code in SYMBOLS:
        return "done" if mark.code == PASS else "none"
    return "stuck" if mark.code == STUCK else "not"


def _mistakes(view: View) -> str:
    parts = [_mistake(each) for each in view.mistakes]
    return _section("Commonest mistakes", "".join(parts) or "<p>None now.</p>")


def _mistake(mistake: Mistake) -> str:
    rows = (f"<dt>{label}</dt><dd>{_escaped(words)}</dd>" for label, words in mistake.lines)
    example = f"<pre>{_escaped(mistake.example)}</pre>" if mistake.example else ""
    title = (
        f"{mistake.task} {_escaped(mistake.code)} <small>{counted(mistake.seats, 'seat')}</small>"
    )
    return f"<h3>{title}</h3><dl>{''.join(rows)}</dl>{example}\n"


def _troubles(view: View) -> str:
    return _section("Files that are not shown", _items(view.troubles)) if view.troubles else ""


def _items(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_escaped(line)}</li>' for line in lines)}</ul>"


def _section(title: str, content: str) -> str:
    return f"<section><h2>{title}</h2>{content}</section>"


def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")

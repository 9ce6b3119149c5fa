"""Makes the page of a watched program: one file that shows everything without the net."""

from __future__ import annotations

import html
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.heartbeat import Heartbeat
from helpers.own_program.beats import Beats
from helpers.timeline import Recording, Span, Timeline
from helpers.timeline.model import counted, duration
from helpers.timeline.replay import replay

__all__ = ["MARK", "Page", "page_of_beats", "page_of_recording"]

MARK = '<meta name="generator" content="Loops &amp; Threads: watch">'
MOST_SPANS = 3_000  # that a page steps through
MOST_NAMED = 10  # stalls, or tasks that had not ended
LONG = 40  # lines


@dataclass(frozen=True)
class Page:
    """What every page tells: of which program, how it ended, and what went wrong unseen."""

    title: str
    head: list[str]
    troubles: list[str]

    def written(self, *sections: str) -> str:
        """The page with these sections, in HTML."""
        parts = {
            "MARK": MARK,
            "STYLE": _part("page.css"),
            "TITLE": html.escape(self.title),
            "HEAD": html.escape("; ".join(self.head)) + ".",
            "BUILD": f"{platform.python_implementation()} {platform.python_version()}",
            "SECTIONS": "\n".join([self._wrong(), *sections]),
        }
        page = _part("page.html")
        for key, value in parts.items():
            page = page.replace(f"@{key}@", value)
        return page

    def _wrong(self) -> str:
        nothing = "No error was hidden, and no thread or task was left at the end."
        return _section("Hidden errors, and what was left", _items(self.troubles, nothing))


def page_of_recording(seen: Timeline, page: Page, between: tuple[float, float] | None) -> str:
    """The page of a recording: what held the loops, pictures, a replay, all in words."""
    recording = seen.recording
    page = replace(page, troubles=[*page.troubles, *_unfinished(recording)])
    whole = 0.0, max(recording.length, 1e-3)
    part = _window(recording, between)
    loops = any(lane.kind == "loop" for lane in recording.lanes)
    nothing = "Nothing held a loop for long." if loops else "No loop of asyncio's was seen to run."
    stalls = _items(_stalls(recording), nothing)
    sections = [_section("What held a loop", stalls)]
    if part != whole:
        sections.append(_section("The whole run", seen.draw()._repr_html_()))
    inside = _inside(recording, part)
    words = _words_of(part, whole, recording, inside)
    sections += [
        _section("Step by step", words + replay(inside, between=part)._repr_html_()),
        _folded("In words", seen.describe()),
        _folded("Seconds of each task and thread", seen.summary()),
    ]
    return page.written(*sections)


def page_of_beats(seen: Beats, page: Page) -> str:
    """The page of heartbeats: how late each loop was, and which lines held it."""
    sections = [_beats(name, heart) for name, heart in seen.hearts if len(heart.beats) > 1]
    more = seen.runs - len(sections)
    words = (
        f"<p>{counted(more, 'run')} of a loop more, with shorter gaps or of less than a beat.</p>"
    )
    return page.written(*sections, *[_section("Other runs", words)] * (more > 0))


def _beats(name: str, heart: Heartbeat) -> str:
    said = f"<pre>{html.escape(heart.report())}</pre>"
    return _section(f"A loop in {name}", said + heart.draw()._repr_html_())


def _window(recording: Recording, between: tuple[float, float] | None) -> tuple[float, float]:
    """First and last second to step through: as chosen, or the last so many steps of a long run.

    Of a chosen part with more steps than a page can hold, it is the first ones.
    """
    first, last = between or (0.0, max(recording.length, 1e-3))
    begun = (s.start for s in recording.spans if s.state != "idle" and first <= s.start <= last)
    starts = sorted(begun)
    if len(starts) <= MOST_SPANS:
        return first, last
    return (first, starts[MOST_SPANS]) if between else (starts[-MOST_SPANS], last)


def _inside(recording: Recording, part: tuple[float, float]) -> Recording:
    """The same without what lies outside, and lanes of which nothing lies inside."""
    spans = tuple(s for s in recording.spans if s.end >= part[0] and s.start <= part[1])
    kept = {span.lane for span in spans}
    less = recording.without(*(lane.name for lane in recording.lanes if lane.name not in kept))
    hops = tuple(h for h in less.hops if h.end >= part[0] and h.start <= part[1])
    return replace(less, spans=spans, hops=hops)


def _words_of(
    part: tuple[float, float], whole: tuple[float, float], all_of: Recording, inside: Recording
) -> str:
    if part == whole:
        return ""
    left = len(all_of.lanes) - len(inside.lanes)
    words = f"From {duration(part[0])} to {duration(part[1])} of {duration(whole[1])}"
    words += f"; {left} lanes did nothing then" if left else ""
    return f"<p>{words}. Another part: <code>--between START END</code>, in seconds.</p>"


def _stalls(recording: Recording) -> list[str]:
    """The longest stalls first, each with the line that made it."""
    loops = {lane.name for lane in recording.lanes if lane.kind == "loop"}
    found = [s for s in recording.spans if s.state == "stalled" and s.lane not in loops]
    found.sort(key=lambda span: span.start - span.end)
    return _first(found, _stall, "stall")


def _unfinished(recording: Recording) -> list[str]:
    """The tasks that had not ended when the recording did."""
    found = [lane for lane in recording.shown() if lane.kind == "task" and not lane.end]
    return _first(found, lambda lane: f"task {lane.name} had not ended", "task")


def _first(things: list[Any], say: Callable[[Any], str], kind: str) -> list[str]:
    """A line for each of the first things, and how many more there are."""
    more = len(things) - MOST_NAMED
    return [*map(say, things[:MOST_NAMED])] + [f"and {counted(more, kind)} more"] * (more > 0)


def _stall(span: Span) -> str:
    cause, _, length = span.label.rpartition(" · ")
    return f"{length} at {duration(span.start)}, task {span.lane}: {cause or 'its own code'}"


def _items(lines: list[str], nothing: str) -> str:
    if not lines:
        return f"<p>{html.escape(nothing)}</p>"
    return "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>"


def _folded(title: str, text: str) -> str:
    """Text of as many lines as there are tasks and threads: long ones open on a click."""
    state = "open" if text.count("\n") < LONG else ""
    return (
        f"<section><details {state}><summary><h2>{html.escape(title)}</h2></summary>"
        f"<pre>{html.escape(text)}</pre></details></section>"
    )


def _section(title: str, content: str) -> str:
    return f"<section><h2>{html.escape(title)}</h2>{content}</section>"


def _part(name: str) -> str:
    """What a file next to this one holds, without its first line, which says what it is for."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8").partition("\n")[2]

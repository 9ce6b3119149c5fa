"""What an exploration found: counts, and the simplest failing schedule as a table."""

from __future__ import annotations

import html
import linecache
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.interleavings.drawing import SchedulesPicture

__all__ = ["Failure", "Report", "Step"]

WIDTH = 36  # of a column of the table, in characters


@dataclass(frozen=True)
class Step:
    """One step of one thread or task.

    who: its number; A is 0.
    line: the line in its file or cell, from 1.
    text: the source line, or what is read or written.
    """

    who: int
    line: int
    text: str

    @classmethod
    def of(cls, who: int, step: tuple | None) -> Step:
        """From what the scheduler noted: (code, line, what)."""
        if step is None:
            return cls(who, 0, "ends")
        code, line, what = step
        if code is None:
            return cls(who, 0, f"(library) {what}")
        source = linecache.getline(code.co_filename, line).strip()
        if what == "goes on":
            return cls(who, line, f"{source}  (goes on)")
        return cls(who, line, what or source)


@dataclass(frozen=True)
class Failure:
    """One schedule, most often one that goes wrong.

    steps: what its threads or tasks did, in order.
    why: what came of it, in sentences.
    order: the schedule as letters, as explore(order=...) takes it.
    """

    steps: tuple[Step, ...]
    why: tuple[str, ...]
    order: str


@dataclass
class Report:
    """The result of explore() and explore_tasks().

    names: of the threads or tasks, with their letters.
    schedules: how many schedules were run, which is all there are if complete. With reduce=True
        each run counts for every schedule that has its dependent steps in the same order, so that
        the number is that of the full search; None if the runs are too long for counting.
    failed: how many of them go wrong: check() is false, an exception, or a deadlock.
    deadlocks: how many of them end with a thread that nobody can wake.
        (If schedules is None, failed, deadlocks and outcomes count executions.)
    executions: how many runs were made, without the rehearsal of the first; with reduce=True also
        those that were broken off because they would only have repeated another.
    complete: whether that was all there are.
    outcomes: what outcome(state) returned, with the number of schedules.
    raised: the first exception that one of the functions raised in any run, or None.
    retries: how many runs were brought to their end in one order only, since a thread tried for
        a lock in vain again and again; then there are more schedules, and complete is False.
    runs: (schedule as letters, whether it went wrong) of every execution.
    shown: the failing execution with the fewest switches, and of these the shortest, or None;
        the only run if the order was dictated.
    """

    names: list[str]
    what: str = "threads"
    bounds: str = ""
    schedules: int | None = 0
    failed: int = 0
    deadlocks: int = 0
    executions: int = 0
    complete: bool = False
    seconds: float = 0.0
    outcomes: Counter = field(default_factory=Counter)
    runs: list[tuple[str, bool]] = field(default_factory=list)
    shown: Failure | None = None
    raised: BaseException | None = None
    retries: int = 0
    notes: list[str] = field(default_factory=list)
    dictated: bool = False

    def table(self) -> str:
        """The simplest failing schedule (or the dictated one): a column a thread, a row a step."""
        shown = self.shown
        if shown is None:
            return ""
        width = min(WIDTH, max(len(t) for t in [*self.names, *map(cell, shown.steps)]))
        rows = [row(self.names, width), "-+-".join("-" * width for _ in self.names)]
        for step in shown.steps:
            cells = [""] * len(self.names)
            cells[step.who] = cell(step)
            rows.append(row(cells, width))
        return "\n".join(rows + [f"=> {line}" for line in shown.why])

    def heading(self) -> str:
        """The counts, and what "all" means."""
        if self.dictated:
            return f"one schedule, as dictated: {self.runs[0][0]}"
        some = "" if self.complete or self.retries else " (the limit was reached: there are more)"
        what = (
            number(self.schedules, "schedule")
            if self.schedules
            else number(self.executions, "execution")
        )
        counted = f"{what}{some}: {self.failed:,} failed"
        if self.deadlocks:
            counted += f", {self.deadlocks:,} of these deadlocked"
        return counted

    def __str__(self) -> str:
        lines = [self.heading(), self.bounds]
        if self.outcomes:
            listed = sorted(self.outcomes.items(), key=lambda item: (-item[1], str(item[0])))
            lines.append(
                "outcomes: " + ", ".join(f"{out} × {count:,}" for out, count in listed[:8])
            )
        if self.shown is not None:
            lines += (
                [""] if self.dictated else ["", f"simplest failure, order {self.shown.order!r}:"]
            )
        return "\n".join([*lines, self.table(), *self.notes]).rstrip()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"

    def draw(self, *, title: str = "", most: int = 48, theme: str = "light") -> SchedulesPicture:
        """A picture of the schedules: a column a schedule, a square a step.

        title: above the picture; the counts if empty.
        most: how many columns at most; of more schedules a sample is drawn.
        theme: "light" or "dark".
        Returns an object that Jupyter shows as a PNG.
        """
        from helpers.interleavings.drawing import draw_schedules  # matplotlib is slow to import

        return draw_schedules(self, title=title, most=most, theme=theme)


def number(count: int, word: str) -> str:
    """ "1 schedule", "1,680 schedules"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def cell(step: Step) -> str:
    """A step in the table."""
    return f"{step.line:3} {step.text}" if step.line else f"    {step.text}"


def row(cells: list[str], width: int) -> str:
    """One row of the table."""
    cut = [text if len(text) <= width else text[: width - 1] + "…" for text in cells]
    return " | ".join(f"{text:{width}}" for text in cut).rstrip()

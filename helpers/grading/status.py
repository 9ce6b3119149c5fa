"""Says in words how far a learner is: in one exercise, and in the whole course."""

import html
from pathlib import Path
from typing import Any, NamedTuple

from helpers.grading.progress import Records, read
from helpers.grading.registry import find_version, known, letters
from helpers.grading.verdict import PASS

__all__ = ["Row", "Status", "course_map", "course_records"]


class Row(NamedTuple):
    """One task: a symbol, its name such as "01.a", and its state in words."""

    symbol: str
    task: str
    state: str

    def __str__(self) -> str:
        return f"  {self.symbol} {self.task}  {self.state}"


class Status:
    """The tasks of one exercise, with the states that `records` tell; None tells none."""

    def __init__(self, exercise: str, records: Records | None) -> None:
        self.exercise, self.records = exercise, records

    @property
    def rows(self) -> list[Row]:
        """One for each task, if there are records."""
        return [] if self.records is None else [self._row(x) for x in letters(self.exercise)]

    @property
    def done(self) -> int:
        """How many tasks are passed, also those whose check has changed since."""
        return sum(row.symbol == "✓" for row in self.rows)

    @property
    def title(self) -> str:
        """One line: the exercise, its number of tasks, and how many of them are done."""
        title = f"{self.exercise.replace('_', ' ')} · {_tasks(len(letters(self.exercise)))}"
        return title if self.records is None else f"{title}, {self.done} done"

    @property
    def heading(self) -> str:
        """The title, and what is the matter with the records, if something is."""
        return f"{self.title}\n{self._trouble}".rstrip()

    @property
    def _trouble(self) -> str:
        return self.records.trouble if self.records else ""

    def __str__(self) -> str:
        return "\n".join([self.heading, *map(str, self.rows)])

    def _repr_html_(self) -> str:
        """The same words for JupyterLab; it inherits the theme's colours, so it reads in both."""
        rows = [
            f'<tr><td>{row.symbol}</td><td style="text-align:left">{row.task}</td>'
            f'<td style="text-align:left">{html.escape(row.state)}</td></tr>'
            for row in self.rows
        ]
        table = f"<table>{''.join(rows)}</table>" if rows else ""
        title, trouble = html.escape(self.title), html.escape(self._trouble)
        return f"<div><strong>{title}</strong>{table}{trouble}</div>"

    def _row(self, letter: str) -> Row:
        task = f"{self.exercise[:2]}.{letter}"
        entry = self.records.tasks.get(task)
        if entry is None:
            return Row("○", task, "not begun")
        if entry["verdict"] != PASS:
            return Row("✗", task, f"not yet: {entry['verdict']} on {entry['date']}")
        now = entry["check"] == find_version(self.exercise, letter)
        what = "passed" if now else "passed an earlier version of the check"
        return Row("✓", task, f"{what} on {entry['date']}")


def course_map(folder: Path) -> str:
    """Return the states of all tasks of the course, as `folder` remembers them."""
    records = read(folder)
    # The file's trouble concerns all exercises: it is said once, at the end.
    exercises = [Status(name, Records(records.tasks)) for name in known()]
    total = _tasks(sum(len(letters(exercise.exercise)) for exercise in exercises))
    last = f"{total}, {sum(exercise.done for exercise in exercises)} done"
    return "\n".join([*map(str, exercises), last, *filter(None, [records.trouble])])


def _tasks(number: int) -> str:
    return f"{number} task{'' if number == 1 else 's'}"


def course_records(folder: Path) -> dict[str, Any]:
    """Return the same for programs: plain data, with an entry for each task of the course."""
    records = read(folder)
    tasks = {
        f"{exercise[:2]}.{letter}": _record(records, exercise, letter)
        for exercise in known()
        for letter in letters(exercise)
    }
    done = sum(task["passed"] for task in tasks.values())
    data = {"done": done, "of": len(tasks), "tasks": tasks}
    return {**data, "trouble": records.trouble} if records.trouble else data


def _record(records: Records, exercise: str, letter: str) -> dict[str, Any]:
    """Return one task's entry: its exercise, and, once it was tried, its best verdict and date."""
    entry = records.tasks.get(f"{exercise[:2]}.{letter}")
    if entry is None:
        return {"exercise": exercise, "passed": False}
    passed = entry["verdict"] == PASS
    now = entry["check"] == find_version(exercise, letter)
    found = {"exercise": exercise, "passed": passed, "verdict": entry["verdict"]}
    return {**found, "date": entry["date"], "of_this_check": now}

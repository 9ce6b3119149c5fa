"""Writes the page of notes on a lesson: its idea, what to ask, the mistakes that people make."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from helpers.authoring.workshop.lessons import PREDICTION, Lesson, minutes_of, title_of
from helpers.authoring.workshop.plan_pages import to_cell
from helpers.authoring.workshop.plans import Solve
from helpers.authoring.workshop.stored_answers import Cell, answer_cells
from helpers.grading.general import GENERAL
from helpers.grading.registry import find
from helpers.grading.verdict import Rule
from helpers.notebook_files import Course, NotebookError

__all__ = ["notes_page", "written_lessons"]

HERE = Path(__file__).parent
ASKED = (
    "Ask before the cell below is run, and let people answer before you do. What to expect is the "
    "judgement of those who wrote the lesson, wrong answers above all; nobody has counted the "
    "answers of a room. The lesson's answer is how its explanation begins."
)
EXPLAIN = "<summary>Explain</summary>"
BESIDE = re.compile(r"\]\((?=\d\d_|errors)")  # a link to another lesson
MOST_SHOWN = 5  # mistakes of a task with an example; the others are only named
MOST_LINES = 14  # of an example
BY_PROMISE = {  # of a mistake that mistakes.toml does not tell of
    "believes": "that the answer keeps this promise already: *@PROMISE@*.",
    "ask": "Which line of yours keeps it, and when would it fail to?",
}


def written_lessons(course: Course) -> list[str]:
    """Return the names of the lessons on which there are notes.

    Raises NotebookError for a lesson without notes, and for notes without a lesson.
    """
    lessons = {path.stem for path in course.notebooks("notebooks") if path.stem[:2].isdigit()}
    notes = {path.stem for path in (HERE / "notes").glob("*.toml")}
    if odd := sorted(lessons ^ notes):
        raise NotebookError(
            f"{', '.join(odd)}: a lesson and its notes, helpers/authoring/workshop/notes/"
            "NN_subject.toml, belong together; write the one or remove the other"
        )
    return sorted(lessons)


def notes_page(course: Course, name: str) -> str:
    """Return the page on one lesson, in Markdown."""
    lesson = Lesson.read(course, name)
    written = tomllib.loads((HERE / "notes" / f"{name}.toml").read_text(encoding="utf-8"))
    parts = [
        f"# Notes on {lesson.number} {title_of(lesson.cells[0].source)}",
        _head(course, lesson),
        "## The one idea",
        written["idea"].strip(),
        "## What to ask, and what to expect",
        ASKED,
        *_questions(lesson, written["question"]),
        "## What goes wrong on machines",
        "\n".join(f"- {each}" for each in written["machines"]),
        *_mistakes(course, lesson),
    ]
    return "\n\n".join(parts) + "\n"


def _head(course: Course, lesson: Lesson) -> str:
    minutes = sum(minutes_of(cell) for cell in lesson.cells)
    text = f"[The lesson](../../{lesson.name}.ipynb), {minutes:.0f} minutes if all is shown"
    if tasks := _tasks(course, lesson):
        total = sum(task.minutes for task in tasks)
        text += f"; [its exercise](../../../exercises/{lesson.name}.ipynb), {total:.0f} minutes"
    return (
        f"{text}. [How to read a check's answer](../../../README.md#how-to-read-a-checks-answer)."
    )


def _tasks(course: Course, lesson: Lesson) -> list[Solve]:
    path = course.folder("exercises") / f"{lesson.name}.ipynb"
    if not path.is_file():
        return []
    exercise = Lesson.read(course, lesson.name, "exercises")
    ids = [identity for identity in exercise.places if identity.endswith("-task")]
    return [Solve(exercise, identity[0], "") for identity in ids]


def _questions(lesson: Lesson, written: list[dict]) -> Iterator[str]:
    """Each prediction of the lesson, in its own words, with the answer and what to expect."""
    expected = {each["cell"]: each["comes"].strip() for each in written}
    asked = [cell for cell in lesson.cells if PREDICTION in cell.source]
    if odd := sorted(expected.keys() - {cell.id for cell in asked}):
        raise NotebookError(f"{lesson.name}: the cells {odd} ask for no prediction")
    for cell in asked:
        question = " ".join(cell.source.partition(PREDICTION)[2].split("\n\n")[0].split())
        text = f"**{to_cell(lesson, cell.id, 'Predict', up=2)}.** {question}"
        if answer := _answer(lesson, cell.id):
            gap = "\n\n" if answer[0] in "-|" else " "  # a list and a table stand by themselves
            text += f"\n\n*The lesson's answer:*{gap}{answer}"
        if cell.id in expected:
            text += f"\n\n*Expect:* {expected[cell.id]}"
        yield text


def _answer(lesson: Lesson, identity: str) -> str:
    """Return the first paragraph of the explanation that follows a prediction; "" if none does."""
    for cell in lesson.cells[lesson.places[identity] + 1 :]:
        if PREDICTION in cell.source and EXPLAIN not in cell.source:
            return ""
        if EXPLAIN in cell.source:
            first = cell.source.partition(EXPLAIN)[2].strip().split("\n\n")[0]
            first = first.removesuffix("</details>").strip()
            first = first.replace("](#", f"]({lesson.name}.ipynb#")
            return BESIDE.sub("](../../", first)
    return ""


def _mistakes(course: Course, lesson: Lesson) -> Iterator[str]:
    tasks = _tasks(course, lesson)
    if not tasks:
        return
    yield "## The usual mistakes"
    yield (
        "From the rules of the checks and the stored wrong answers: of each task those mistakes "
        "that take the most forms, each with its shortest example."
    )
    for task in tasks:
        statement = f"{task.letter}-task"
        title = title_of(task.exercise.cell(statement).source)
        yield f"### {to_cell(task.exercise, statement, title, 'exercises', up=2)}"
        yield from _of_task(course, lesson.name, task.letter)


def _of_task(course: Course, name: str, letter: str) -> Iterator[str]:
    rules = {rule.code: rule for rule in find(name, letter).rules if rule not in GENERAL}
    cells = answer_cells(course.root / "tests" / "answers" / name / f"{letter}.py")
    wrong = [cell for cell in cells if cell.kind == "wrong" and cell.code in rules]
    forms = Counter(cell.code for cell in wrong)
    order = sorted(forms, key=lambda code: (-forms[code], list(rules).index(code)))
    for code in order[:MOST_SHOWN]:
        shortest = min((cell for cell in wrong if cell.code == code), key=lambda c: len(c.text))
        yield from _mistake(rules[code], shortest, letter)
    if order[MOST_SHOWN:]:
        yield "Rarer: " + ", ".join(f"`{code}`" for code in order[MOST_SHOWN:]) + "."


def _mistake(rule: Rule, example: Cell, letter: str) -> Iterator[str]:
    """One mistake: its name, an answer that makes it, what is believed, and what to ask."""
    special = f", {example.special}" if example.special else ""
    yield f"**`{rule.code}`**{special}"
    if example.text.count("\n") <= MOST_LINES:
        yield f"```python\n{example.text}```"
    words = _words().get(rule.code, BY_PROMISE)
    told = f"Believes {words['believes']} Ask: {words['ask']} If nothing comes: {rule.hints[0]}"
    yield told.replace("@PROMISE@", rule.promise).replace("@LETTER@", letter)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "mistakes.toml").read_text(encoding="utf-8"))

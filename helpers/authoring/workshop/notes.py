"""Writes the page of notes on a lesson: its idea, what to ask, the mistakes that people make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.authoring.workshop.lessons import PREDICTION, Lesson, minutes_of, title_of
from helpers.authoring.workshop.mistakes import Mistake, mistakes_of, said_of
from helpers.authoring.workshop.plan_pages import to_cell
from helpers.authoring.workshop.plans import Solve
from helpers.authoring.workshop.written import NOTES, Written
from helpers.notebook_files import Course, NotebookError

__all__ = ["notes_page", "written_lessons"]

ASKED = (
    "Ask before the cell below is run, and let people answer before you do. What to expect is the "
    "judgement of those who wrote the lesson, wrong answers above all; nobody has counted the "
    "answers of a room. The lesson's answer is how its explanation begins."
)
EXPLAIN = "<summary>Explain</summary>"
BESIDE = re.compile(r"\]\((?=\d\d_|errors)")  # a link to another lesson
MOST_SHOWN = 5  # mistakes of a task with an example; the others are only named
MOST_LINES = 14  # of an example


def written_lessons(course: Course) -> list[str]:
    """Return the names of the lessons on which there are notes.

    Raises NotebookError for a lesson without notes, and for notes without a lesson.
    """
    lessons = {path.stem for path in course.notebooks("notebooks") if path.stem[:2].isdigit()}
    notes = {path.stem for path in NOTES.glob("*.toml")}
    if odd := sorted(lessons ^ notes):
        raise NotebookError(
            f"{', '.join(odd)}: a lesson and its notes, helpers/authoring/workshop/notes/"
            "NN_subject.toml, belong together; write the one or remove the other"
        )
    return sorted(lessons)


def notes_page(course: Course, name: str) -> str:
    """Return the page on one lesson, in Markdown."""
    lesson = Lesson.read(course, name)
    written = Written.of(lesson)
    parts = [
        f"# Notes on {lesson.number} {title_of(lesson.cells[0].source)}",
        _head(course, lesson),
        "## The one idea",
        written.idea,
        "## What to ask, and what to expect",
        ASKED,
        *_questions(lesson, written.expected),
        "## What goes wrong on machines",
        "\n".join(f"- {each}" for each in written.machines),
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


def _questions(lesson: Lesson, expected: dict[str, str]) -> Iterator[str]:
    """Each prediction of the lesson, in its own words, with the answer and what to expect."""
    for cell in (cell for cell in lesson.cells if PREDICTION in cell.source):
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
        "that take the most forms, each with its shortest example. What a learner believes is "
        "the judgement of the authors; where they suppose nothing, the broken promise stands, and "
        "what the check itself says next."
    )
    for task in tasks:
        statement = f"{task.letter}-task"
        title = title_of(task.exercise.cell(statement).source)
        yield f"### {to_cell(task.exercise, statement, title, 'exercises', up=2)}"
        answer = to_cell(task.exercise, f"{task.letter}-attempt", "its answer", "solutions", up=2)
        yield f"The course shows {answer} with its given cells."
        yield from _of_task(course, lesson.name, task.letter)


def _of_task(course: Course, name: str, letter: str) -> Iterator[str]:
    found = mistakes_of(course, name, letter)
    for mistake in found[:MOST_SHOWN]:
        yield from _mistake(mistake, letter)
    if found[MOST_SHOWN:]:
        yield "Rarer: " + ", ".join(f"`{rule.code}`" for rule, _ in found[MOST_SHOWN:]) + "."


def _mistake(mistake: Mistake, letter: str) -> Iterator[str]:
    """One mistake: its name, an answer that makes it, what is believed, and what to ask."""
    rule, example = mistake
    special = f", {example.special}" if example.special else ""
    yield f"**`{rule.code}`**{special}"
    if example.text.count("\n") <= MOST_LINES:
        yield f"```python\n{example.text}```"
    told, asked = said_of(rule, letter)
    more = "" if rule.hints[0] in asked else f" If nothing comes: {rule.hints[0]}"
    yield f"{told} {asked}{more}"

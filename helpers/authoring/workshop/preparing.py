"""Writes what to do to prepare a plan, with the minutes that it takes, and a page on its tasks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.authoring.workshop.lessons import (
    minutes_of_reading,
    minutes_of_text,
    task_minutes,
    title_of,
)
from helpers.authoring.workshop.plan_pages import to_cell
from helpers.authoring.workshop.plans import Part, Plan, Solve
from helpers.authoring.workshop.speaking import (
    REQUEST,
    beside_cell,
    beside_part,
    beside_plan,
    beside_task,
    likely_mistakes,
    solved_together,
)
from helpers.authoring.workshop.tasks import answer_of, given_to
from helpers.notebook_files import Course

__all__ = ["before_page", "checklist", "minutes_to_prepare", "steps", "tasks_page"]

BEFORE = Path(__file__).with_name("before.md")
NEEDED = re.compile(r"^## (?:The message|In the room).*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FIND = 2.0  # judged: from the README to a plan's page, and through the head of it
START = 2.0  # judged: a first start of the lab that is installed, and a few cells
HAND_IN = 2.0  # judged: one answer that is copied, one check, one hint
PUT_BACK = 1.0  # judged: two menus and a command
MAKE = 2.0  # judged: two commands, which run by themselves, and a page that opens
HAND_OUT = 3.0  # judged: a message that is copied and sent, and a page that is printed
HOW = (
    "For who knows asyncio and threads, and has not seen the course. *About* means a judgement "
    "([how minutes are counted](before_you_teach.md#how-minutes-are-counted)); what seats write "
    "back to your message comes on top. Begin a week before."
)
OPTIONAL = (
    "Optional, but worth it: solve the {number} tasks yourself, in about {minutes:.0f} minutes. "
    "Also optional are the whole lessons, the notes on them, and other sections of [before you "
    "teach](before_you_teach.md). The rest of this page is for the room, and says what stands "
    "beside the slides."
)
TASKS_HEAD = (
    "The answers are the course's own; others pass as well. What a learner believes is judgement."
)
GIVEN = "The cells that are given"
TOGETHER = "What is typed, state by state, and what the check says of each"
ANSWER = "The course's answer"


def checklist(plan: Plan, tasks: str) -> str:
    """Return the section that says how to prepare a plan; `tasks` is its page of tasks."""
    found = steps(plan, tasks)
    total = minutes_to_prepare(plan, tasks)
    solved = [task for part in plan.parts for task in part.tasks]
    half = sum(task_minutes(task.exercise, task.letter) for task in solved) / 2
    optional = OPTIONAL.format(number=len(solved), minutes=half)
    rows = [f"| {n} | {text} | {_minutes(m, j)} |" for n, (text, m, j) in enumerate(found, 1)]
    table = ["| | do | minutes |", "|---|---|---|", *rows, f"| | **together** | {total:.0f} |"]
    return "\n\n".join([f"## Prepare in {_hours(total)}", HOW, "\n".join(table), optional])


def minutes_to_prepare(plan: Plan, tasks: str) -> float:
    """Return the minutes of all that a checklist names, as its rows show them."""
    return sum(round(minutes) for _, minutes, _ in steps(plan, tasks))


def before_page(prepared: list[tuple[Plan, float]]) -> str:
    """Return the page on what to do before teaching, with the minutes that each plan needs."""
    rows = [
        f"| [{plan.title}]({plan.file}.md) | {plan.length} | {minutes:.0f} |"
        for plan, minutes in prepared
    ]
    table = ["| plan | minutes in the room | minutes to prepare |", "|---|---|---|", *rows]
    return BEFORE.read_text(encoding="utf-8").replace("@PLANS@", "\n".join(table))


def _hours(minutes: float) -> str:
    return "an hour" if minutes <= 60 else f"{math.ceil(minutes / 30) / 2:g} hours"


def _minutes(minutes: float, judged: bool) -> str:
    return f"about {minutes:.0f}" if judged else f"{minutes:.0f}"


def steps(plan: Plan, tasks: str) -> list[tuple[str, float, bool]]:
    """Return what there is to do, the minutes of each, and whether these are only judged."""
    parts = [(part.lesson.number, round(_of_part(part))) for part in plan.parts]
    around = round(minutes_of_text(f"{beside_plan(plan)} {plan.left_out} {plan.instead} {REQUEST}"))
    each = ", ".join(f"{number}: {minutes}" for number, minutes in parts)
    needed = "".join(NEEDED.findall(BEFORE.read_text(encoding="utf-8")))
    read = sum(minutes for _, minutes in parts) + around
    late = ", and *If you are late* at the end of this page" if plan.late else ""
    return [
        (_MAKE.format(file=plan.file), MAKE, True),
        (_SEE.format(late=late), FIND + minutes_of_text(needed + plan.late + "".join(LIST)), True),
        (_SEND, HAND_OUT, True),
        (_READ.format(each=each, around=around, file=plan.file), read, False),
        (_TASKS.format(file=plan.file), minutes_of_text(tasks), False),
        _trial(plan),
    ]


_MAKE = (
    'In a terminal, in your clone, `make slides ARGS={file} && make plans ARGS="-k {file}"` '
    "([without make](before_you_teach.md#without-make)). In a fresh clone it downloads half a "
    "gigabyte; it runs by itself while you read on. In the end it says *passed* if the plan's "
    "cells print on your machine what the slides show."
)
_SEE = (
    "Read this list, and of [before you teach](before_you_teach.md) *The message* and *In the "
    "room*{late}. *Ten minutes before* is for the day itself."
)
_SEND = (
    "Send that message, and print [the handout](handout.html), two pages, for each seat; it is for "
    "later, and is given out at the end."
)
_READ = (
    "Open notebooks/workshop/slides_{file}.html in a browser, and press `r`: all cells of the "
    "plan, what they print, and boxes with what you say and what to expect. Leave out what belongs "
    "to tasks, which comes next. Minutes of the parts {each}, of the first and the last slide: "
    "{around}. Then press `r` again, and `s`, and go on by one slide: your notes follow, with a "
    "clock."
)
_TASKS = (
    "Read [the tasks](notes/{file}.md): what is asked, answers, and the likely mistakes. What is "
    "folded there is for later, and not counted."
)
_START = (
    "`make lab`. Run the first cells of the first part, as far as {last}, as you will in the room."
)
_HAND_IN = (
    "Hand the lesson's first `breakfast` in to the exercise of lesson 00, and run `ex.a.hint()` "
    "(Ctrl+/ takes the `#` away): each seat sees that."
)
_ROUTE = (
    "In the exercise of lesson {number} run all above the answer to task {letter}, copy its first "
    "state from the page of step 5, run the check and, two cells on, `ex.{letter}.hint()` (Ctrl+/ "
    "takes the `#` away): seats see that."
)
_PUT_BACK = (
    "Then clear up: in the lesson *Edit > Clear Outputs of All Cells*, and save; close the "
    "exercise without saving, end the lab with Ctrl-C, and `.venv/bin/python -m helpers reset "
    "{number}`."
)
LIST = (HOW, _MAKE, _SEE, _SEND, _READ, _TASKS, _START, _ROUTE, _PUT_BACK, OPTIONAL)
LIST = tuple(f" {text}" for text in LIST)


def _trial(plan: Plan) -> tuple[str, float, bool]:
    """The last step: the route that the room takes together, or else one answer of lesson 00."""
    start, minutes = _START.format(last=_first_run(plan)), START + HAND_IN + PUT_BACK
    routes = (task for part in plan.parts for task in part.tasks if task.together)
    if task := next(routes, None):
        number, letter = task.exercise.number, task.letter
        route = _ROUTE.format(number=number, letter=letter)
        return f"{start} {route} {_PUT_BACK.format(number=number)}", minutes, True
    return f"{start} {_HAND_IN} {_PUT_BACK.format(number='00')}", minutes, True


def _first_run(plan: Plan) -> str:
    """How the first picture's cell begins, or else the last code cell of the first part."""
    part = plan.parts[0]
    code = [i for i in part.ids if part.lesson.cell(i).cell_type == "code"]
    drawn = (i for i in code if "draw()" in part.lesson.cell(i).source)
    return part.lesson.begins(next(drawn, code[-1]))


def _of_part(part: Part) -> float:
    """The minutes for reading a part: its cells, what is said beside them, and its tasks."""
    lesson = part.lesson
    cells = sum(minutes_of_reading(lesson.cell(identity)) for identity in part.ids)
    beside = [beside_part(part), *(beside_task(task) for task in part.tasks)]
    beside += [beside_cell(lesson, identity, part.asides) for identity in part.ids]
    return cells + sum(map(minutes_of_text, beside))


def tasks_page(course: Course, plan: Plan) -> str:
    """Return the page on a plan's tasks: what is asked, an answer, the usual mistakes."""
    tasks = [task for part in plan.parts for task in part.tasks]
    parts = [f"# The tasks of {plan.title[0].lower()}{plan.title[1:]}", TASKS_HEAD]
    for task in tasks:
        parts += _of_task(course, task)
    rows = [row for task in tasks for row in _rows(course, task)]
    head = ["| task | mistake | believes, or *breaks* | what you can do |", "|---|---|---|---|"]
    return "\n\n".join([*parts, "## The likely mistakes", "\n".join([*head, *rows])]) + "\n"


def _of_task(course: Course, task: Solve) -> Iterator[str]:
    """The statement of a task, the cells that are given, and answers."""
    exercise = task.exercise
    statement = exercise.cell(f"{task.letter}-task").source
    link = to_cell(exercise, f"{task.letter}-task", title_of(statement), "exercises", up=2)
    yield f"## {exercise.number}.{link}"
    yield statement.partition("\n")[2].strip()
    given = _python("\n\n\n".join(given_to(task)))
    yield _folded(GIVEN, given)
    answer = to_cell(exercise, f"{task.letter}-attempt", "answer", "solutions", up=2)
    shown = _python(answer_of(course, task))
    if task.together:
        yield f"{TOGETHER}:\n\n{solved_together(task)}"
        yield f"The course's own {answer} does the same."
        yield _folded(ANSWER, shown)
    else:
        yield f"The {answer}:\n\n{shown}"


def _python(source: str) -> str:
    return f"```python\n{source}\n```"


def _folded(summary: str, text: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


def _rows(course: Course, task: Solve) -> Iterator[str]:
    """Rows of a table: the mistakes to wait for."""
    for code, told, asked in likely_mistakes(course, task):
        told = told.removeprefix("Breaks the promise ").removeprefix("Believes ")
        yield f"| {task.name} | `{code}` | {told} | {asked} |"

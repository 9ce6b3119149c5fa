"""Writes a plan as a Markdown page: what to show, with links, what to skip, when to solve."""

from collections.abc import Iterable, Iterator

from helpers.authoring.workshop.lessons import PREDICTION, Lesson, title_of
from helpers.authoring.workshop.plans import Part, Plan
from helpers.authoring.workshop.routes import route_told
from helpers.authoring.workshop.speaking import (
    REQUEST,
    beside_cell,
    beside_task,
    how_to_open,
    run_first,
)

__all__ = ["plan_page", "to_cell"]

FEW = 3  # cells that are named one by one


def plan_page(plan: Plan, preparation: str) -> str:
    """Return the page of one plan; `preparation` is the section on how to prepare it."""
    parts = [*_head(plan), preparation, *_parts(plan), "## The end", plan.left_out, REQUEST]
    if plan.late:
        parts += ["## If you are late", plan.late]
    if plan.instead:
        parts.append(f"For you: {plan.instead}")
    return "\n\n".join(parts) + "\n"


def _head(plan: Plan) -> list[str]:
    return [
        f"# {plan.title}",
        plan.about,
        f"The parts take {plan.minutes:.0f} of {plan.length} minutes "
        "([how they are counted](before_you_teach.md#how-minutes-are-counted)); the other "
        f"{plan.left:.0f} are for the beginning, questions, answers of tasks and the end.",
        f"Begin with these words: {plan.opening}",
        "*From* is the time since the beginning, in hours and minutes, if nobody asks anything, "
        "*latest* if the minutes that are left are used up evenly; *open*: opening an exercise.",
        "\n".join(_table(plan)),
    ]


def _table(plan: Plan) -> list[str]:
    rows = [
        "| from | latest | part | show | board | open | solve | break |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for part, at, latest in plan.timed:
        tasks = ", ".join(f"{part.lesson.number}.{t.letter}: {t.minutes:.0f}" for t in part.tasks)
        name = title_of(part.lesson.cells[0].source)
        cells = [at, latest, f"{part.lesson.number} {name}", f"{part.show_minutes}"]
        cells += [str(part.board or ""), str(part.opening or ""), tasks, str(part.pause or "")]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _parts(plan: Plan) -> list[str]:
    texts = []
    mistakes = f"[The likely mistakes](notes/{plan.file}.md#the-likely-mistakes)"
    for part, at, _ in plan.timed:
        texts.append(f"## {at} · {part.lesson.number} {title_of(part.lesson.cells[0].source)}")
        texts += _part(part, mistakes)
    return texts


def _part(part: Part, mistakes: str) -> list[str]:
    lesson = part.lesson
    texts = [
        f"{part.say} ([notes on this lesson](notes/{lesson.name}.md))",
        f"*The one idea:* {part.idea}",
    ]
    if part.run_first:
        texts.append(run_first(_links(lesson, part.run_first)))
    if part.shown:
        shown = [f"- {_group(lesson, group)}" for group in part.shown]
        texts.append("\n".join([f"Show ({part.show_minutes} minutes):", "", *shown]))
    if said := list(_said(part)):
        texts.append("\n".join(["At these cells:", "", *said]))
    if part.board:
        texts.append(f"At the board: {part.board} minutes, {part.at_board}")
    if part.skip:
        texts.append(f"Left out: {part.skip}")
    for task in part.tasks:
        statement = f"{task.letter}-task"
        title = title_of(task.exercise.cell(statement).source)
        link = to_cell(task.exercise, statement, title, "exercises")
        how = "Solve together" if task.together else "Stop and solve"
        states = f" {route_told(task.name)}" if task.together else ""
        texts.append(
            f"**{how}** {link}: {beside_task(task)}{states} {how_to_open(task)} {mistakes}."
        )
    if part.pause:
        texts.append(f"**Break**: {part.pause} minutes.")
    return texts


def _said(part: Part) -> Iterator[str]:
    """What is said at the cells of a part, and what to expect of its predictions."""
    for identity in part.ids:
        if said := beside_cell(part.lesson, identity, part.asides):
            lesson, text = part.lesson, " ".join(said.split())
            heading = lesson.begins(identity).startswith(f"*{lesson.section(identity)}*")
            cell = (_ids if heading else _links)(lesson, [identity])
            yield f"- *{lesson.section(identity)}*, {cell}: {text}"


def _group(lesson: Lesson, group: tuple[str, ...]) -> str:
    """The cells of one group: their section, how many, first and last, where people predict."""
    first = lesson.cell(group[0])
    heading = first.source.startswith("#") and first.cell_type == "markdown"
    below = "" if heading else "below "
    text = f"{below}*{lesson.section(group[0])}*: "
    begin = _ids(lesson, group[:1]) if heading else _links(lesson, group[:1])
    if len(group) <= FEW:
        return ", ".join([text + begin, *(_links(lesson, [i]) for i in group[1:])])
    text += f"{len(group)} cells, {begin} to {_links(lesson, group[-1:])}"
    asked = [i for i in group if PREDICTION in lesson.cell(i).source]
    return f"{text}; people predict at {_ids(lesson, asked)}" if asked else text


def _links(lesson: Lesson, ids: Iterable[str]) -> str:
    """Links to cells, each with how the cell begins."""
    return ", ".join(f"{_ids(lesson, [i])} ({lesson.begins(i)})" for i in ids)


def _ids(lesson: Lesson, ids: Iterable[str]) -> str:
    return ", ".join(to_cell(lesson, identity, f"`{identity}`") for identity in ids)


def to_cell(lesson: Lesson, identity: str, words: str, folder: str = "", up: int = 1) -> str:
    """Return a link to a cell, from a page that lies `up` folders below notebooks/.

    folder: "exercises" for the cell of an exercise.
    """
    home = "../" * up + (f"../{folder}/" if folder else "")
    return f"[{words}]({home}{lesson.name}.ipynb#cell-id={identity})"

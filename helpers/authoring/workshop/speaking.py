"""What is said beside slides, in Markdown: from a plan, and from the notes on its lessons."""

from helpers.authoring.workshop.lessons import Lesson
from helpers.authoring.workshop.plans import Part, Solve
from helpers.authoring.workshop.written import Written

__all__ = ["beside_cell", "beside_part", "beside_task"]


def beside_part(part: Part) -> str:
    """Return what to say when a part begins, and its one idea."""
    return f"{part.say}\n\n*The one idea:* {Written.of(part.lesson).idea}"


def beside_cell(lesson: Lesson, identity: str) -> str:
    """Return what to expect of a prediction; "" for other cells, and where nothing is written."""
    expected = Written.of(lesson).expected.get(identity, "")
    return f"*Expect:* {expected}" if expected else ""


def beside_task(task: Solve) -> str:
    """Return for how long people solve a task, and what to say of it."""
    return f"{task.minutes:.0f} minutes. {task.why}"

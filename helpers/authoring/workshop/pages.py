"""All pages of the workshop that are stored: their places and what belongs there."""

from pathlib import Path

from helpers.authoring.workshop.handout import handout
from helpers.authoring.workshop.notes import notes_page, written_lessons
from helpers.authoring.workshop.plan_pages import plan_page
from helpers.authoring.workshop.plans import plans
from helpers.authoring.workshop.preparing import (
    before_page,
    checklist,
    minutes_to_prepare,
    tasks_page,
)
from helpers.notebook_files import Course, write_text

__all__ = ["FOLDER", "pages", "write_pages"]

FOLDER = "workshop"  # in notebooks/
HUB = Path(__file__).with_name("hub.md")  # written by hand


def pages(course: Course) -> dict[str, str]:
    """Return the text of each page, by its path below notebooks/workshop/."""
    found = {}
    prepared = []
    for plan in plans(course):
        tasks = found[f"notes/{plan.file}.md"] = tasks_page(course, plan)
        found[f"{plan.file}.md"] = plan_page(plan, checklist(plan, tasks))
        prepared.append((plan, minutes_to_prepare(plan, tasks)))
    found["before_you_teach.md"] = before_page(prepared)
    found["hub.md"] = HUB.read_text(encoding="utf-8")
    found["handout.html"] = handout(course)
    for name in written_lessons(course):
        found[f"notes/{name}.md"] = notes_page(course, name)
    return found


def write_pages(course: Course) -> list[Path]:
    """Store the pages; return those that were new or had changed."""
    folder = course.folder("notebooks") / FOLDER
    texts = pages(course)
    return [folder / name for name, text in texts.items() if write_text(folder / name, text)]

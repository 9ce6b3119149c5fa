"""Command line of the authors: `python -m helpers.authoring outputs`, `exercises` and others."""

import argparse
import runpy
import sys
from pathlib import Path

from helpers.authoring.errors import write_errors
from helpers.authoring.exercises import drift, write_exercise
from helpers.authoring.glossary import write_glossary
from helpers.authoring.lock import committed, lock
from helpers.authoring.outputs import Refreshed, refresh_all, run
from helpers.authoring.picture import draw_readme_picture
from helpers.authoring.site import SiteError, build_messages, build_site
from helpers.authoring.site.check import problems
from helpers.authoring.words import write_words
from helpers.authoring.workshop.pages import FOLDER, write_pages
from helpers.authoring.workshop.plans import plans
from helpers.notebook_files import Course, NotebookError, write_text

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command that `arguments` name; return 0 if all went well, else 1."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring", description=__doc__)
    parser.add_argument("--root", type=Path, default=Course().root, help="folder of the course")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name in ("outputs", "exercises"):
            command.add_argument("names", nargs="*", metavar="NAME", help="such as 03_futures")
        if name == "slides":
            command.add_argument("names", nargs="*", metavar="PLAN", help="such as a_day")
        if name == "lock":
            command.add_argument("names", nargs="*", metavar="WHEN", help="on Friday at 16:00")
            command.add_argument("--here", action="store_true", help="even if git has this folder")
    chosen = parser.parse_args(arguments)
    course = Course(chosen.root.resolve())
    here = {"here": True} if getattr(chosen, "here", False) else {}
    try:
        return COMMANDS[chosen.command][0](course, getattr(chosen, "names", []), **here)
    except (NotebookError, SiteError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; notebooks that were still running are as before", file=sys.stderr)
        return 130


def outputs(course: Course, names: list[str]) -> int:
    """Run lessons and solutions and store their outputs; return 1 if one was not stored."""
    paths = course.select(names, "notebooks", "solutions")

    def report(result: Refreshed) -> None:
        print(f"{course.label(result.path)} {result}", flush=True)

    results = run(refresh_all(paths, course.root, report))
    return int(any(result.problems for result in results))


def exercises(course: Course, names: list[str]) -> int:
    """Generate exercises from solutions; return 1 if one had to be left as it is."""
    failed = False
    for solution in course.select(names, "solutions"):
        target = course.folder("exercises") / solution.name
        try:
            print(f"{course.label(target)} {write_exercise(solution, target)}")
        except NotebookError as error:
            print(error, file=sys.stderr)
            failed = True
    return int(failed)


def check(course: Course, _names: list[str]) -> int:
    """Print where exercises differ from their solutions; return 1 if one does."""
    problems = drift(course)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"exercises match solutions: {len(course.notebooks('solutions'))}")
    return int(bool(problems))


def glossary(course: Course, _names: list[str]) -> int:
    """Write the glossary from the lessons' definitions."""
    print(f"notebooks/GLOSSARY.md {write_glossary(course)}")
    return 0


def errors(course: Course, _names: list[str]) -> int:
    """Write the index of errors from its entries."""
    print(f"notebooks/errors.ipynb {write_errors(course)}")
    return 0


def workshop(course: Course, _names: list[str]) -> int:
    """Write the plans of workshops, the notes on each lesson, and the handout."""
    written = write_pages(course)
    for path in written:
        print(f"{course.label(path)} written")
    print(f"notebooks/workshop: {len(written)} pages had changed")
    return 0


def slides(course: Course, names: list[str]) -> int:
    """Write the slides of a plan, that of 90 minutes if none is named."""
    from helpers.authoring.workshop.slides import slides_page  # late: it loads nbconvert

    known = {plan.file: plan for plan in plans(course)}
    for name in names or FIRST:
        if name not in known:
            raise NotebookError(f"there is no plan {name!r}; there are: {', '.join(known)}")
        path = course.folder("notebooks") / FOLDER / f"slides_{name}.html"
        write_text(path, slides_page(known[name], course))
        print(f"open {course.label(path)} in a browser; {KEYS}")
    return 0


def picture(course: Course, _names: list[str]) -> int:
    """Draw the README's picture, and those of the lessons, each by the script beside it."""
    folder = course.folder("notebooks") / "pictures"
    draw_readme_picture(folder / "timeline.png")
    for script in sorted(folder.glob("*.py")):
        runpy.run_path(str(script), run_name="__main__")
    return 0


def lock_solutions(course: Course, when: list[str], here: bool = False) -> int:
    """Lock the solutions of a copy that is handed out, and say what else would show them.

    Where git has the solutions, a copy is wanted, not this folder: only `here` locks them then.
    """
    if not here and (number := len(committed(course))):
        raise NotebookError(COMMITTED.format(number=number))
    lock(course, " ".join(when))
    print("They are given back by: python -m helpers release WORD")
    if (course.root / ".git").exists():
        print("The history in .git shows them still: hand the folder out without it.")
    return 0


def site(course: Course, _names: list[str]) -> int:
    """Build the website and look through it; return 1 if a link is dead or the like."""
    first = build_site(course, course.root / SITE)
    found = problems(first.parent)
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"open {course.label(first)} in a browser")
    return int(bool(found))


def messages(course: Course, _names: list[str]) -> int:
    """Write what translators need: the words of all pages, and those of all verdicts."""
    folder = build_messages(course, course.root / SITE)
    write_words(folder / "verdicts.pot")
    print(f"{len(list(folder.rglob('*.pot')))} templates are in {course.label(folder)}")
    return 0


SITE = ".site"
FIRST = ("90_minutes",)  # the plan whose slides are made where none is named
COMMITTED = """\
Nothing was locked: these solutions are committed, and {number} files of git would change at once.
Lock a copy:
  mkdir COPY
  git archive --output course.tar HEAD
  tar -x -f course.tar -C COPY
  python -m helpers.authoring --root COPY lock on Friday at 16:00
To lock this folder all the same, add --here."""
KEYS = "arrow keys turn the slides, s opens your notes, r shows all for reading"
COMMANDS = {
    "outputs": (outputs, "run lessons and solutions, and store exact outputs"),
    "exercises": (exercises, "generate exercises from solutions"),
    "glossary": (glossary, "write the glossary from the lessons' definitions"),
    "errors": (errors, "write the index of errors from helpers/error_index/entries"),
    "workshop": (workshop, "write the plans and notes of workshops, and their handout"),
    "slides": (slides, "make slides of a plan from the lessons' own cells"),
    "picture": (picture, "draw the README's picture, and the lessons' diagrams"),
    "lock": (lock_solutions, "withhold the solutions of a copy until its learners get a word"),
    "site": (site, "build the website into .site/html"),
    "messages": (messages, "write templates for translators into .site/messages"),
    "check": (check, "fail if an exercise differs from what its solution makes"),
}

if __name__ == "__main__":
    sys.exit(main())

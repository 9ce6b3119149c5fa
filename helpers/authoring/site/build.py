"""Lays the pages of the website out in a folder, and has Sphinx build them."""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.authoring.site.pages import (
    front_page,
    page_of_exercise,
    page_of_lesson,
    page_of_markdown,
    page_of_script,
)
from helpers.notebook_files import Course, read_notebook

__all__ = ["SiteError", "build_messages", "build_site", "lay_out"]

CONFIGURATION = Path(__file__).resolve().parent
NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme")
LOOKED_UP = ("GLOSSARY.md", "errors.ipynb")
PLAIN_FILES = (".png", ".svg", ".txt")
BESIDE = ("LICENSE", "CITATION.cff")  # what the README may link to


class SiteError(Exception):
    """The website cannot be built; the message says why and what to do."""


@dataclass(frozen=True)
class Layout:
    """The pages of one course, to be laid out below `folder`."""

    course: Course
    folder: Path
    outputs: bool = True

    def write(self, name: str, text: str) -> None:
        """Store one page."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def write_notebook(self, name: str, page: NotebookNode) -> None:
        """Store the page of a notebook, without outputs if none are wanted."""
        for cell in page.cells:
            if cell.cell_type == "code" and not self.outputs:
                cell.outputs = []
        self.write(name, nbformat.writes(page))

    def lessons(self) -> list[Path]:
        """The lessons in their order: all notebooks whose name begins with a number."""
        return [p for p in self.course.notebooks("notebooks") if p.name[:2].isdigit()]


def lay_out(course: Course, folder: Path, *, outputs: bool = True) -> None:
    """Write all pages of the course as Sphinx reads them into `folder`, which is emptied first.

    outputs: False leaves what cells print out, for tools that look at the lessons' text alone.
    """
    shutil.rmtree(folder, ignore_errors=True)
    layout = Layout(course, folder, outputs)
    for path in layout.lessons():
        exercise = course.folder("exercises") / path.name
        below = [f"../exercises/{path.stem}"] if exercise.is_file() else []
        page = page_of_lesson(read_notebook(path), path.stem, below)
        layout.write_notebook(f"notebooks/{path.name}", page)
    for path in course.notebooks("exercises"):
        page = page_of_exercise(read_notebook(path), path.stem)
        layout.write_notebook(f"exercises/{path.name}", page)
    _lay_out_the_rest(layout)
    _front_page(layout)


def _lay_out_the_rest(layout: Layout) -> None:
    """Write what lessons link to: what one looks up in, scripts, pictures and tables."""
    lessons = layout.course.folder("notebooks")
    for path in (lessons / name for name in LOOKED_UP if (lessons / name).is_file()):
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            layout.write(f"notebooks/{path.name}", page_of_markdown(text, path.stem))
        else:
            page = page_of_lesson(read_notebook(path), path.stem)
            layout.write_notebook(f"notebooks/{path.name}", page)
    for path in sorted(lessons.rglob("*")):
        name = f"notebooks/{path.relative_to(lessons).as_posix()}"
        if path.suffix == ".py" and path.parent != lessons / "pictures":
            text = f"---\norphan: true\n---\n{page_of_script(path.name, path.read_text('utf-8'))}"
            layout.write(f"{name.removesuffix('.py')}_py.md", text)
        elif path.suffix in PLAIN_FILES:
            (layout.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, layout.folder / name)


def _front_page(layout: Layout) -> None:
    """Write the front page, and what it links to beside the lessons."""
    root = layout.course.root
    lessons = [f"{_title(path)} <notebooks/{path.stem}>" for path in layout.lessons()]
    found = [name for name in LOOKED_UP if (layout.folder / "notebooks" / name).is_file()]
    contents = {
        "Lessons": lessons,
        "Look things up": [f"notebooks/{Path(name).stem}" for name in found],
        "The course": [],
    }
    for path in sorted(root.glob("*.md")):
        if path.name != "README.md":
            text = page_of_markdown(path.read_text(encoding="utf-8"), path.stem)
            layout.write(path.name, text)
            contents["The course"].append(path.stem)
    for name in (name for name in BESIDE if (root / name).is_file()):
        shutil.copyfile(root / name, layout.folder / name)
    readme = (root / "README.md").read_text(encoding="utf-8")
    layout.write("index.md", front_page(readme, {c: n for c, n in contents.items() if n}))


def _title(lesson: Path) -> str:
    """Return a lesson's number and its title: `01 Build an event loop`."""
    first = read_notebook(lesson).cells[0].source.partition("\n")[0]
    return f"{lesson.name[:2]} {first.lstrip('# ').replace('`', '')}"


def build_site(
    course: Course, folder: Path, *, language: str = "en", locales: Path | None = None
) -> Path:
    """Build the website below `folder`; return its first page.

    language: that of the pages, "en" for the course's own. locales: the folder that holds its
    translated messages, as LANGUAGE/LC_MESSAGES/notebooks/01_event_loops.po and so on.
    Raises SiteError if a package is missing, or if Sphinx has a warning or an error.
    """
    _require()
    lay_out(course, folder / "source")
    translated = ["-D", f"locale_dirs={locales}"] if locales else []
    _sphinx("html", folder / "source", folder / "html", "-D", f"language={language}", *translated)
    return folder / "html" / "index.html"


def build_messages(course: Course, folder: Path) -> Path:
    """Write all words of the pages as templates (.pot) for translators; return their folder.

    Raises SiteError as `build_site` does.
    """
    _require()
    lay_out(course, folder / "words", outputs=False)
    _sphinx("gettext", folder / "words", folder / "messages")
    return folder / "messages"


def _require() -> None:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise SiteError(
            f"the website needs {', '.join(missing)}, which this Python lacks; "
            'install them by: python -m pip install -e ".[site]"'
        )


def _sphinx(builder: str, source: Path, target: Path, *options: str) -> None:
    """Have Sphinx build in a process of its own, which the course's settings do not touch."""
    shutil.rmtree(target, ignore_errors=True)
    jobs = str(min(4, os.cpu_count() or 1))
    places = ["-c", CONFIGURATION, "-d", f"{target}.cache", source, target]
    flags = ["-q", "-W", "--keep-going", "-E", "-j", jobs, "-b", builder]
    paths = [str(CONFIGURATION.parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-m", "sphinx", *flags, *options, *places]
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode:
        raise SiteError(f"Sphinx has not built {target}: its warnings are above")

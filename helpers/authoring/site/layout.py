"""Lays the pages of the website out in a folder, as Sphinx reads them."""

import functools
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import nbformat
from nbformat import NotebookNode

from helpers.authoring.site.pages import (
    Links,
    front_page,
    links,
    page_of_exercise,
    page_of_folder,
    page_of_lesson,
    page_of_markdown,
    page_of_script,
    texts,
)
from helpers.notebook_files import Course, read_notebook

__all__ = ["lay_out"]

LOOKED_UP = ("GLOSSARY.md", "errors.ipynb")
PAGES = ("notebooks", "exercises")  # solutions are no part of the website,
FOR_TEACHERS = "workshop"  # nor is the folder of plans, which lead to solutions: it is for a clone


def lay_out(course: Course, folder: Path, *, outputs: bool = True) -> None:
    """Write all pages of the course into `folder`, which is emptied first.

    outputs: False leaves what cells print out, for tools that look at the lessons' text alone.
    """
    shutil.rmtree(folder, ignore_errors=True)
    layout = _Layout(course, folder, outputs)
    lessons = [path for path in course.notebooks("notebooks") if path.name[:2].isdigit()]
    for path in lessons:
        exercise = course.folder("exercises") / path.name
        below = [f"../exercises/{path.stem}"] if exercise.is_file() else []
        layout.notebook(path, functools.partial(page_of_lesson, after=below))
    for path in course.notebooks("exercises"):
        layout.notebook(path, page_of_exercise)
    looked_up = [course.folder("notebooks") / name for name in LOOKED_UP]
    for path in (path for path in looked_up if path.is_file()):
        layout.notebook(path, page_of_lesson) if path.suffix == ".ipynb" else layout.markdown(path)
    layout.front_page(lessons, [path for path in looked_up if path.is_file()])


class _Layout:
    """The pages of one course below `folder`; what a page links to is brought along."""

    def __init__(self, course: Course, folder: Path, outputs: bool) -> None:
        self.course, self.folder, self.outputs = course, folder, outputs
        self.root = course.root.resolve()
        self.there: set[Path] = set()

    def notebook(self, path: Path, make: Callable[..., NotebookNode]) -> None:
        """Store the page that `make` makes of a notebook, its links and its name."""
        notebook = read_notebook(path)
        page = make(notebook, path.stem, self._followed(path, texts(notebook)))
        for cell in page.cells:
            if cell.cell_type == "code" and not self.outputs:
                cell.outputs = []
        self._write(path, nbformat.writes(page))

    def markdown(self, path: Path, *, listed: bool = True) -> None:
        """Store the page of a text; one that is not listed stands in no table of contents."""
        self.there.add(path.resolve())
        text = path.read_text(encoding="utf-8")
        page = page_of_markdown(text, path.stem, self._followed(path, text))
        self._write(path, page if listed else _unlisted(page))

    def front_page(self, lessons: list[Path], looked_up: list[Path]) -> None:
        """Store the front page, with the contents of the site."""
        about = [path for path in sorted(self.root.glob("*.md")) if path.name != "README.md"]
        for path in about:
            self.markdown(path)
        contents = {
            "Lessons": [f"{_title(path)} <notebooks/{path.stem}>" for path in lessons],
            "Look things up": [f"notebooks/{path.stem}" for path in looked_up],
            "The course": [path.stem for path in about],
        }
        readme = self.root / "README.md"
        text = readme.read_text(encoding="utf-8")
        followed = self._followed(readme, text)
        page = front_page(text, followed, {c: names for c, names in contents.items() if names})
        self._write(self.root / "index.md", page)

    def _followed(self, path: Path, markdown: str) -> Links:
        """Bring along what a text in `path` links to; return which links need to be changed."""
        found = Links()
        for target in links(markdown):
            linked = (path.parent / unquote(target)).resolve()
            if not linked.is_relative_to(self.root) or not linked.exists():
                continue  # Sphinx reports a link that leads nowhere
            if linked.is_dir():
                (found.folders if self._folder(linked) else found.left_out).add(target)
            elif linked.parent.name == FOR_TEACHERS:
                found.left_out.add(target)
            elif linked.suffix == ".ipynb" and linked.parent.name not in PAGES:
                found.left_out.add(target)
            elif linked.suffix != ".ipynb" and linked not in self.there:
                self._file(linked)
        return found

    def _file(self, path: Path) -> None:
        """Store what is linked to: a page of a text or a script, or a copy of another file."""
        self.there.add(path)
        if path.suffix == ".md" and path != self.root / "README.md":
            self.markdown(path, listed=path.parent == self.root or path.name in LOOKED_UP)
        elif path.suffix == ".py":
            page = page_of_script(path.name, path.read_text(encoding="utf-8"))
            self._write(path.with_name(f"{path.stem}_py.md"), _unlisted(page))
        elif path.suffix != ".md":
            copied = self.folder / path.relative_to(self.root)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)

    def _folder(self, path: Path) -> bool:
        """Store the page of a folder of scripts, and say whether it holds any."""
        scripts = sorted(path.glob("*.py"))
        for script in scripts:
            self._file(script)
        if scripts:
            page = page_of_folder(path.name, [script.name for script in scripts])
            self._write(path / "index.md", _unlisted(page))
        return bool(scripts)

    def _write(self, path: Path, text: str) -> None:
        stored = self.folder / path.resolve().relative_to(self.root)
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_text(text, encoding="utf-8", newline="\n")


def _unlisted(page: str) -> str:
    return f"---\norphan: true\n---\n{page}"


def _title(lesson: Path) -> str:
    """Return a lesson's number and its title: `01 Build an event loop`."""
    first = read_notebook(lesson).cells[0].source.partition("\n")[0]
    return f"{lesson.name[:2]} {first.lstrip('# ').replace('`', '')}"

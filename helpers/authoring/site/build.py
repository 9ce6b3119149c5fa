"""Has Sphinx build the website, and the templates for its translators."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.authoring.site.layout import lay_out
from helpers.notebook_files import Course

__all__ = ["SiteError", "build_messages", "build_site"]

CONFIGURATION = Path(__file__).resolve().parent
NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme")


class SiteError(Exception):
    """The website cannot be built; the message says why and what to do."""


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

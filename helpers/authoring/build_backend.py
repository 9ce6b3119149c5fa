"""Builds the course's wheel: flit's, with the notebooks in the package, where it looks for them.

`pyproject.toml` names this file. It stands alone: where a wheel is built, `helpers` may need
packages that are not there.
"""

import shutil
import tempfile
from pathlib import Path

from flit_core.buildapi import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)
from flit_core.wheel import make_wheel_in

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

COURSE = ("notebooks", "exercises", "solutions")
PROJECT = ("pyproject.toml", "README.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "kept", "*.html", "*.new")


def build_wheel(
    wheel_directory: str,
    config_settings: dict | None = None,
    metadata_directory: str | None = None,
) -> str:
    """Build the wheel of the project in the current folder; return its file name."""
    with tempfile.TemporaryDirectory(prefix="wheel-") as folder:
        project = Path(folder) / "pyproject.toml"
        _stage(Path.cwd(), project.parent)
        return make_wheel_in(project, Path(wheel_directory)).file.name


def _stage(source: Path, tree: Path) -> None:
    """Lay out in `tree` what flit shall see: the course below the package, as `course`."""
    for name in PROJECT:
        shutil.copy(source / name, tree)
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source / "helpers", tree / "helpers", ignore=compiled)
    course = tree / "helpers" / "course"
    for name in COURSE:
        if (source / name).is_dir():
            shutil.copytree(source / name, course / name, ignore=LEFT_OUT)
    shutil.copy(source / "pyproject.toml", course)  # the doctor reads it

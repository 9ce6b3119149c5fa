"""Runs `python -m helpers` in a folder of a test, as a reader does."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

__all__ = ["ROOT", "Done", "helpers", "script"]

ROOT = Path(__file__).resolve().parents[2]


class Done(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def environment() -> dict[str, str]:
    """The variables of a process that finds this checkout's package from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def helpers(folder: Path, *words: str) -> Done:
    """Run `python -m helpers` with these words in `folder`."""
    command = [sys.executable, "-m", "helpers", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=120
    )
    return Done(done.returncode, done.stdout, done.stderr)


def script(folder: Path, name: str, text: str) -> str:
    """Write a script and return its name."""
    (folder / name).write_text(text, encoding="utf-8")
    return name

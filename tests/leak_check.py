"""Runs a notebook and tells what it leaves running at its end: nbval does not."""

import copy
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.authoring.outputs import execute, run
from tests import leak_inspection

__all__ = ["leaks"]

LOAD = f"""\
import sys
sys.path.append({str(Path(leak_inspection.__file__).parent)!r})
import leak_inspection
sys.path.pop()
leak_inspection.remember()
"""
REPORT = "await leak_inspection.report()"


def leaks(notebook: NotebookNode, folder: Path) -> list[str]:
    """Return a line for each thread, task or process that a run of `notebook` leaves.

    Complaints that come when its garbage is collected are among the lines. What the first code
    cell starts, the set-up, may stay. The notebook is run from `folder` and is not changed;
    raises AuthoringError if a cell fails.
    """
    watched = copy.deepcopy(notebook)
    first = next(n for n, cell in enumerate(watched.cells) if cell.cell_type == "code")
    watched.cells.insert(first + 1, nbformat.v4.new_code_cell(LOAD, id="leaks-before"))
    watched.cells.append(nbformat.v4.new_code_cell(REPORT, id="leaks-after"))
    run(execute(watched, folder))
    said = {"stdout": "", "stderr": ""}
    for output in watched.cells[-1].outputs:
        said[output.name] += output.text
    complaints = [said["stderr"].strip()] if said["stderr"] else []
    return json.loads(said["stdout"].splitlines()[-1]) + complaints

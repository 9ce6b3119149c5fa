"""Runs cells in a kernel of their own, for tests that look at what they put out."""

import os
from collections.abc import Iterable
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

__all__ = ["ROOT", "run_cells", "text_of"]

ROOT = Path(__file__).resolve().parents[1]


def run_cells(
    sources: Iterable[str],
    folder: Path = ROOT,
    *,
    env: dict[str, str] | None = None,
    allow_errors: bool = False,
) -> list[list[NotebookNode]]:
    """Run a cell for each source; return each one's outputs.

    What a cell prints is one output of stdout and one of stderr: a kernel sends it in one piece
    or in several, as the machine's load has it.

    folder: where the cells run. env: the kernel's environment; this process's if None.
    """
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,  # seconds a cell
        allow_errors=allow_errors,
        coalesce_streams=True,
    )
    client.execute(cwd=str(folder), env=dict(os.environ) if env is None else env)
    return [cell.outputs for cell in notebook.cells]


def text_of(outputs: list[NotebookNode]) -> str:
    """Return what a reader sees of a cell's outputs, as text; of errors their traceback."""
    return "\n".join(_shown(output) for output in outputs)


def _shown(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return output.text.rstrip()
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return output.data["text/plain"]

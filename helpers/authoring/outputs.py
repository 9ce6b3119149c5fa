"""Runs notebooks in fresh kernels and stores what they print in a form that is exact."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from helpers.authoring.stability import output_problems, plain, shorten_traceback
from helpers.notebook_files import (
    NotebookError,
    canonical_text,
    id_problems,
    read_notebook,
    write_text,
)

__all__ = ["Refreshed", "execute", "refresh", "refresh_all", "run"]

CELL_SECONDS = 120
T = TypeVar("T")


class KernelsLoop(asyncio.SelectorEventLoop):
    """A loop that leaves Ctrl-C to asyncio.Runner, which cancels all runs and ends their kernels.

    nbclient's own handler would end one kernel only; it does without where a loop has no signals.
    """

    def add_signal_handler(self, sig: int, callback: Callable[..., Any], *args: Any) -> NoReturn:
        """Refuse: raise RuntimeError."""
        raise RuntimeError("this loop handles no signals; asyncio.Runner handles Ctrl-C")


def run(work: Coroutine[None, None, T]) -> T:
    """Run `work` in an event loop of its own and return its result.

    Kernels are talked to through ZeroMQ, which needs a selector; Windows' default loop has none.
    """
    with asyncio.Runner(loop_factory=KernelsLoop) as runner:
        return runner.run(work)


class Refreshed(NamedTuple):
    """What a run of one notebook did: what changed, or why nothing was stored."""

    path: Path
    changed: str
    problems: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        if self.problems:
            return "not stored:" + "".join(f"\n    {problem}" for problem in self.problems)
        what = f"changed: {self.changed}" if self.changed else "unchanged"
        return f"{what} ({self.seconds:.1f} s)"


async def execute(notebook: NotebookNode, folder: Path, cell_seconds: float = CELL_SECONDS) -> None:
    """Run all cells of `notebook`, in place, in a fresh kernel whose working folder is `folder`.

    A cell may take `cell_seconds`. Raises NotebookError when a cell fails that is not tagged
    raises-exception, takes too long, or ends the kernel.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=cell_seconds,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=CRITICAL"],
    )
    try:
        await client.async_execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        if asyncio.current_task().cancelling():
            # nbclient reports a cancelled run as a dead kernel.
            raise asyncio.CancelledError from error
        raise NotebookError(_failure(notebook, error, cell_seconds)) from error
    finally:
        # nbclient does not look after a kernel that is still starting when the run is cancelled.
        if client.km is not None and client.km.has_kernel:
            await client.km.shutdown_kernel(now=True)


def _failure(notebook: NotebookNode, error: Exception, cell_seconds: float) -> str:
    """Say in which cell the run ended, and with what."""
    ran = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    where = f"cell {ran[-1].id}" if ran else "the first cell"
    if isinstance(error, CellTimeoutError):
        return f"{where} took longer than {cell_seconds:g} s"
    if isinstance(error, DeadKernelError):
        return f"{where} or the next ended the kernel"
    return f"{where} failed: {plain(str(error)).strip()}"


async def refresh(path: Path, root: Path, cell_seconds: float = CELL_SECONDS) -> Refreshed:
    """Run the notebook at `path` and store its outputs there, if they are exact.

    Nothing is stored when a cell has no readable id, fails, or prints what would differ on
    another machine; the result then lists the problems. `root` is the course's folder.
    """
    started = time.monotonic()
    notebook = read_notebook(path)
    problems = id_problems(notebook)
    if not problems:
        try:
            await execute(notebook, path.parent, cell_seconds)
            problems = _tidy(notebook, root)
        except NotebookError as error:
            problems = [str(error)]
    changed = ""
    if not problems:
        before, text = read_notebook(path), canonical_text(notebook)
        if write_text(path, text):
            changed = _changed(before, nbformat.reads(text, as_version=4))
    return Refreshed(path, changed, tuple(problems), time.monotonic() - started)


def _tidy(notebook: NotebookNode, root: Path) -> list[str]:
    """Shorten the tracebacks in place; return what is left that differs between machines."""
    here = (root, Path.home(), Path(sys.prefix), Path(tempfile.gettempdir()))
    here = tuple(path for path in here if path != Path(path.anchor))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for output in (output for cell in code for output in cell.outputs):
        if output.output_type == "error":
            shorten_traceback(output)
    return [problem for cell in code for problem in output_problems(cell, here)]


def _changed(before: NotebookNode, after: NotebookNode) -> str:
    """Name what is stored in another form than before: cells, or else the notebook's frame."""
    old = {cell.id: cell for cell in before.cells}
    cells = [cell.id for cell in after.cells if cell != old.get(cell.id)]
    return f"cells {', '.join(cells)}" if cells else "metadata only"


async def refresh_all(
    paths: list[Path], root: Path, report: Callable[[Refreshed], None]
) -> list[Refreshed]:
    """Refresh the notebooks at `paths`, at most one per CPU at a time; return results in order.

    `report` is called with each result as soon as it is there.
    """
    free = asyncio.Semaphore(os.cpu_count() or 1)

    async def one(path: Path) -> Refreshed:
        async with free:
            result = await refresh(path, root)
        report(result)
        return result

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(path), name=path.name) for path in paths]
    return [task.result() for task in tasks]

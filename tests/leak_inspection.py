"""Runs inside a notebook's kernel: what did the notebook leave running?

Imports nothing of the course, so that what it sees is the notebook's alone.
"""

import asyncio
import contextlib
import gc
import io
import json
import re
import sys
import threading
import time
from pathlib import Path

import psutil
from IPython import get_ipython

__all__ = ["remember", "report"]

PATIENCE = 1.0
# The kernel's loop keeps the threads of its default pool until the kernel ends, and the library
# distributed one thread of a pool of its own.
STANDING_POOLS = re.compile(r"asyncio_\d+|Dask-Offload_\d+")
# multiprocessing keeps these two until the interpreter ends.
STANDING_PROCESSES = ("resource_tracker", "forkserver")
KERNELS_PACKAGES = {"ipykernel", "IPython", "tornado", "zmq"}
_before: dict[str, set] = {"threads": set(), "tasks": set(), "processes": set()}


def remember() -> None:
    """Note the threads, tasks and processes that are there before the notebook's own."""
    _before["threads"] = set(threading.enumerate())
    _before["tasks"] = set(asyncio.all_tasks())
    _before["processes"] = {process.pid for process in psutil.Process().children(recursive=True)}


async def report() -> None:
    """Print as JSON what has come since `remember` and does not end within a second.

    Then the notebook's variables are dropped, and what asyncio complains of on stderr is added,
    exceptions that nobody retrieved, as well as what libraries say that nobody closed.
    """
    deadline = time.monotonic() + PATIENCE
    while (left := _left()) and time.monotonic() < deadline:  # noqa: ASYNC110 — nobody tells when the last thread has ended
        await asyncio.sleep(0.02)
    with contextlib.redirect_stderr(io.StringIO()) as complaints:
        get_ipython().reset(new_session=False)
        gc.collect()
    print(json.dumps(left + complaints.getvalue().splitlines()))


def _left() -> list[str]:
    """Describe the threads, tasks and processes that the notebook left."""
    threads = [
        thread
        for thread in threading.enumerate()
        # pyzmq starts a thread of its own for the first message of more than 64 kB, as pictures are
        if thread not in _before["threads"]
        and type(thread).__module__.split(".")[0] not in KERNELS_PACKAGES
    ]
    tasks = [task for task in asyncio.all_tasks() if task not in _before["tasks"]]
    return (
        [_thread(thread) for thread in threads if not _is_idle_pool_thread(thread)]
        + [f"task {t.get_name()}: {t.get_coro().__qualname__}" for t in tasks if not _is_kernels(t)]
        + _processes()
    )


def _thread(thread: threading.Thread) -> str:
    """Name a thread."""
    return f"{'daemon ' if thread.daemon else ''}thread {thread.name}"


def _is_idle_pool_thread(thread: threading.Thread) -> bool:
    """Say whether a thread waits for work in a pool that stays until the kernel ends."""
    frame = sys._current_frames().get(thread.ident)
    idle = frame is None or frame.f_code.co_name == "_worker"
    return idle and STANDING_POOLS.fullmatch(thread.name) is not None


def _is_kernels(task: asyncio.Task) -> bool:
    """Say whether a task is one with which the kernel runs cells."""
    code = getattr(task.get_coro(), "cr_code", None)
    parts = Path(code.co_filename).parts if code else ()
    return task is asyncio.current_task() or not KERNELS_PACKAGES.isdisjoint(parts)


def _processes() -> list[str]:
    """Describe the child processes that the notebook left, but for multiprocessing's own."""
    found = []
    for process in psutil.Process().children(recursive=True):
        if process.pid in _before["processes"]:
            continue
        try:
            command = " ".join(process.cmdline())
        except psutil.Error:
            continue
        if command and not any(name in command for name in STANDING_PROCESSES):
            found.append(f"process {command[:80]}")
    return found

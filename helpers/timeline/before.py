"""What was under way when a recording began: the reader's tasks are taken up, threads are named."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

from helpers.timeline.coroutines import is_readers
from helpers.timeline.log import Log, thread_name
from helpers.timeline.patches import awaited
from helpers.timeline.places import users_frame

__all__ = ["adopt_tasks", "note_threads_from_before"]


def adopt_tasks(log: Log, loop: Any) -> None:
    """Show the reader's own tasks of this loop as they wait, not only from their next step on."""
    others = asyncio.all_tasks(loop) - {asyncio.current_task(loop)}
    for task in sorted(others, key=lambda task: (len(task.get_name()), task.get_name())):
        if is_readers(task.get_coro()):
            track, future = log.task(task), task._fut_waiter
            track.since, track.awaiting = log.origin, "sleep(0)"
            if future is None:
                track.ready = log.origin
            else:
                track.awaiting = awaited(log, task, future)


def note_threads_from_before(log: Log) -> None:
    """Name the threads that run the reader's code already: nothing tells of what they do."""
    frames = sys._current_frames()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and users_frame(frames.get(thread.ident)):
            log.notes[
                f"thread {thread_name(thread.name)!r} began before the block, so it is not drawn"
            ] = None

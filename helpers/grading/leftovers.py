"""What an answer made and did not end, what asyncio complains of, and two habits without errors."""

import asyncio
import multiprocessing
import socket
import sys
import threading
import warnings
import weakref
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import CoroutineType, FrameType
from typing import Any

from helpers.grading.answer import ANSWER, describe
from helpers.grading.journal import learners_line
from helpers.patching import Patches
from helpers.virtual_time.scheduler import current

__all__ = ["Watch", "in_words"]

OWN_THREAD_ONLY = ("call_soon", "call_at", "stop")  # of a loop
MOST_STRANGERS = 5
MOST_LOOKS = 5_000  # more than any honest answer makes; who looks for ever is ended
CHECKS = ("helpers.grading.", "helpers.tasks.")
MOST_WORDS = 4  # lines that say what was left
ORIGIN_DEPTH = 12  # frames that a coroutine remembers of where it was made


class Watch(Patches):
    """Notes, while its block is open, all that is made, and all complaints about it.

    left: what was there at the last `look`, as lists: `tasks`, `threads`, `executors`, `loops`,
        `sockets`, `processes`. An executor counts until somebody shuts it down; its idle threads
        do not count besides.
    complaints: what loops reported: exceptions that nobody retrieved, tasks destroyed while
        pending. unawaited: coroutines that were made and never awaited. thread_errors: exceptions
        that ended a thread.
    looks: how many waits its own lines have made, in threads and as timers of loops. strangers:
        the learner's lines that touched a loop which runs in another thread, without waking it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left: dict[str, list[Any]] = {}
        self.complaints: list[dict[str, str]] = []
        self.unawaited: list[dict[str, str]] = []
        self.thread_errors: list[dict[str, str]] = []
        self.looks = 0
        self.strangers: list[str] = []
        self._pools: list[_PoolSeen] = []
        self._loops: list[asyncio.AbstractEventLoop] = []
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._threads_before: set[threading.Thread] = set()
        self._home: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> "Watch":
        super().__enter__()
        loops, sockets = self._loops, self._sockets
        self.after(BaseEventLoop, "__init__", lambda loop, *_, **__: loops.append(loop))
        self.after(socket.socket, "__init__", lambda sock, *_, **__: sockets.add(sock))
        for kind in _executor_kinds():
            self.after(kind, "__init__", lambda pool, *_, **__: self._pools.append(_PoolSeen(pool)))
            self.after(kind, "shutdown", self._shut)
            self.replace(kind, "submit", self._submit)
        for name in OWN_THREAD_ONLY:
            self.before(BaseEventLoop, name, self._touched)
        self.before(BaseEventLoop, "call_at", lambda *_, **__: self.waited(sys._getframe(1)))
        self.replace(asyncio.Lock, "acquire", _acquired)
        self.after(asyncio.Lock, "release", _released)
        self.replace(BaseEventLoop, "call_exception_handler", self._complained)
        self.replace(warnings, "_warn_unawaited_coroutine", lambda _, coro: self._forgotten(coro))
        self.replace(threading, "excepthook", lambda _, report: self._thread_ended(report))
        return self

    def begin(self) -> None:
        """The run begins in this loop: from here on coroutines remember where they were made."""
        self._home = asyncio.get_running_loop()
        self._threads_before = set(threading.enumerate())
        self.callback(
            sys.set_coroutine_origin_tracking_depth, sys.get_coroutine_origin_tracking_depth()
        )
        sys.set_coroutine_origin_tracking_depth(ORIGIN_DEPTH)

    def look(self, *own: asyncio.Task) -> None:
        """Note what is there now, but for this thread, the run's loop and the tasks `own`."""
        loop = self._home
        loops = [each for each in self._loops if not each.is_closed() and each is not loop]
        tasks = [task for each in [loop, *loops] for task in _tasks_of(each, own)]
        self.left = {
            "tasks": [_task(task) for task in tasks],
            "threads": self._threads(),
            "executors": [
                {"kind": pool.kind}
                for pool in self._pools
                if not (pool.ended or pool.is_default_of(loop))
            ],
            "loops": [{"running": each.is_running()} for each in loops],
            "sockets": [{"kind": each.type.name} for each in self._open_sockets()],
            "processes": [{"name": each.name} for each in multiprocessing.active_children()],
        }

    def waited(self, frame: FrameType | None) -> None:
        """Count a wait whose innermost function stands in `frame`, if it is the answer's own."""
        while frame is not None:
            if frame.f_code.co_filename == ANSWER:
                self.looks += 1
                if self.looks == MOST_LOOKS and (scheduler := current()) is not None:
                    scheduler.refuse(f"it is busy looking: it waited {MOST_LOOKS} times already")
                return
            if frame.f_code.co_name == "_run_once" or _is_of_a_check(frame):
                return
            frame = frame.f_back

    # --- what is noted ------------------------------------------------------------------------

    def _touched(self, loop: Any, *_: Any, **__: Any) -> None:
        if loop.is_running() and asyncio._get_running_loop() is not loop:
            line = learners_line(sys._getframe(1))
            if line and len(self.strangers) < MOST_STRANGERS:
                self.strangers.append(line)

    def _complained(self, _: Callable, loop: asyncio.AbstractEventLoop, context: dict) -> None:
        error = context.get("exception")
        task = context.get("task") or context.get("future")
        name = task.get_name() if isinstance(task, asyncio.Task) else ""
        described = describe(error) if error else {"type": "", "message": "", "line": ""}
        self.complaints.append({"said": context.get("message", ""), "task": name, **described})

    def _forgotten(self, coro: CoroutineType) -> None:
        origin = getattr(coro, "cr_origin", None) or ()
        number = next((number for name, number, _ in origin if name == ANSWER), None)
        self.unawaited.append({"name": coro.__qualname__, "line": learners_line(number)})

    def _thread_ended(self, report: threading.ExceptHookArgs) -> None:
        name = report.thread.name if report.thread else ""
        if report.exc_value is not None:
            self.thread_errors.append({"thread": name, **describe(report.exc_value)})

    def _threads(self) -> list[dict[str, Any]]:
        workers = {thread for pool in self._pools for thread in pool.workers()}
        busy = {thread for pool in self._pools if pool.busy() for thread in pool.workers()}
        ours = {*self._threads_before, threading.current_thread()}
        frames = sys._current_frames()
        return [
            {"name": thread.name, "line": learners_line(frames.get(thread.ident))}
            for thread in threading.enumerate()
            if thread not in ours and (thread not in workers or thread in busy)
        ]

    def _open_sockets(self) -> list[socket.socket]:
        of_loops = [
            getattr(loop, name, None) for loop in self._loops for name in ("_ssock", "_csock")
        ]
        return [each for each in self._sockets if each.fileno() != -1 and each not in of_loops]

    # --- executors -----------------------------------------------------------------------------

    def _submit(self, real: Callable, pool: Any, /, *args: Any, **kwargs: Any) -> Any:
        future = real(pool, *args, **kwargs)
        self._seen(pool).jobs.append(future)
        return future

    def _shut(self, pool: Any, *_: Any, **__: Any) -> None:
        self._seen(pool).ended = True

    def _seen(self, pool: Any) -> "_PoolSeen":
        for seen in self._pools:
            if seen.executor() is pool:
                return seen
        self._pools.append(_PoolSeen(pool))  # made before the block
        return self._pools[-1]


class _PoolSeen:
    """An executor, without keeping it alive: one that is dropped ends its threads by itself."""

    def __init__(self, executor: Any) -> None:
        self.executor, self.kind = weakref.ref(executor), type(executor).__name__
        self.jobs: list[Any] = []
        self.ended = False  # somebody has told it to end
        self._workers = getattr(executor, "_threads", set())

    def busy(self) -> bool:
        """Is one of its jobs not done?"""
        return any(not job.done() for job in self.jobs)

    def workers(self) -> list[threading.Thread]:
        """Return its threads that are alive."""
        return [thread for thread in self._workers if thread.is_alive()]

    def is_default_of(self, loop: Any) -> bool:
        """Is it the default pool of this loop, which ends it itself?"""
        own = getattr(loop, "_default_executor", None)
        return own is not None and own is self.executor()


def _is_of_a_check(frame: FrameType) -> bool:
    """Is it a double's, or a trial's? (What listens in `observation` is on top of the stack.)"""
    name = frame.f_globals.get("__name__", "")
    return name.startswith(CHECKS) and not name.endswith(".observation")


def in_words(left: dict[str, list[dict[str, Any]]]) -> str:
    """Say what was left, for a rule's words; "" if nothing: `in_words(watch.left)`."""
    words = [_task_words(task) for task in left["tasks"]]
    words += [f"thread {thread['name']!r} still alive" for thread in left["threads"]]
    words += [f"a {pool['kind']} that nobody shut down" for pool in left["executors"]]
    words += ["an event loop not closed" for _ in left["loops"]]
    words += ["a socket not closed" for _ in left["sockets"]]
    words += [f"process {process['name']!r} still alive" for process in left["processes"]]
    return "\n".join([*words[:MOST_WORDS], *(["…"] if len(words) > MOST_WORDS else [])])


def _task_words(task: dict[str, Any]) -> str:
    state = "cancelled, but not yet ended" if task["told"] else "still running"
    return f"task {task['name']!r} ({task['runs']}) {state}"


def _executor_kinds() -> list[type]:
    """Return the executors that are loaded: loading the one for processes takes long."""
    processes = sys.modules.get("concurrent.futures.process")
    return [ThreadPoolExecutor, *([processes.ProcessPoolExecutor] if processes else [])]


async def _acquired(real: Callable, lock: asyncio.Lock) -> bool:
    """Take the lock, and keep book of its holder, which a deadlock's words name."""
    await real(lock)
    lock.holder = f"task {asyncio.current_task().get_name()!r}"
    return True


def _released(lock: asyncio.Lock) -> None:
    lock.holder = ""


def _tasks_of(loop: asyncio.AbstractEventLoop, own: tuple) -> list[asyncio.Task]:
    tasks = [task for task in asyncio.all_tasks(loop) if task not in own]
    return sorted(tasks, key=lambda task: task.get_name())


def _task(task: asyncio.Task) -> dict[str, Any]:
    coro = task.get_coro()
    name = getattr(coro, "__qualname__", type(coro).__name__)
    cancelled = task.cancelling() > 0
    return {"name": task.get_name(), "runs": name, "line": _waiting_line(coro), "told": cancelled}


def _waiting_line(coro: Any) -> str:
    """Return the innermost line of the learner's at which a coroutine waits; "" if none."""
    line = ""
    while coro is not None:
        frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
        if isinstance(frame, FrameType) and frame.f_code.co_filename == ANSWER:
            line = learners_line(frame.f_lineno)
        coro = getattr(coro, "cr_await", None) or getattr(coro, "gi_yieldfrom", None)
    return line

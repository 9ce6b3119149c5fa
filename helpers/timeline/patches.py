"""The places of the standard library where work is handed over, and what listens there.

Nothing of the traced program is changed: no coroutine is wrapped, no event loop is replaced. While
a recording is open, the functions named in `targets` are replaced by ones that note the time and
call the original.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import os
import queue
import subprocess
import sys
import threading
import time
from asyncio import base_events, events
from collections.abc import Callable
from concurrent import futures
from threading import get_ident
from types import FrameType
from typing import Any

from helpers.patching import Patches
from helpers.timeline import locks
from helpers.timeline.log import MARK, Log, Step, ThreadState, Track, thread_name
from helpers.timeline.places import locals_of
from helpers.whose_code import is_users

__all__ = ["Listeners"]

_BUILTIN = type(len)
_TASK = asyncio.Task
_ASYNCIO = os.path.dirname(asyncio.__file__)
_UNNAMED = {"_wait_for_one": "as_completed"}  # coroutines that the reader knows by other names


class Listeners(Patches):
    """Listen until the block ends; a second layer may go on top of what others replaced meanwhile.

    A listener passes calls straight on when the log is closed.
    """

    def __init__(
        self, log: Log, scope: dict[str, Any] | None = None, ours: set[Any] | None = None
    ) -> None:
        super().__init__()
        self._log, self._scope = log, {} if scope is None else scope
        self._ours = set() if ours is None else ours

    def layer(self) -> Listeners:
        """Listeners of the same recording to be put on top of these, and to end with them."""
        above = Listeners(self._log, self._scope, self._ours)
        self.callback(above.close)
        return above

    def install(self) -> None:
        """Put a listener on every target that has none of ours on it now."""
        for owner, name, make in targets():
            original = getattr(owner, name)
            if original not in self._ours:
                ours = self.stand(owner, name, make(self._log, original))
                self._ours.add(ours)
                if inspect.ismodule(owner):  # `from time import sleep` in the reader's code
                    self._rebind(original, ours)

    def swap_locks(self) -> None:
        """Replace locks from before the block that the reader's module or its objects hold."""
        for space in locks.spaces(self._scope):
            for name, value in list(space.items()):
                if (seen := locks.seen(self._log, value)) is not None:
                    self.put(space, name, seen)

    def _rebind(self, original: Any, ours: Any) -> None:
        for name, value in list(self._scope.items()):
            if value is original:
                self.put(self._scope, name, ours)


def targets() -> list[tuple[Any, str, Callable[[Log, Any], Any]]]:
    """(owner, name, maker of the listener) of all that is replaced."""
    loop, pool = base_events.BaseEventLoop, futures.ThreadPoolExecutor
    found = [
        (events.Handle, "_run", _run),
        (loop, "call_soon", _call_soon),
        (loop, "call_soon_threadsafe", _call_soon_threadsafe),
        (loop, "run_forever", _run_forever),
        (loop, "run_in_executor", _run_in_executor),
        (threading.Thread, "start", _start),
        (pool, "submit", _submit),
        (futures.Future, "set_result", _gives),
        (futures.Future, "set_exception", _gives),
        (threading.Event, "set", _gives),
        (threading.Condition, "notify", _gives),
        (asyncio.Lock, "acquire", locks.acquires_async),
        (asyncio.Lock, "release", locks.releases),
        (asyncio.Semaphore, "acquire", locks.acquires_async),
        (asyncio.Semaphore, "release", locks.releases),
        (threading.Semaphore, "release", locks.releases),
        (threading.BoundedSemaphore, "release", locks.releases),
        (threading.Semaphore, "__enter__", locks.acquires),
        (threading, "Lock", locks.factory),
        (threading, "RLock", locks.factory),
        (time, "sleep", _blocks("time.sleep")),
        (threading.Semaphore, "acquire", locks.acquires),
        (queue.Queue, "put", _puts),
    ]
    if sys.version_info >= (3, 12):
        found.append((loop, "create_task", _create_task))
    if (processes := _process_pool()) is not None:
        found.append((processes, "submit", _submit_elsewhere))
    return found + [(owner, name, _blocks(name, mine=True)) for owner, name in _BLOCKING]


_BLOCKING = (
    (futures.Future, "result"),
    (futures.Future, "exception"),
    (futures, "wait"),
    (futures.ThreadPoolExecutor, "shutdown"),
    (threading.Thread, "join"),
    (threading.Event, "wait"),
    (threading.Condition, "wait"),
    (threading.Barrier, "wait"),
    (queue.Queue, "get"),
    (queue.Queue, "join"),
    (subprocess.Popen, "wait"),
    (subprocess.Popen, "communicate"),
)


def _process_pool() -> type | None:
    try:
        return futures.ProcessPoolExecutor
    except ImportError:  # platforms without processes
        return None


# ---------------------------------------------------------------------------- the event loop
class Hopped:
    """A callback on its way to a loop from another thread: remembers where it came from."""

    __slots__ = ("callback", "since", "source")

    def __init__(self, callback: Callable, source: Track, since: float) -> None:
        self.callback, self.source, self.since = callback, source, since

    def __call__(self, *args: Any) -> Any:
        return self.callback(*args)

    def __repr__(self) -> str:
        return repr(self.callback)


def _stepped(callback: Any) -> asyncio.Task | None:
    """The task whose step `callback` is; None for a plain callback (`task.cancel` is one)."""
    task = getattr(callback, "__self__", None)
    if not isinstance(task, _TASK):
        return None
    return None if type(callback) is _BUILTIN and callback.__name__ != "task_wakeup" else task


def _run(log: Log, original: Callable) -> Callable:
    """Runs round every callback of every loop, so that each call it saves is a call saved there."""
    mark, threads, tasks = log.mark, log.threads, log.tasks

    def _run(handle: events.Handle) -> None:
        state = threads.get(get_ident())
        if state is not None and state.step is not None:
            _close_first(log, state)
        if not log.open or handle._context.get(MARK) is not mark:
            return original(handle)
        if state is None:
            state = log.thread()
        callback, now = handle._callback, log.clock()
        if (task := _stepped(callback)) is None:
            step = Step(None, now)
            _note_due(handle, callback, step)
        else:
            step = Step(tasks.get(id(task)) or log.task(task), now)
            step.ready = step.track.ready
        outer, state.step = state.step, step
        try:
            original(handle)
        finally:
            end = log.clock()
            state.step = outer
            if outer is not None:  # a loop run inside a step of another
                outer.gaps = [*(outer.gaps or ()), (now, end)]
            if log.open:
                _write(log, state, step, task, callback, end)

    return _run


def _close_first(log: Log, state: ThreadState) -> None:
    """End the step in which the recording began: it was under way before anybody listened."""
    if state.step.first and log.open:
        step, state.step = state.step, None
        _write(log, state, step, step.track.ref(), None, log.clock())


def _note_due(handle: events.Handle, callback: Any, step: Step) -> None:
    """When the callback could have run: asked for by another thread, or its timer was due."""
    if type(callback) is Hopped:
        step.due, step.hop = callback.since, (callback.source, callback.since)
    elif type(handle) is events.TimerHandle:
        step.due = step.began - max(0.0, handle._loop.time() - handle._when)


def _write(log: Log, state: ThreadState, step: Step, task: Any, callback: Any, end: float) -> None:
    for named in step.late or ():
        log.name_task(*named)
    if (track := step.track) is None:
        return _write_callback(log, state, step, callback, end)
    records, loop = log.records, state.loop
    records.append(("step", loop, track, track.since, track.awaiting, step.ready, step, end))
    if track.hop is not None:
        log.add("hop", *track.hop, track, step.began, "call_soon_threadsafe")
        track.hop = None
    if task.done():
        log.name_task(track, task)
        track.since = None
        log.tasks.pop(id(task), None)
    else:
        future = task._fut_waiter
        track.since = end  # without a future: straight back into the ready queue
        track.awaiting = "sleep(0)" if future is None else awaited(log, task, future)
    if len(records) >= log.limit:
        log.fill()


def _write_callback(log: Log, state: ThreadState, step: Step, callback: Any, end: float) -> None:
    if step.hop is not None:
        log.add("hop", *step.hop, state.loop, step.began, "call_soon_threadsafe")
    if type(callback) is Hopped:
        callback = callback.callback
    while isinstance(callback, functools.partial):
        callback = callback.func
    label = getattr(callback, "__qualname__", None) or type(callback).__name__
    log.add("callback", state.loop, label, step, end)


def awaited(log: Log, task: asyncio.Task, future: Any) -> Any:
    """What the task waits for, as the reader wrote it: `sleep`, `jobs.get`, another task's name."""
    coro, reader, library = task.get_coro(), None, None
    while coro is not None:
        code = getattr(coro, "cr_code", None)
        if code is None:
            break
        if is_users(code.co_filename):
            reader, library = coro, library if _is_asyncio(library) else None
        elif library is None and not coro.__name__.startswith(("__aenter__", "_")):
            library = coro
        elif library is None and coro.__name__ in _UNNAMED:
            return _UNNAMED[coro.__name__]
        elif library is None and coro.__qualname__ == "TaskGroup.__aexit__":
            return "TaskGroup"
        coro = coro.cr_await
    if library is not None:
        return _call_of(log, library, reader)
    if isinstance(future, asyncio.Task):
        return log.task(future)
    if future in log.futures:
        return log.futures[future]
    return "gather" if type(future).__name__ == "_GatheringFuture" else "future"


def _is_asyncio(coro: Any) -> bool:
    """`wait_for` and the like stay the answer, whatever the coroutine that they were given does."""
    return coro is not None and coro.cr_code.co_filename.startswith(_ASYNCIO)


def _call_of(log: Log, coro: Any, reader: Any) -> Any:
    owner = coro.__qualname__.rpartition(".")[0]
    if owner in ("Lock", "Semaphore", "BoundedSemaphore", "Event", "Condition", "Queue"):
        thing = locals_of(coro.cr_frame).get("self")
        if thing is not None and reader is not None:
            return (log.thing(thing, reader.cr_frame), coro.__name__)
    return coro.__qualname__


def _call_soon(log: Log, original: Callable) -> Callable:
    mark, tasks = log.mark, log.tasks

    def call_soon(loop: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if log.open and (task := _stepped(callback)) is not None:
            if (MARK.get() if context is None else context.get(MARK)) is mark:
                _queue(log, tasks.get(id(task)) or _new_task(log, task))
        return original(loop, callback, *args, context=context)

    return call_soon


def _new_task(log: Log, task: asyncio.Task) -> Track:
    """The lane of a task just created; before Python 3.12 `wait_for` made one of its own."""
    track = log.task(task)
    if sys.version_info < (3, 12):
        frame = sys._getframe(2)
        while frame is not None and not is_users(frame.f_code.co_filename):
            track.internal = track.internal or frame.f_code.co_name == "wait_for"
            frame = frame.f_back
    return track


def _queue(log: Log, track: Track) -> None:
    state = log.threads.get(get_ident())
    step = state.step if state is not None else None
    if step is not None and step.due is not None:
        track.ready = step.due
        track.hop, step.hop = step.hop, None
    else:
        track.ready = log.clock()


def _call_soon_threadsafe(log: Log, original: Callable) -> Callable:
    def call_soon_threadsafe(loop: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if log.watching() and events._get_running_loop() is not loop:
            callback = Hopped(callback, log.here(), log.clock())
        return original(loop, callback, *args, context=context)

    return call_soon_threadsafe


def _run_forever(log: Log, original: Callable) -> Callable:
    def run_forever(loop: Any) -> None:
        if not log.watching():
            return original(loop)
        state, start = log.thread(), log.clock()
        try:
            return original(loop)
        finally:
            log.add("loop", state.loop, state.track, start, log.clock())

    return run_forever


def _run_in_executor(log: Log, original: Callable) -> Callable:
    def run_in_executor(loop: Any, executor: Any, func: Any, *args: Any) -> Any:
        future = original(loop, executor, func, *args)
        if log.watching():
            log.futures[future] = "run_in_executor"
        return future

    return run_in_executor


def _create_task(log: Log, original: Callable) -> Callable:
    """See the first step of an eager task: it runs inside this call, not from the ready queue."""

    def create_task(loop: Any, coro: Any, **options: Any) -> Any:
        eager = "eager_start" in options or loop.get_task_factory() is not None
        if not eager or not log.watching() or (state := log.thread()).step is None:
            return original(loop, coro, **options)
        outer, state.step = state.step, Step(None, log.clock())
        try:
            task = original(loop, coro, **options)
        finally:
            step, state.step = state.step, outer
        if task.done() or _has_begun(coro):
            _began_eagerly(log, state, step, log.task(task, coro), task, log.clock())
        return task

    return create_task


def _has_begun(coro: Any) -> bool:
    """Say if it has taken its first step; what closes an async generator, a task too, cannot."""
    return inspect.iscoroutine(coro) and inspect.getcoroutinestate(coro) != inspect.CORO_CREATED


def _began_eagerly(
    log: Log, state: ThreadState, step: Step, track: Track, task: asyncio.Task, end: float
) -> None:
    outer, step.track = state.step, track
    outer.gaps = [*(outer.gaps or ()), (step.began, end)]
    if outer.hop is not None:
        track.hop, outer.hop = outer.hop, None
    if task.done():
        outer.late = [*(outer.late or ()), (track, task)]
    _write(log, state, step, task, None, end)


# ---------------------------------------------------------------------------- threads and pools
def _start(log: Log, original: Callable) -> Callable:
    def start(thread: threading.Thread) -> None:
        if not log.watching() or (state := log.thread()).starting == "thread":
            return original(thread)
        source, since, run = log.here(), log.clock(), thread.run
        kind = "alive" if state.starting == "pool" else "run"

        def marked_run() -> None:
            MARK.set(log.mark)
            if "run" in vars(thread):
                del thread.run
            if not log.open:
                return run()
            _live(log, kind, source, since, run)

        thread.run = marked_run
        before, state.starting = state.starting, "thread"
        try:
            original(thread)
        finally:
            state.starting = before

    return start


def _live(log: Log, kind: str, source: Track, since: float, run: Callable) -> None:
    """Run the body of a thread and write down how long it lived."""
    log.threads.pop(get_ident(), None)  # a finished thread may have had this ident
    state = log.thread()
    state.open.append((kind, log.clock(), ""))
    if kind == "run":
        log.add("hop", source, since, state.track, state.open[0][1], "Thread.start")
    try:
        run()
    finally:
        log.threads.pop(get_ident(), None)
        end_open(log, state)


def end_open(log: Log, state: ThreadState) -> None:
    """Write down what the thread has just finished: a job, or its life."""
    if state.open and log.open:
        kind, start, label = state.open.pop()
        log.add(kind, state.track, start, log.clock(), label)


def _submit(log: Log, original: Callable) -> Callable:
    def submit(pool: Any, fn: Callable, /, *args: Any, **kwargs: Any) -> futures.Future:
        if not log.watching() or (state := log.thread()).starting:
            return original(pool, fn, *args, **kwargs)
        if type(pool).__name__ == "InterpreterPoolExecutor":  # its jobs must be picklable
            return _submit_elsewhere(log, original)(pool, fn, *args, **kwargs)
        state.starting = "pool"
        try:
            return original(pool, _job(log, fn), *args, **kwargs)
        finally:
            state.starting = ""

    return submit


def _job(log: Log, fn: Callable) -> Callable:
    source, since, label = log.here(), log.clock(), job_name(fn)

    def job(*args: Any, **kwargs: Any) -> Any:
        if not log.open:
            return fn(*args, **kwargs)
        MARK.set(log.mark)  # and left so: the worker tells of the result after this has returned
        state, start = log.thread(), log.clock()
        log.add("hop", source, since, state.track, start, "submit")
        state.open.append(("run", start, label))
        try:
            return fn(*args, **kwargs)
        finally:
            end_open(log, state)

    return job


_RUNNERS = ("run", "_process_chunk")  # Context.run of to_thread; what ProcessPoolExecutor.map runs


def job_name(fn: Any) -> str:
    """The name of the function that a pool runs; `to_thread` wraps it in `partial(ctx.run, fn)`."""
    while isinstance(fn, functools.partial):
        inside = fn.args[0] if fn.args and callable(fn.args[0]) else fn.func
        fn = inside if getattr(fn.func, "__name__", "") in _RUNNERS else fn.func
    return getattr(fn, "__name__", None) or type(fn).__name__


def _submit_elsewhere(log: Log, original: Callable) -> Callable:
    """Jobs of a process pool, as seen from this process: handed over, and done."""

    def submit(pool: Any, fn: Callable, /, *args: Any, **kwargs: Any) -> futures.Future:
        if not log.watching():
            return original(pool, fn, *args, **kwargs)
        source, since, label = log.here(), log.clock(), job_name(fn)
        state = log.thread()
        before, state.starting = state.starting, "thread"  # the pool's own threads stay unseen
        try:
            future = original(pool, fn, *args, **kwargs)
        finally:
            state.starting = before
        workers = pool._max_workers

        def done(_: futures.Future) -> None:
            log.add("job", id(pool), workers, source, since, log.clock(), label)

        future.add_done_callback(done)
        return future

    return submit


# ---------------------------------------------------------------------------- blocking calls
def _blocks(name: str, mine: bool = False) -> Callable:
    """A maker of listeners for calls that may block; `mine`: the object's own name is shown."""

    def make(log: Log, original: Callable) -> Callable:
        def call(*args: Any, **kwargs: Any) -> Any:
            if not log.open or MARK.get() is not log.mark or (state := log.thread()).busy():
                return original(*args, **kwargs)
            start = log.clock()
            state.call = (start, name)
            try:
                return original(*args, **kwargs)
            finally:
                state.call, end = None, log.clock()
                if end - start > log.least:
                    _note(log, state, name, args[0] if mine else None, start, end)

        return call

    return make


def _note(log: Log, state: ThreadState, name: str, thing: Any, start: float, end: float) -> None:
    frame = sys._getframe(2)
    label = name if thing is None else _of(log, thing, name, frame)
    log.blocked(state, label, start, end, frame)
    if thing is not None:
        log.take(thing, name, start, end)


def _of(log: Log, thing: Any, name: str, frame: FrameType) -> Any:
    if isinstance(thing, threading.Thread):
        return f"{thread_name(thing.name)}.{name}"
    if isinstance(thing, (threading.Event, threading.Condition, threading.Barrier, queue.Queue)):
        return (log.thing(thing, frame), name)
    kind = type(thing).__name__
    return f"{kind}.{name}" if isinstance(thing, (futures.Future, futures.Executor)) else name


def _gives(log: Log, original: Callable) -> Callable:
    def give(thing: Any, *args: Any, **kwargs: Any) -> Any:
        if log.watching() and not log.thread().busy():
            log.give(thing)
            if not isinstance(thing, futures.Future):
                log.thing(thing, sys._getframe(1))  # here it may have a name
        return original(thing, *args, **kwargs)

    return give


def _puts(log: Log, original: Callable) -> Callable:
    blocks = _blocks("put", mine=True)(log, original)

    def put(*args: Any, **kwargs: Any) -> Any:
        if log.watching() and not log.thread().busy():
            log.give(args[0])
            log.thing(args[0], sys._getframe(1))
        return blocks(*args, **kwargs)

    return put

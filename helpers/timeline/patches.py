"""The places of the standard library where work is handed over, and what listens there.

Nothing of the traced program is changed: no coroutine is wrapped, no event loop is replaced. While
a recording is open, the functions named in `targets` are replaced by ones that note the time and
call the original.
"""

from __future__ import annotations

import _asyncio
import asyncio
import functools
import inspect
import os
import queue
import select
import socket
import ssl
import subprocess
import sys
import threading
import time
from asyncio import base_events, events
from collections.abc import Callable
from concurrent import futures
from contextvars import copy_context
from threading import get_ident
from types import CodeType, CoroutineType, FunctionType, MethodType
from typing import Any, NamedTuple

from helpers.patching import Patches, stands_for
from helpers.timeline import locks
from helpers.timeline.coroutines import frame_of, is_readers, look_into
from helpers.timeline.log import FOREIGN, MARK, SPELT, Log, Run, Step, ThreadState, Track
from helpers.timeline.places import locals_of, where
from helpers.whose_code import is_users

__all__ = ["Listeners"]

_NAMED_BY_VARIABLE = {"Lock", "Semaphore", "BoundedSemaphore", "Event", "Condition", "Queue"}
_US = __name__.partition(".")[0]
_BUILTIN = type(len)
_TASKS = (_asyncio.Task, asyncio.tasks._PyTask)  # others may take the name asyncio.Task
_STEPS = ("__step", "__wakeup")  # of the latter
_ASYNCIO = os.path.dirname(asyncio.__file__)
# Coroutines that the reader knows by other names.
_UNNAMED = {
    "_wait_for_one": "as_completed",
    "_AsCompletedIterator._wait_for_one": "as_completed",
    "TaskGroup.__aexit__": "TaskGroup",
}


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
        (events, "_set_running_loop", _set_running_loop),
        (sys, "set_asyncgen_hooks", _set_asyncgen_hooks),
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
        found.append((asyncio, "eager_task_factory", _eager_task_factory))
    if (processes := _process_pool()) is not None:
        found.append((processes, "submit", _submit_elsewhere))
    if (loop_thread := _loop_thread()) is not None:
        found.append((loop_thread, "_wait", _blocks("call", mine=True)))
    for owner, name in _SYSTEM:
        kind = owner.__name__ if inspect.ismodule(owner) else "socket"
        found.append((owner, name, _blocks(f"{kind}.{name}", told=SPELT)))
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


# Calls of the system that libraries make for the reader, who knows them by the libraries' names.
_SYSTEM = (
    *((socket.socket, name) for name in ("accept", "connect", "recv", "recv_into")),
    (ssl.SSLSocket, "read"),
    (select, "select"),
    (os, "system"),
    (os, "waitpid"),
)


def _loop_thread() -> type | None:
    """Our LoopThread, if the program has imported it: an import here would hide whether it has."""
    return getattr(sys.modules.get("helpers.bridge.loop_thread"), "LoopThread", None)


def _process_pool() -> type | None:
    try:
        return futures.ProcessPoolExecutor
    except ImportError:  # platforms without processes
        return None


# ---------------------------------------------------------------------------- the event loop
def _stepped(callback: Any) -> asyncio.Task | None:
    """The task whose step `callback` is; None for a plain callback (`task.cancel` is one)."""
    task = getattr(callback, "__self__", None)
    if not isinstance(task, _TASKS):
        return None
    kind = type(callback)
    if kind is _BUILTIN:  # a task of C: its other steps are of a type of their own
        return task if callback.__name__ == "task_wakeup" else None
    return None if kind is MethodType and callback.__name__ not in _STEPS else task


def _run(log: Log, original: Callable) -> Callable:
    """Runs round every callback of every loop, so that each call it saves is a call saved there."""
    mark, threads, tasks, asked = log.mark, log.threads, log.tasks, log.asked

    def _run(handle: events.Handle) -> None:
        state = threads.get(get_ident())
        outer = None if state is None else state.step
        if outer is not None and outer.first:
            outer = _close_first(log, state)
        if not log.open or not (handle._context.get(MARK) is mark or _is_ours(log, handle, state)):
            return original(handle)
        if state is None:
            state = log.thread()
        if state.at is not handle._loop:
            log.enter_loop(state, handle._loop)
        callback, loop, step = handle._callback, state.loop, Step()
        step.began = now = log.clock()
        if (task := _stepped(callback)) is None:
            if asked or type(handle) is events.TimerHandle:
                _note_due(log, handle, step)
        else:
            step.track = track = tasks.get(id(task)) or log.task(task)
            step.ready = track.ready
        if outer is not None:
            step.outer = outer
        state.step = step
        try:
            original(handle)
        finally:
            end = log.clock()
            state.step = outer
            if outer is not None and not (state.runs and state.runs[-1].outer is outer):
                outer.note_gap(now, end)  # of a run that nobody saw begin
            if log.open:
                _write(log, loop, step, task, callback, end)

    return _run


def _is_ours(log: Log, handle: events.Handle, state: ThreadState | None) -> bool:
    """Whether a callback without the mark is to be shown.

    One in a context of its own, if its loop began in the block; and the reader's own tasks and
    callbacks from before it. A notebook's kernel and its tasks are neither.
    """
    if state is not None and state.runs and state.runs[-1].loop is state.loop:
        return True
    task = _stepped(handle._callback)
    if task is None:
        return is_readers(handle._callback)
    return id(task) in log.tasks or is_readers(task.get_coro())


def _close_first(log: Log, state: ThreadState) -> Step | None:
    """End the step in which the recording began: it was under way before anybody listened."""
    step = state.step
    if not log.open or (state.runs and state.runs[-1].outer is step):  # a loop is run inside of it
        return step
    state.step = None
    _write(log, state.loop, step, step.track.ref(), None, log.clock())
    return None


def _note_due(log: Log, handle: events.Handle, step: Step) -> None:
    """When the callback could have run: asked for by another thread, or its timer was due."""
    if type(handle) is events.TimerHandle:
        late = handle._loop.time() - handle._when
        step.due = step.began - late if late > 0 else step.began
    elif (asked := log.asked.get(id(handle._context))) is not None:
        _, source, step.due = asked.pop(0)
        step.hop = source, step.due
        if not asked:
            del log.asked[id(handle._context)]


def _write(log: Log, loop: Track, step: Step, task: Any, callback: Any, end: float) -> None:
    for named in step.late or ():
        log.name_task(*named)
    records, track = log.records, step.track
    if track is None:
        if step.hop is not None:
            log.add("hop", *step.hop, loop, step.began, "call_soon_threadsafe")
        records.append(("callback", loop, callback_name(callback), step, end))
        return None if len(records) < log.limit else log.fill()
    records.append(("step", loop, track, track.since, track.awaiting, step.ready, step, end))
    if track.hop is not None:
        log.add("hop", *track.hop, track, step.began, "call_soon_threadsafe")
        track.hop = None
    if task.done():
        log.name_task(track, task)
        track.since, track.end, track.at = None, _outcome(task), end
        log.tasks.pop(id(task), None)
    else:
        future = task._fut_waiter
        track.since = end  # without a future: straight back into the ready queue
        track.awaiting = "sleep(0)" if future is None else awaited(log, task, future)
    if len(records) >= log.limit:
        log.fill()


def _outcome(task: asyncio.Task) -> str:
    if task.cancelled():
        return "cancelled"
    error = task._exception  # to ask task.exception() would count as having seen it
    return "returned" if error is None else f"raised {type(error).__name__}"


def callback_name(callback: Any) -> str:
    """A function by its qualified name; one written in C by that of its module as well."""
    if type(callback) in (FunctionType, MethodType):  # mostly
        return callback.__qualname__
    while isinstance(callback, functools.partial):
        callback = callback.func
    callback = stands_for(callback) or callback
    name = getattr(callback, "__qualname__", None) or type(callback).__name__
    module = getattr(callback, "__module__", None)
    if type(callback) is not _BUILTIN or module in (None, "builtins"):
        return name
    return f"{'os' if module in ('posix', 'nt') else module.lstrip('_')}.{name}"


class Role(NamedTuple):
    """What the code of a coroutine is in the words that tell what a task waits for."""

    code: CodeType  # kept, since it is known by its id
    is_readers: bool
    is_asyncio: bool
    is_private: bool
    known_as: str


_roles: dict[int, Role] = {}  # code is slow to hash


def _role(code: CodeType) -> Role:
    file, name = code.co_filename, code.co_name
    known_as = "" if is_users(file) else _UNNAMED.get(code.co_qualname, "")
    role = Role(code, is_users(file), file.startswith(_ASYNCIO), name[0] == "_", known_as)
    return _roles.setdefault(id(code), role)


def awaited(log: Log, task: asyncio.Task, future: Any) -> Any:
    """What the task waits for, as the reader wrote it: `sleep`, `jobs.get`, another task's name."""
    reader = library = role = None
    coro = task.get_coro()
    while coro is not None:
        if type(coro) is CoroutineType:  # mostly
            code, inner = coro.cr_code, coro.cr_await
        else:
            code, inner = look_into(coro)
        if code is not None:
            this = _roles.get(id(code)) or _role(code)
            if this.is_readers:
                reader = coro
                if library is not None and not role.is_asyncio:  # `wait_for` stays the answer,
                    library = None  # whatever the coroutine that it was given does
            elif library is None and this.known_as:
                return this.known_as
            elif library is None and not this.is_private:
                library, role = coro, this
        coro = inner
    if library is not None:
        return _call_of(log, library, reader)
    if isinstance(future, _TASKS):
        return log.task(future)
    if future in log.futures:
        return log.futures[future]
    return "gather" if type(future).__name__ == "_GatheringFuture" else "future"


def _call_of(log: Log, coro: Any, reader: Any) -> Any:
    owner, _, name = coro.__qualname__.rpartition(".")
    if owner in _NAMED_BY_VARIABLE and reader is not None:
        thing = locals_of(frame_of(coro)).get("self")
        if thing is not None:
            return (log.thing(thing, frame_of(reader)), name)
    return coro.__qualname__


def _call_soon(log: Log, original: Callable) -> Callable:
    mark, tasks, threads = log.mark, log.tasks, log.threads

    def call_soon(loop: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if log.open and (task := _stepped(callback)) is not None:
            track = tasks.get(id(task))
            if track is None:
                ours = (MARK.get() if context is None else context.get(MARK)) is mark
                track = _new_task(log, task) if ours or log.watching() else None
            if track is not None:
                state = threads.get(get_ident())
                if state is None or (step := state.step) is None or step.due is None:
                    track.ready = log.clock()
                else:
                    track.ready = step.due
                    track.hop, step.hop = step.hop, None
        handle = original(loop, callback, *args, context=context)
        if handle._source_traceback:
            _leave_no_trace(handle)
        return handle

    return call_soon


def _new_task(log: Log, task: asyncio.Task) -> Track:
    """The lane of a task just created; before Python 3.12 `wait_for` made one of its own."""
    track = log.task(task)
    track.made = log.clock()
    if sys.version_info < (3, 12):
        frame = sys._getframe(2)
        while frame is not None and not is_users(frame.f_code.co_filename):
            track.internal = track.internal or frame.f_code.co_name == "wait_for"
            frame = frame.f_back
    return track


def _call_soon_threadsafe(log: Log, original: Callable) -> Callable:
    """Remember who asked by the context of the callback, which is its own and stays what it is."""

    def call_soon_threadsafe(loop: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if log.watching() and events._get_running_loop() is not loop:
            context = copy_context() if context is None else context
            asked = log.asked.setdefault(id(context), [])
            asked.append((context, log.here(), log.clock()))
        return _leave_no_trace(original(loop, callback, *args, context=context))

    return call_soon_threadsafe


def _leave_no_trace(made: Any) -> Any:
    """In debug mode handles and tasks say where they were made: not in here."""
    if isinstance(trace := made._source_traceback, list):
        del trace[-1:]
    return made


def _set_running_loop(log: Log, original: Callable) -> Callable:
    """Called when a loop begins to run, and when it ends: also by what lets runs be nested."""

    def _set_running_loop(loop: Any) -> None:
        original(loop)
        if not log.watching():
            return
        state, now = log.thread(), log.clock()
        depth = next((n for n, run in enumerate(state.runs) if run.outer is state.step), None)
        if depth is not None:
            _end_run(log, state, depth, now)
        elif isinstance(loop, base_events.BaseEventLoop):
            held = None if state.step is None else state.loop
            state.runs.append(Run(log.enter_loop(state, loop), now, state.step, held, *_caller()))

    return _set_running_loop


def _end_run(log: Log, state: ThreadState, depth: int, now: float) -> None:
    run = state.runs[depth]
    del state.runs[depth:]
    log.add("loop", run.loop, state.track, run.start, now)
    state.at = None
    if run.outer is not None:
        state.loop = run.held
        run.add_to(run.outer, now)


def _caller() -> tuple[str, str]:
    """The method by which a loop is run, and the reader's line that called it."""
    frame, name = sys._getframe(2), "run_forever"
    place = where(frame)
    while frame is not None and not is_users(frame.f_code.co_filename):
        if frame.f_code.co_name == "run_until_complete":
            name = "run_until_complete"
        frame = frame.f_back
    return name, place


def _set_asyncgen_hooks(log: Log, original: Callable) -> Callable:
    """Called too by loops that have nothing else in common with asyncio's, as uvloop's."""

    def set_asyncgen_hooks(*args: Any, **hooks: Any) -> None:
        original(*args, **hooks)
        if not log.watching():
            return
        loop = getattr(args[0] if args else hooks.get("firstiter"), "__self__", None)
        state = log.thread()
        if is_foreign(loop):
            begin_foreign(log, state, loop, where(sys._getframe(1)))
        elif state.call is not None and state.call[2] is FOREIGN:
            (start, label, _), state.call = state.call, None
            log.note_blocked(state, label, start, log.clock(), "")

    return set_asyncgen_hooks


def is_foreign(loop: Any) -> bool:
    """Whether it is a loop whose steps asyncio's own code does not run."""
    kinds = asyncio.AbstractEventLoop, base_events.BaseEventLoop
    return isinstance(loop, kinds[0]) and not isinstance(loop, kinds[1])


def begin_foreign(log: Log, state: ThreadState, loop: Any, place: str = "") -> None:
    """Note that such a loop runs in this thread from now on; place: the line that runs it."""
    name = f"{type(loop).__module__.partition('.')[0]}.{type(loop).__name__}"
    log.notes[
        f"{name} ran here: it does not run tasks and callbacks by asyncio's code, so they cannot "
        "be seen; with loop_factory=asyncio.SelectorEventLoop they are"
    ] = None
    label = " · ".join(filter(None, (f"{name}.run_forever", place)))
    state.call = state.call or (log.clock(), label, FOREIGN)


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
        make = functools.partial(original, loop, coro, **options)
        eager = "eager_start" in options or loop.get_task_factory() is not None
        return _leave_no_trace(_begin_eagerly(log, coro, make) if eager else make())

    return create_task


def _eager_task_factory(log: Log, original: Callable) -> Callable:
    def eager_task_factory(loop: Any, coro: Any, **options: Any) -> Any:
        make = functools.partial(original, loop, coro, **options)
        return _leave_no_trace(_begin_eagerly(log, coro, make))

    return eager_task_factory


def _begin_eagerly(log: Log, coro: Any, make: Callable[[], Any]) -> Any:
    """Make a task that may take its first step meanwhile."""
    state = log.thread() if log.watching() else None
    outer = None if state is None else state.step
    if outer is None or outer.makes is coro:
        return make()
    state.step = step = Step()
    step.began, step.makes, step.outer = log.clock(), coro, outer
    try:
        task = make()
    finally:
        state.step, step.makes = outer, None
    if task.done() or _has_begun(coro):
        step.track = track = log.task(task, coro)
        track.made = None  # it never was in the ready queue
        outer.note_gap(step.began, end := log.clock())
        if outer.hop is not None:
            track.hop, outer.hop = outer.hop, None
        if task.done():
            outer.late = [*(outer.late or ()), (track, task)]
        _write(log, state.loop, step, task, None, end)
    return task


def _has_begun(coro: Any) -> bool:
    """Say if it has taken its first step; what closes an async generator, a task too, cannot."""
    return inspect.iscoroutine(coro) and inspect.getcoroutinestate(coro) != inspect.CORO_CREATED


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
    outcome = "returned"
    try:
        run()
    except BaseException as error:
        outcome = "" if type(error).__module__.startswith(_US) else f"raised {type(error).__name__}"
        raise
    finally:
        log.threads.pop(get_ident(), None)
        end_open(log, state)
        if log.open:
            state.track.end, state.track.at = outcome, log.clock()


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
        # The future keeps this until it is done: it must not keep the pool.
        number, workers = log.pools.setdefault(pool, object()), pool._max_workers

        def done(_: futures.Future) -> None:
            log.add("job", number, workers, source, since, log.clock(), label)

        future.add_done_callback(done)
        return future

    return submit


# ---------------------------------------------------------------------------- blocking calls
def _blocks(name: str, mine: bool = False, told: Any = None) -> Callable:
    """A maker of listeners for calls that may block; `mine`: the object's own name is shown."""

    def make(log: Log, original: Callable) -> Callable:
        def call(*args: Any, **kwargs: Any) -> Any:
            if not log.watching() or (state := log.thread()).busy():
                return original(*args, **kwargs)
            start, thing = log.clock(), args[0] if mine else told
            outer, state.call = state.call, (start, name, thing)
            try:
                return original(*args, **kwargs)
            finally:
                state.call, end = outer, log.clock()
                if end - start > log.least:
                    _note(log, state, name, thing, start, end)

        return call

    return make


def _note(log: Log, state: ThreadState, name: str, thing: Any, start: float, end: float) -> None:
    frame = sys._getframe(2)
    log.blocked(state, log.label(name, thing, frame), start, end, frame)
    log.take(thing, name, start, end)


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

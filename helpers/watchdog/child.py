"""The child's side of the watchdog: runs the target and records what came of it.

It is started by its path, so that only what is imported here is loaded before the target is:
no psutil, no asyncio, no threading. Its own thread is started with `_thread`, so that the target
does not meet it in `threading.enumerate()`.
"""

import _thread
import faulthandler
import linecache
import os
import signal
import sys
from json import dumps, loads
from time import monotonic
from types import CoroutineType, FrameType, ModuleType, TracebackType

__all__ = ["main"]

MESSAGE_LIMIT = 4_000  # characters of an exception's message
FRAME_LIMIT = 60  # frames of one stack; the outermost 10 and the innermost 50 are kept
STACK_LIMIT = 100  # threads, and tasks, whose stacks are reported
VALUE_LIMIT = 16 * 2**20  # bytes of JSON that a target may return
BACKSTOP_DELAY = 0.3  # seconds past the limit at which stacks are written without the GIL
TASK_LIMIT = 2_000  # more processes and threads that a user other than root may have
UNWOKEN = "but nobody woke the loop: in another thread, use loop.call_soon_threadsafe"
Place = tuple[FrameType, int | None]  # in a stack: a frame, and the line that it is at
HEADROOM = 10 * 2**30  # bytes above the memory limit that may be mapped: 1 000 threads' stacks


class UnknownTargetError(Exception):
    """The target's module or function does not exist."""


class Results:
    """Appends records to the results file, whatever the target did to its file descriptors."""

    def __init__(self, path: str, token: str) -> None:
        self._path, self._token, self._owner = path, token, os.getpid()
        self._lock = _thread.allocate_lock()
        self._fd = self._open()
        self._identity = self._identify()

    def write(self, **record: object) -> None:
        """Append one record; a fork of this process writes nothing."""
        line = f"{self._token} {dumps(record)}\n".encode()
        with self._lock:
            if os.getpid() != self._owner:
                return
            if self._identify() != self._identity:
                self._fd = self._open()
            while line:
                line = line[os.write(self._fd, line) :]

    def _open(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def _identify(self) -> tuple[int, int] | None:
        # The target may have closed our descriptor, and another file may have got its number.
        try:
            status = os.fstat(self._fd)
        except OSError:
            return None
        return status.st_dev, status.st_ino


def main() -> None:
    """Read the request from stdin, run its target, record the outcome, and end the process."""
    lifeline = os.dup(0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    request = read_request(lifeline)
    sys.path[:] = request["path"]
    sys.argv[:] = [""]
    sys.stdout.reconfigure(line_buffering=True)
    results = Results(os.path.join(request["folder"], "results"), request["token"])
    set_limits(request["cpu_seconds"], request["memory"])
    with open(os.path.join(request["folder"], "stacks"), "wb") as dump:
        faulthandler.dump_traceback_later(request["seconds"] + BACKSTOP_DELAY, file=dump)
        if hasattr(signal, "SIGUSR2"):  # the parent's signal does the same at any other limit
            faulthandler.register(signal.SIGUSR2, file=dump)
            faulthandler.register(signal.SIGPROF, file=dump)  # the target's own timer, too
        watching = _thread.allocate_lock()
        watching.acquire()
        _thread.start_new_thread(watch, (lifeline, results, request["folder"], watching))
        watching.acquire()
        results.write(kind="ready", main_thread=_thread.get_ident())
        began = monotonic()
        record = outcome_of(request)
        record.update(seconds=monotonic() - began, threads=threads_alive())
        results.write(**record, leftover_threads=leftover_threads())
        flush()
        # Not sys.exit: that waits for the threads which the target left behind.
        os._exit(record.get("exit_code") or 0)


def read_request(lifeline: int) -> dict:
    """Return the request: one line of JSON."""
    data = b""
    while not data.endswith(b"\n"):
        part = os.read(lifeline, 65_536)
        if not part:
            os._exit(1)
        data += part
    return loads(data)


def set_limits(cpu_seconds: float | None, memory: int | None) -> None:
    """Set the system's own limits, as a backstop for a parent that is too slow to notice."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if cpu_seconds is not None:
        lower(resource, resource.RLIMIT_CPU, int(cpu_seconds) + 2)
    if memory is not None and sys.platform == "linux":
        lower(resource, resource.RLIMIT_DATA, int(memory) + HEADROOM)
    if sys.platform == "linux":
        lower(resource, resource.RLIMIT_NPROC, tasks_on_this_machine() + TASK_LIMIT)


def lift_memory_limit() -> None:
    """Allow as much memory as the hard limit does: the target may have left too little."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def tasks_on_this_machine() -> int:
    """Return how many processes and threads there are, which no user's own count exceeds."""
    with open("/proc/loadavg", encoding="ascii") as file:
        return int(file.read().split()[3].partition("/")[2])


def lower(resource: ModuleType, which: int, limit: int) -> None:
    """Set the soft limit; a hard limit below it stays the smaller of the two."""
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def watch(lifeline: int, results: Results, folder: str, watching: _thread.LockType) -> None:
    """Answer each byte from the parent with all stacks; end with the parent when the pipe ends."""
    own = _thread.get_ident()
    watching.release()  # a read that has begun goes on, even if the target closes the descriptor
    while True:
        try:
            order = os.read(lifeline, 1)
        except OSError:  # the target closed the descriptor
            return
        if not order:
            end_orphan(folder)
        results.write(kind="stacks", threads=thread_stacks(own), tasks=task_stacks())


def end_orphan(folder: str) -> None:
    """Remove the files which the parent can no longer remove, and end this process group."""
    for name in os.listdir(folder):
        os.unlink(os.path.join(folder, name))
    os.rmdir(folder)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def outcome_of(request: dict) -> dict:
    """Run the target and return the record that tells what came of it."""
    owner = os.getpid()
    try:
        try:
            value = execute(request)
        finally:
            lift_memory_limit()  # now comes the report, whatever the target has used up
        return returned(value)
    except UnknownTargetError as error:
        return {"kind": "unknown", "message": str(error)}
    except SystemExit as error:
        return {"kind": "exited", "exit_code": exit_code(error), "error": describe(error)}
    except BaseException as error:
        return {"kind": "raised", "error": describe(error)}
    finally:
        if os.getpid() != owner:  # a fork that returned here: only the original reports
            flush()
            os._exit(0)


def returned(value: object) -> dict:
    """Return the record for a value, or raise an error that says why it cannot be sent."""
    try:
        size = len(dumps(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(
            f"The target returned a {type(value).__name__} that is not JSON data ({error}); "
            "return numbers, text, True, False, None, or lists and dicts of them."
        ) from None
    if size > VALUE_LIMIT:
        raise ValueError(f"The target returned {size} bytes of JSON; return at most {VALUE_LIMIT}.")
    return {"kind": "returned", "value": value}


def execute(request: dict) -> object:
    """Import or compile the target, call it, and return its value."""
    space = ModuleType("__main__")
    sys.modules["__main__"] = space
    arguments = request["args"]
    if "module" in request:
        value = find(request["module"], request["function"])(*arguments)
    else:
        source, file = request["source"], request["file"]
        # So that stacks, also those which the target prints, show the source lines.
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        space.args = arguments
        exec(compile(source, file, "exec", dont_inherit=True), vars(space))
        if request["function"] is None:
            return vars(space).get("result")
        value = vars(space)[request["function"]](*arguments)
    if isinstance(value, CoroutineType):
        import asyncio

        value = asyncio.run(value)
    return value


def find(module: str, function: str) -> object:
    """Import `module` and return its `function`, which may be a dotted name."""
    from importlib import import_module

    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if error.name and f"{module}.".startswith(f"{error.name}."):
            raise UnknownTargetError(f"there is no module named {error.name!r}") from None
        raise
    for name in function.split("."):
        if not hasattr(found, name):
            raise UnknownTargetError(f"the module {module!r} has no {function!r}")
        found = getattr(found, name)
    return found


def exit_code(error: SystemExit) -> int:
    """Return the exit code that Python gives a process which ends with this SystemExit."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    return 1


def flush() -> None:
    """Write out what is still buffered."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:  # closed or replaced by the target
            continue


def threads_alive() -> int:
    """Return how many threads there are, those included that the target did not start."""
    return len(sys._current_frames())


def leftover_threads() -> list[str]:
    """Return the names of the non-daemon threads which are still alive."""
    threading = sys.modules.get("threading")
    if threading is None:
        return []
    main_thread = threading.main_thread()
    left = [t for t in threading.enumerate() if not t.daemon and t is not main_thread]
    return [str(thread.name) for thread in left]


def describe(error: BaseException) -> dict:
    """Return an exception as JSON data, without trusting its `str()`."""
    frames = rows(traceback_frames(error.__traceback__))
    return {"type": name_of(type(error)), "message": message_of(error), "frames": frames}


def name_of(kind: type) -> str:
    """Return a class's name with its module, unless it is built in or from the target."""
    if kind.__module__ in ("builtins", "__main__"):
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"


def message_of(error: BaseException) -> str:
    """Return the text of an exception, shortened."""
    try:
        text = str(error)
    except BaseException as broken:
        return f"<no message: its str() raised {type(broken).__name__}>"
    return text if len(text) <= MESSAGE_LIMIT else f"{text[:MESSAGE_LIMIT]}…"


def traceback_frames(traceback: TracebackType | None) -> list[Place]:
    """Return the (frame, line number) pairs of a traceback, outermost first."""
    found = []
    while traceback is not None:
        found.append((traceback.tb_frame, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found


def thread_frames(frame: FrameType | None) -> list[Place]:
    """Return the (frame, line number) pairs of a running stack, outermost first."""
    found = []
    while frame is not None:
        found.append((frame, frame.f_lineno))
        frame = frame.f_back
    return found[::-1]


def rows(pairs: list[Place]) -> list[list]:
    """Return `[file, line, function, text]` rows, without this file's and the importer's frames."""
    shown = [(f, n) for f, n in pairs if not is_machinery(f.f_code.co_filename)]
    if len(shown) > FRAME_LIMIT:
        shown = shown[:10] + shown[10 - FRAME_LIMIT :]
    return [row(frame, line or 0) for frame, line in shown]


def row(frame: FrameType, line: int) -> list:
    """Return one `[file, line, function, text]` row."""
    file = frame.f_code.co_filename
    text = linecache.getline(file, line, frame.f_globals).strip()[:MESSAGE_LIMIT]
    return [file, line, frame.f_code.co_name, text]


def is_machinery(file: str) -> bool:
    """Tell whether frames of this file belong to the watchdog or to the import system."""
    return file == __file__ or file.startswith("<frozen importlib")


def thread_stacks(own: int) -> list[dict]:
    """Return the stacks of all threads but the watchdog's own."""
    threading = sys.modules.get("threading")
    threads = {t.ident: t for t in threading.enumerate()} if threading else {}
    order = {ident: place for place, ident in enumerate(threads)}
    stacks = []
    oldest_first = sorted(sys._current_frames().items(), key=lambda item: order.get(item[0], 0))
    for ident, frame in oldest_first[: STACK_LIMIT + 1]:
        if ident != own:
            thread = threads.get(ident)
            name = str(thread.name) if thread else "MainThread" if not threads else f"#{ident}"
            stacks.append({"name": name, "frames": rows(thread_frames(frame))})
    return stacks[:STACK_LIMIT]


def task_stacks() -> list[dict]:
    """Return the stacks of all unfinished tasks of every event loop in this process."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or not hasattr(asyncio, "all_tasks"):
        return []
    tasks = [task for loop in event_loops(asyncio) for task in asyncio.all_tasks(loop)]
    return [
        {
            "name": str(task.get_name()),
            "frames": rows(awaited_frames(task.get_coro())),
            "awaiting": awaited(asyncio, task),
        }
        for task in sorted(tasks, key=lambda task: str(task.get_name()))[:STACK_LIMIT]
    ]


def event_loops(asyncio: ModuleType) -> list:
    """Return all event loops of this process.

    A list of all objects would hold each tuple that another thread is just making, and
    `tuple(generator)` would raise SystemError there.
    """
    import gc

    kinds = [asyncio.AbstractEventLoop]
    for kind in kinds:  # it grows meanwhile
        kinds += type.__subclasses__(kind)
    # Asking for the type, not isinstance(): that would run a `__class__` property of the target's.
    return [o for o in gc.get_referrers(*kinds) if any(type(o) is kind for kind in kinds)]


def awaited_frames(coroutine: object) -> list[Place]:
    """Return the (frame, line number) pairs from a coroutine to the innermost one it awaits."""
    found = []
    while coroutine is not None and len(found) < 10 * FRAME_LIMIT:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame is None:
            break
        found.append((frame, frame.f_lineno))
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    return found


def awaited(asyncio: ModuleType, task: object) -> str | None:
    """Say what a task waits for, or return None if it does not wait."""
    waiter = getattr(task, "_fut_waiter", None)
    if waiter is None:
        return None
    if waiter.done() and sleeps(task.get_loop()):
        frames = awaited_frames(task.get_coro())
        event = isinstance(frames[-1][0].f_locals.get("self"), asyncio.Event) if frames else False
        return f"an Event that has been set, {UNWOKEN}" if event else f"what has come, {UNWOKEN}"
    if isinstance(waiter, asyncio.Task):
        return f"task {waiter.get_name()!r}"
    return "gather" if "Gathering" in type(waiter).__name__ else "a future"


def sleeps(loop: object) -> bool:
    """Tell whether an event loop waits to be woken."""
    frame = sys._current_frames().get(getattr(loop, "_thread_id", None))
    return frame is not None and frame.f_code.co_name == "select"


if __name__ == "__main__":
    main()

"""Shows the exhibits of lesson 12: runs each in a process of its own, and prints its stacks."""

import asyncio
import contextlib
import gc
import importlib
import inspect
import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from helpers import watchdog
from helpers.virtual_time import Deadlock, run

HERE = Path(__file__).parent
CURE = "# The cure"
CURES = {"settings": "settings_later"}  # a module that hangs while it is imported has no cure in it
ALL = (
    *("own_loop", "own_pool", "two_locks", "across_await", "two_tasks"),
    *("dead_producer", "one_short", "idle_loop", "other_loop", "unstopped_loop"),
    *("in_handler", "settings", "at_exit", "forked"),
)
# Calls of the library that say on what kind of thread one is: a loop's, or a pool's.
TELLING = {"select", "run_forever", "_worker"}
NOISE = "task 'to_thread'"  # runs a program's main() in virtual time


def visit(target):
    """Run a function of the museum until it has ended, or nothing has moved for a second."""
    return watchdog.run(f"data.museum.{target}", seconds=60, idle_seconds=1)


def open_museum():
    """Run all programs, and all cures, at the same time; return what came of each, by its name."""
    targets = [f"{name}:main" for name in ALL]
    targets += [f"{CURES.get(name, name)}:mended" for name in ALL]
    with ThreadPoolExecutor(len(ALL)) as pool:
        outcomes = list(pool.map(visit, targets))
    hangs, cures = outcomes[: len(ALL)], outcomes[len(ALL) :]
    return dict(zip(ALL, hangs, strict=True)), dict(zip(ALL, cures, strict=True))


def program(name):
    """Print a program that hangs, with the numbers of its lines, from behind its imports on."""
    source, _, _ = (HERE / f"{name}.py").read_text(encoding="utf-8").partition(CURE)
    lines = list(enumerate(source.rstrip().splitlines(), start=1))
    imports = [number for number, line in lines if line.startswith(("import ", "from "))]
    for number, line in lines[imports[-1] :]:
        if line or number > imports[-1] + 2:
            print(f"{number:>2}  {line}".rstrip())


def is_own(frame):
    """Say whether this line of a stack is the museum's own."""
    return Path(frame.file).parent == HERE


def told_stack(frames):
    """Return the lines that matter of a stack, the innermost first.

    Those are the program's own, the call by which they wait, and what tells the kind of thread.
    """
    rows, inner = [], None
    for frame in reversed(frames):
        if is_own(frame):
            rows += [] if inner is None or rows else [f"{inner.function:<12} {file_of(inner)}"]
            rows.append(f"{frame.function:<12} {file_of(frame)}:{frame.line}")
        elif frame.function in TELLING:
            rows.append(f"{frame.function:<12} {file_of(frame)}")
        inner = frame
    return rows


def file_of(frame):
    """Return the name of the file, without its folder."""
    return os.path.basename(frame.file)


def stacks(outcome, tasks=False):
    """Return the stacks of all threads as text, the innermost call first; with `tasks` theirs."""
    lines = [f"ended; threads left: {', '.join(outcome.leftover_threads) or 'none'}"]
    if outcome.kind == "stopped":
        lines = ["nothing moves any more"]
    for stack in (*outcome.threads, *(outcome.tasks if tasks else ())):
        kind = "thread" if stack in outcome.threads else "task"
        lines += [f"{kind} {stack.name}", *(f"    {row}" for row in told_stack(stack.frames))]
    return "\n".join(lines)


def deadlock_of(name):
    """Run a program in virtual time; return the Deadlock that it ends with."""
    main = importlib.import_module(f"data.museum.{name}").main

    def as_main():
        threading.current_thread().name = "MainThread"
        main()

    with quiet():
        try:
            run(main() if inspect.iscoroutinefunction(main) else asyncio.to_thread(as_main))
        except Deadlock as deadlock:
            return deadlock.with_traceback(None)


@contextlib.contextmanager
def quiet():
    """Leave out what Python says of a thread that fails, and of a coroutine that never ran."""
    reported, threading.excepthook = threading.excepthook, lambda failed: None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
            gc.collect()  # now, and not in another cell
    finally:
        threading.excepthook = reported


def proof(name):
    """Return what virtual time proves of a program, a line for each thread or task that waits."""
    waits = [wait for wait in deadlock_of(name).waits if not wait.text.startswith(NOISE)]
    return "\n".join(["in virtual time, for ever:", *(f"    {wait.text}" for wait in waits)])

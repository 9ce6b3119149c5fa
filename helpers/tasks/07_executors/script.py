"""Runs the script of 07.d: in virtual time in a forced order, and in real processes under spawn."""

import ast
import concurrent.futures
import importlib
import io
import linecache
import multiprocessing
import os
import sys
import time
from asyncio.base_events import BaseEventLoop
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.grading.answer import ANSWER
from helpers.grading.kit import Run
from helpers.patching import Patches

__all__ = ["printed_in_order", "printed_under_spawn"]

WANTED = ["4000 550", "1000 168", "3000 430", "2000 303"]
FILE, LOG = "primes.py", "probe.log"
FIRST_LINE = "import course_probe; course_probe.in_a_worker()\n"  # runs when it is imported
PROBE = f"""
from concurrent.futures import ProcessPoolExecutor

def note(what):
    with open({LOG!r}, "a") as file:
        file.write(what)

def job(function, *args, **kwargs):
    note("job ")
    return function(*args, **kwargs)

def again(*_, **__):
    note("again ")
    raise RuntimeError("a worker hands in jobs")

def in_a_worker():
    ProcessPoolExecutor.submit = again
"""


def script_of(run: Run) -> ast.Module:
    """Return the script: the body of the answer's function, whose lines keep their numbers."""
    answer = ast.parse("".join(linecache.getlines(ANSWER)))
    named = [each for each in answer.body if getattr(each, "name", "") == run.name]
    return ast.Module(named[-1].body, [])


def printed(run: Run, main: ModuleType) -> list[str]:
    """Run the script as the main module; return the lines that it prints."""
    run.note(wanted=WANTED)
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(script_of(run), ANSWER, "exec", dont_inherit=True), vars(main))
    lines = [line.strip() for line in out.getvalue().splitlines() if line.strip()]
    run.note(said=f"printed {', '.join(lines)[:80] or 'nothing'}")
    return lines


class Workers(ThreadPoolExecutor):
    """Stands for a ProcessPoolExecutor: its workers are threads, and its jobs take given times."""

    def __init__(
        self,
        run: Run,
        seconds: list[float],
        max_workers: int | None = None,
        mp_context: Any = None,
        *args: Any,
        max_tasks_per_child: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(max_workers, "worker", *args, **kwargs)
        self.run, self.seconds = run, iter([*seconds, *[1.0] * 99])

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        """Note a call that lasts from here until the job is done."""
        takes, call = next(self.seconds), self.run.journal.call("job")
        call.__enter__()

        def job() -> Any:
            time.sleep(takes)
            return function(*args, **kwargs)

        future = super().submit(job)
        future.add_done_callback(lambda _: call.__exit__(None, None, None))
        return future


def printed_in_order(run: Run, seconds: list[float]) -> list[str]:
    """Run the script in virtual time, with jobs that take these seconds; return its lines."""
    run.note(looped=False, of=len(seconds))
    with Patches() as patches:
        for module in (concurrent.futures, concurrent.futures.process):
            patches.callback(setattr, module, "ProcessPoolExecutor", ProcessPoolExecutor)
            module.ProcessPoolExecutor = partial(Workers, run, seconds)
        patches.before(BaseEventLoop, "run_forever", lambda *_: run.note(looped=True))
        patches.replace(multiprocessing, "set_start_method", lambda *_, **__: None)
        try:
            return printed(run, ModuleType("__main__"))
        except Exception:
            run.note(held_for=0.0)  # a `with` waits for the other jobs: no mistake of its own
            raise


def printed_under_spawn(run: Run) -> list[str]:
    """Run the script in this process, with real workers under spawn; return its lines."""
    Path("course_probe.py").write_text(PROBE, encoding="utf-8")
    Path(FILE).write_text(FIRST_LINE + ast.unparse(script_of(run)), encoding="utf-8")
    Path(LOG).write_text("", encoding="utf-8")
    sys.path.insert(0, os.getcwd())
    main = sys.modules["__main__"] = ModuleType("__main__")
    main.__file__ = os.path.abspath(FILE)
    multiprocessing.set_start_method("spawn", force=True)
    job = importlib.import_module("course_probe").job

    def chosen(method: str) -> None:
        if method != "spawn":
            run.note(chosen=method)
            raise ValueError(f"not every system starts processes by {method}")

    def submit(real: Any, pool: Any, /, *args: Any, **kwargs: Any) -> Future:
        return real(pool, job, *args, **kwargs)

    with Patches() as patches:
        made = ProcessPoolExecutor, "__init__"
        patches.after(*made, lambda pool, *_, **__: chosen(pool._mp_context.get_start_method()))
        patches.replace(ProcessPoolExecutor, "submit", submit)
        patches.replace(multiprocessing, "set_start_method", lambda _, m, *__, **___: chosen(m))
        try:
            return printed(run, main)
        finally:
            notes = Path(LOG).read_text(encoding="utf-8")
            run.note(jobs=notes.count("job"), again=notes.count("again"))

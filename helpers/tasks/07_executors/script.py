"""Runs the script of 07.d: in real processes under spawn, and in virtual time in a forced order."""

import ast
import concurrent.futures
import concurrent.futures.process
import inspect
import io
import linecache
import multiprocessing
import os
import sys
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.grading.answer import ANSWER, Answer, describe
from helpers.grading.kit import Run
from helpers.patching import Patches

__all__ = ["WANTED", "Spawned", "printed_in_order"]

WANTED = ["4000 550", "1000 168", "3000 430", "2000 303"]
FILE, LOG = "primes.py", "probe.log"
FIRST_LINE = "import course_probe; course_probe.imported(__name__)\n"
PROBE = f"""
import os
from concurrent.futures import ProcessPoolExecutor


def note(what):
    with open({LOG!r}, "a") as file:
        file.write(f"{{what}} {{os.getpid()}}\\n")


def noted(function, *args, **kwargs):
    note("job")
    return function(*args, **kwargs)


def imported(name):
    if name == "__main__":
        return
    real = ProcessPoolExecutor.submit

    def submit(*args, **kwargs):
        note("again")
        return real(*args, **kwargs)

    ProcessPoolExecutor.submit = submit
"""


def body_of(function: str) -> ast.Module:
    """Return the script: the body of the answer's function, whose lines keep their numbers."""
    answer = ast.parse("".join(linecache.getlines(ANSWER)))
    named = [each for each in answer.body if getattr(each, "name", "") == function]
    return ast.Module(named[-1].body, [])


def printed_by(script: ast.Module, main: ModuleType) -> list[str]:
    """Run the script as the main module; return the lines that it prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(script, ANSWER, "exec", dont_inherit=True), vars(main))
    return [line.strip() for line in printed.getvalue().splitlines() if line.strip()]


# --- in virtual time ---------------------------------------------------------------------------


class Workers(Executor):
    """Stands for a ProcessPoolExecutor: its workers are threads, and its jobs take given times."""

    def __init__(
        self,
        run: Run,
        seconds: list[float],
        max_workers: int | None = None,
        mp_context: Any = None,
        initializer: Any = None,
        initargs: tuple = (),
        *,
        max_tasks_per_child: int | None = None,
    ) -> None:
        self.run, self.seconds, self.jobs = run, seconds, []
        self.pool = ThreadPoolExecutor(max_workers, "worker", initializer, initargs)

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        takes = self.seconds[min(len(self.jobs), len(self.seconds) - 1)]

        def job() -> Any:
            time.sleep(takes)
            return function(*args, **kwargs)

        self.jobs.append(self.pool.submit(job))
        most = sum(not each.done() for each in self.jobs)
        noted = self.run.noted
        self.run.note(most_at_once=max(noted["most_at_once"], most), jobs=noted["jobs"] + 1)
        return self.jobs[-1]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.pool.shutdown(wait, cancel_futures=cancel_futures)


def printed_in_order(run: Run, seconds: list[float]) -> list[str]:
    """Run the script in virtual time, with jobs that take these seconds; return its lines."""
    run.note(jobs=0, most_at_once=0, looped=False, wanted=WANTED, of=4)
    with Patches() as patches:
        for module in (concurrent.futures, concurrent.futures.process):
            patches.callback(setattr, module, "ProcessPoolExecutor", ProcessPoolExecutor)
            module.ProcessPoolExecutor = partial(Workers, run, seconds)
        patches.before(BaseEventLoop, "run_forever", lambda *_: run.note(looped=True))
        patches.replace(multiprocessing, "set_start_method", lambda *_, **__: None)
        try:
            lines = printed_by(body_of(run.name), ModuleType("__main__"))
        except Exception:
            run.note(held_for=0.0)  # a `with` waits for the other jobs: no mistake of its own
            raise
    run.note(said=f"printed {', '.join(lines)}" if lines else "printed nothing")
    return lines


# --- in processes ------------------------------------------------------------------------------


class Pools(Patches):
    """Notes, while its block is open, the process pools, and what they are given to do."""

    def __init__(self) -> None:
        super().__init__()
        self.methods: list[str] = []
        self.functions: list[Any] = []

    def __enter__(self) -> "Pools":
        super().__enter__()
        self.after(ProcessPoolExecutor, "__init__", self._made)
        self.replace(ProcessPoolExecutor, "submit", self._submitted)
        # A second choice would be refused, which says nothing of the script when it runs alone.
        chosen = multiprocessing.set_start_method
        self.replace(multiprocessing, "set_start_method", lambda _, m, force=0: chosen(m, True))
        return self

    def _made(self, pool: ProcessPoolExecutor, *_: Any, **__: Any) -> None:
        self.methods.append(pool._mp_context.get_start_method())

    def _submitted(self, real: Any, pool: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        import course_probe

        self.functions.append(inside(function))
        return real(pool, course_probe.noted, function, *args, **kwargs)


def inside(function: Any) -> Any:
    """Return what a job runs: of a partial, and of pool.map's, the function inside."""
    while isinstance(function, partial):
        of_map = function.args[:1] if function.func.__module__.endswith("process") else ()
        function = of_map[0] if of_map else function.func
    return function


class Spawned:
    """A trial: the script in this process, under spawn, with real processes, in real time."""

    name = "spawned"

    def facts(self, answer: Answer) -> Iterator[dict[str, Any]]:
        """Yield what was seen."""
        Path("course_probe.py").write_text(PROBE, encoding="utf-8")
        sys.path.insert(0, os.getcwd())
        main = sys.modules["__main__"] = ModuleType("__main__")
        main.__file__ = os.path.abspath(FILE)
        multiprocessing.set_start_method("spawn", force=True)
        lines, error = [], None
        with Pools() as pools:
            try:
                script = body_of(answer.name)
                Path(FILE).write_text(FIRST_LINE + ast.unparse(script), encoding="utf-8")
                lines = printed_by(script, main)
            except (Exception, SystemExit) as raised:
                error = describe(raised)
        run = Run(answer, self.name)
        self._note(run, pools, lines, error)
        yield {**run.noted, "error": error}

    def _note(self, run: Run, pools: Pools, lines: list[str], error: Any) -> None:
        notes = Path(LOG).read_text().split("\n") if Path(LOG).exists() else []
        names = [getattr(f, "__qualname__", type(f).__name__) for f in pools.functions]
        text = f"{error['type']} {error['message']}" if error else ""
        run.note(
            right=sorted(lines) == sorted(WANTED),  # their order was another trial's matter
            ended=ended(error, lines),
            sent=", ".join(dict.fromkeys(names))[:60],
            coroutines=any(map(inspect.iscoroutinefunction, pools.functions)),
            unsendable="pickl" in text.lower() or "local object" in text.lower(),
            elsewhere=sum(n.startswith("job") and n != f"job {os.getpid()}" for n in notes),
            again=sum(note.startswith("again") for note in notes),
            chosen="".join(m for m in pools.methods if m != "spawn") or refused(text),
        )

    def stops(self, facts: dict[str, Any]) -> bool:
        """An error of the script is that of the whole check."""
        return bool(facts["error"])


def refused(text: str) -> str:
    """Say whether the system refused a start method that it lacks."""
    return "another" if "cannot find context" in text else ""


def ended(error: dict[str, str] | None, lines: list[str]) -> str:
    """Say how the script ended."""
    if error is None:
        return f"printed {', '.join(lines)[:80] or 'nothing'}"
    # What BrokenProcessPool says further tells nothing of why.
    message = "" if error["type"] == "BrokenProcessPool" else f": {error['message']}"
    return f"failed with {error['type']}{message}"

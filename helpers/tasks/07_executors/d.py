"""07.d: a script that computes in processes, under every start method.

The answer is a function whose body is the script. It is run here, in the judge's own process, as
`python primes.py` would run it, with spawn as the start method: real processes, in real time, but
no fact is a duration. The file on disk, which the workers import, begins with a line of ours.
"""

import ast
import asyncio
import io
import multiprocessing
import os
import subprocess
import sys
from asyncio.base_events import BaseEventLoop
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.grading.answer import ANSWER, Answer, describe
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule
from helpers.patching import Patches

__all__ = ["CHECK"]

WANTED = ["4000 550", "1000 168", "3000 430", "2000 303"]
HELD = "from the first job on, the event loop stood still until all jobs were done"
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
# How the script runs where workers have all that the first process has: for comparison only.
FORKS = "fork" in multiprocessing.get_all_start_methods()
SHARED = "under fork" if FORKS else "with threads in place of processes"
SHARING = (
    "import multiprocessing as m; m.set_start_method('fork')"
    if FORKS
    else "import concurrent.futures as f; f.ProcessPoolExecutor = f.ThreadPoolExecutor"
)
RUN = f"import runpy; runpy.run_path({FILE!r}, run_name='__main__')"


class Pools(Patches):
    """Notes, while its block is open, the process pools, their jobs, and what the loop does."""

    def __init__(self) -> None:
        super().__init__()
        self.shut: dict[Any, bool] = {}
        self.methods: list[str] = []
        self.jobs: list[Any] = []
        self.sent: list[str] = []
        self.most = 0
        self.looped, self.held = False, False

    def __enter__(self) -> "Pools":
        super().__enter__()
        self.after(ProcessPoolExecutor, "__init__", self._made)
        self.after(ProcessPoolExecutor, "shutdown", self._shut)
        self.replace(ProcessPoolExecutor, "submit", self._submitted)
        self.before(BaseEventLoop, "run_forever", self._loop_runs)
        # A second choice would be refused, which says nothing of the script when it runs alone.
        chosen = multiprocessing.set_start_method
        self.replace(multiprocessing, "set_start_method", lambda _, m, force=0: chosen(m, True))
        return self

    def _made(self, pool: ProcessPoolExecutor, *_: Any, **__: Any) -> None:
        self.shut[pool] = False
        self.methods.append(pool._mp_context.get_start_method())

    def _shut(self, pool: ProcessPoolExecutor, *_: Any, **__: Any) -> None:
        self.shut[pool] = True

    def _loop_runs(self, *_: Any) -> None:
        self.looped = True

    def _submitted(self, real: Any, pool: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        import course_probe

        future = real(pool, course_probe.noted, function, *args, **kwargs)
        self.jobs.append(future)
        self.sent.append(name_of(function))
        self.most = max(self.most, sum(not job.done() for job in self.jobs))
        if len(self.jobs) == 1 and (loop := asyncio._get_running_loop()):
            loop.call_soon(self._turned)
        return future

    def _turned(self) -> None:
        """The loop goes on, for the first time since a job was handed in."""
        self.held = all(job.done() for job in self.jobs)


def name_of(function: Any) -> str:
    """Return what a function is called; of a partial, and of pool.map's, the one inside."""
    while isinstance(function, partial):
        inside = function.args[:1] if function.func.__module__.endswith("process") else ()
        function = inside[0] if inside else function.func
    return getattr(function, "__qualname__", type(function).__name__)


def gather_script(answer: Answer) -> dict[str, Any]:
    """Run the script under spawn; if it fails there, also where workers have all that it has."""
    tree = ast.parse(answer.source)
    named = [node for node in tree.body if getattr(node, "name", "") == answer.name]
    script = ast.Module(named[-1].body, [])
    Path(FILE).write_text(FIRST_LINE + ast.unparse(script), encoding="utf-8")
    Path("course_probe.py").write_text(PROBE, encoding="utf-8")
    sys.path.insert(0, os.getcwd())
    facts = _run_here(script)
    facts["right_shared"] = not facts["right"] and bool(facts["jobs"]) and _is_right_shared()
    return {**facts, "shared": SHARED}


def _run_here(script: ast.Module) -> dict[str, Any]:
    """Run the script as this process's main module; its lines keep their numbers."""
    main = sys.modules["__main__"] = ModuleType("__main__")
    main.__file__ = os.path.abspath(FILE)
    multiprocessing.set_start_method("spawn", force=True)
    printed, error = io.StringIO(), None
    with Pools() as pools, redirect_stdout(printed):
        try:
            exec(compile(script, ANSWER, "exec", dont_inherit=True), vars(main))
        except Exception as raised:
            error = describe(raised)
        except SystemExit as end:
            error = None if not end.code else {**describe(end), "type": "SystemExit"}
    lines = [line.strip() for line in printed.getvalue().splitlines() if line.strip()]
    notes = Path(LOG).read_text().split("\n") if Path(LOG).exists() else []
    return {
        "error": error,
        "lines": lines,
        "printed": ", ".join(lines)[:120],
        "right": lines == WANTED,
        "jobs": len(pools.jobs),
        "sent": ", ".join(dict.fromkeys(pools.sent))[:80],
        "most": pools.most,
        "methods": pools.methods,
        "elsewhere": sum(n.startswith("job") and n != f"job {os.getpid()}" for n in notes),
        "again": sum(note.startswith("again") for note in notes),
        "looped": pools.looped,
        "held": pools.held,
        "how_held": HELD if pools.looped else "no event loop ran",
        "ended": ended(error, lines),
        "left": sum(not shut for shut in pools.shut.values()),
    }


def _is_right_shared() -> bool:
    """Does the same file print the right lines in a process of its own, under fork?"""
    command = [sys.executable, "-c", f"{SHARING}; {RUN}"]
    done = subprocess.run(command, capture_output=True, text=True)
    return [line.strip() for line in done.stdout.splitlines() if line.strip()] == WANTED


def ended(error: dict[str, str] | None, lines: list[str]) -> str:
    """Say how the script ended."""
    if error is None:
        return f"printed {', '.join(lines)[:80]}"
    # What BrokenProcessPool says further tells nothing of why.
    message = "" if error["type"] == "BrokenProcessPool" else f": {error['message']}"
    return f"failed with {error['type']}{message}"


def unsendable(f: Facts) -> bool:
    """Did something not get through to a worker?"""
    said = f"{f.error['type']} {f.error['message']}".lower() if f.error else ""
    return "pickl" in said or "local object" in said


def chooses(f: Facts) -> bool:
    """Does the script ask for a start method that not every system has?"""
    return any(method != "spawn" for method in f.methods or ()) or bool(
        f.error and "cannot find context" in f.error["message"]
    )


GUARD_HINTS = (
    "Under spawn a worker imports your file. Whatever stands there at top level, it does again.",
    "What only the first process may do stands under a question that a worker answers with no.",
    "__name__ is '__main__' in the file that was started, and something else when it is imported.",
)
SEND_HINTS = (
    "A function is sent to a worker as its name; the worker looks that name up in its own module.",
    "A lambda, or a function within another one, has no name that can be looked up.",
    "Write the job with def at the top level of the file, and give it plain arguments.",
)
SAME_HINTS = (
    "A forked worker has a copy of everything that was there. Under spawn it has what your file "
    "makes when it is imported.",
    "What is made under the main guard, or by main(), is not there in a spawned worker.",
    "Functions and settings of the job go to the top level, or travel as arguments.",
)
LOOP_HINTS = (
    "A result that you ask for without await holds the thread, and the loop lives in that thread.",
    "loop.run_in_executor takes a process pool too, and gives a future that can be awaited.",
    "Gather these futures inside of the `with`: its end waits for what is still under way.",
)

RULES = (
    Rule(
        "PRINTS_NOTHING",
        lambda f: f.lines == [] and not f.error,
        seen="python primes.py printed nothing",
        wanted="4 lines, the first of them `4000 550`",
        next="look what the file does when it is started, and whether main() is really run.",
        hints=(
            "Definitions alone do nothing: a line at the end of the file has to start the work.",
            "Calling a coroutine function makes a coroutine; asyncio.run runs it.",
            "Under the main guard, last in the file: asyncio.run of what main(…) returns.",
        ),
    ),
    Rule(
        "CANNOT_BE_SENT",
        unsendable,
        seen="the job {sent} could not be sent to a worker:\n"
        "{error[type]} when it, or an argument of it, was pickled",
        wanted="a job that can be sent to another process",
        next="define the job where a worker can find it by its name.",
        hints=SEND_HINTS,
    ),
    Rule(
        "NO_GUARD",
        lambda f: f.again,
        seen="under spawn the script {ended};\n"
        "each worker imported primes.py, and at that tried to hand in jobs itself",
        wanted="workers that import the file without running it",
        next="put what starts the work under the main guard.",
        hints=GUARD_HINTS,
    ),
    Rule(
        "CHOOSES_A_START_METHOD",
        chooses,
        seen="the script was run under spawn; it asks for another start method",
        wanted="a script that leaves the choice to the system: not every system has fork",
        next="take the context, or set_start_method, out.",
        hints=(
            "Windows has only spawn; Linux takes fork up to Python 3.13, forkserver from 3.14 on.",
            "What works under spawn works everywhere, so there is nothing to choose.",
            "ProcessPoolExecutor takes the system's start method if it gets no mp_context.",
        ),
    ),
    Rule(
        "WORKS_UNDER_FORK_ONLY",
        lambda f: f.right_shared,
        seen="{shared} it prints the right lines; under spawn the script\n{ended}",
        wanted="the right lines under both",
        next="see what the job uses that is not made when the file is imported.",
        hints=SAME_HINTS,
    ),
    Rule(
        "NO_PROCESS",
        lambda f: not f.error and not f.elsewhere,
        seen="no job was given to a ProcessPoolExecutor",
        wanted="four jobs, done by other processes",
        next="threads share one interpreter; for sums make a pool of processes.",
        hints=(
            "Under a GIL only one thread of a process computes at a time; processes have one each.",
            "concurrent.futures has ProcessPoolExecutor beside ThreadPoolExecutor.",
            "Hand the pool of processes, not None, to run_in_executor.",
        ),
    ),
    Rule(
        "FREEZES_THE_LOOP",
        lambda f: not f.error and (f.held or not f.looped),
        seen="{how_held}",
        wanted="an event loop that goes on while the processes count",
        next="await the jobs; do not wait for them in any other way.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "SEQUENTIAL",
        lambda f: not f.error and f.most == 1,
        seen="never more than 1 job handed in and not done",
        wanted="4 jobs handed in at once: one for each number",
        next="hand in all jobs before you await the first.",
        hints=(
            "An awaited job is done before the next line runs.",
            "run_in_executor hands a job in at once, without an await.",
            "A list of futures first, one for each number; then gather.",
        ),
    ),
    Rule(
        "WRONG_ORDER",
        lambda f: not (f.error or f.right) and sorted(f.lines) == sorted(WANTED),
        seen="printed: {printed}",
        wanted="4000 550, 1000 168, 3000 430, 2000 303: in the order in which they were asked",
        next="await the jobs in the order in which you handed them in.",
        hints=(
            "Jobs end in any order; as_completed gives them as they end.",
            "gather returns results in the order of its arguments.",
            "zip the numbers with what gather returned, and print.",
        ),
    ),
    Rule(
        "WRONG_LINES",
        lambda f: not (f.error or f.right),
        seen="printed: {printed}",
        wanted="4000 550, 1000 168, 3000 430, 2000 303: one line each, nothing else",
        next="print each number and its count, with a space between.",
        hints=(
            "The program is judged by its standard output.",
            "print(a, b) puts one space between, and ends the line.",
            "A for loop over pairs of number and count.",
        ),
    ),
    Rule(
        "POOL_LEFT",
        lambda f: not f.error and f.left,
        seen="the script ended; {left} ProcessPoolExecutor was left that nobody had shut down",
        wanted="shut down, so that its processes end",
        next="make the pool in a `with`, and await the jobs inside of it.",
        hints=(
            "A pool's processes wait for more jobs until somebody shuts the pool down.",
            "The end of `with ProcessPoolExecutor() as pool:` shuts it down.",
            "All of main between the pool and the last await goes into the with.",
        ),
    ),
)

CHECK = Check(
    gather_script,
    RULES,
    "right under spawn: {elsewhere} jobs done by other processes, while the loop went on",
)

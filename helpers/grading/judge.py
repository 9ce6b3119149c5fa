"""Runs an answer in a child process and brings home facts; `judge` is the child's side."""

import linecache
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from helpers import watchdog
from helpers.grading.attempt import Attempt
from helpers.grading.verdict import Facts

__all__ = ["ANSWER", "Answer", "Call", "facts_of"]

ANSWER = "<your answer>"  # the file name that the answer's code carries in tracebacks
SECONDS = 5.0  # a limit for answers that hang; no verdict but STUCK depends on it
MEMORY = 1 << 30


class Call(NamedTuple):
    """One call of the learner's code: its value, or the error that it raised as plain data."""

    value: Any = None
    error: dict[str, str] | None = None


class Answer:
    """The learner's code as a check's `gather` sees it, inside the child process."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source
        self.namespace: dict[str, Any] = {"__name__": "answer"}
        linecache.cache[ANSWER] = (len(source), None, source.splitlines(True), ANSWER)
        exec(compile(source, ANSWER, "exec"), self.namespace)

    @property
    def value(self) -> Any:
        """The function or class that the task asked for."""
        return self.namespace[self.name]

    def replace(self, **doubles: Any) -> None:
        """Put recording doubles in the place of what the exercise's cells gave the learner."""
        self.namespace.update(doubles)

    def call(self, function: Callable, *args: Any) -> Call:
        """Call `function` and turn whatever it raises into data."""
        try:
            return Call(value=function(*args))
        except Exception as error:
            return Call(error=describe(error))


def describe(error: BaseException) -> dict[str, str]:
    """Return the error's type and message, and the learner's line that it came from."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == ANSWER
    ]
    line = (frames[-1].line or "") if frames else ""
    if isinstance(error, SyntaxError) and error.filename == ANSWER:
        line = (error.text or "").strip()
    return {"type": type(error).__name__, "message": str(error)[:300], "line": line}


def judge(exercise: str, letter: str, name: str, source: str) -> dict[str, Any]:
    """Run the answer and gather the facts that its task names (called in the child process)."""
    from helpers.grading.checks import find

    sys.unraisablehook = lambda _: None  # an answer's warnings are facts, not noise
    threading.excepthook = lambda _: None
    try:
        answer = Answer(name, source)
        return dict(find(exercise, letter).gather(answer))
    except Exception as error:
        described = describe(error)
        if not described["line"]:
            raise  # no line of the learner's is in it: the check itself failed
        return {"error": described}


def facts_of(exercise: str, letter: str, attempt: Attempt) -> Facts:
    """Run the attempt in a fresh child process and return what was seen."""
    arguments = (exercise, letter, attempt.name, attempt.source)
    outcome = watchdog.run(
        "helpers.grading.judge:judge", *arguments, seconds=SECONDS, memory=MEMORY
    )
    facts = Facts(outcome.value or {}, outcome=outcome.kind)
    if outcome.kind == "stopped":
        stack = _stack(outcome, attempt.source.splitlines())
        where = "\n".join(stack) or "in no line of yours"
        facts.update(limit=_limit(outcome), where=where, stack=stack)
    elif outcome.kind == "exited":
        facts.update(how=f"the process ended with {outcome.signal_name or outcome.exit_code}")
    elif outcome.kind == "raised":
        facts.update(fault=f"{outcome.error.type}: {outcome.error.message}")
    return facts


def _limit(outcome: watchdog.Outcome) -> str:
    names = {"seconds": f"{SECONDS:g} s", "memory": f"using {MEMORY >> 20} MiB of memory"}
    return names.get(outcome.limit, f"reaching its limit of {outcome.limit}")


def _stack(outcome: watchdog.Outcome, source: list[str]) -> list[str]:
    """Return the learner's lines at which some thread or task stood, the main thread's first."""
    threads = sorted(outcome.threads, key=lambda stack: stack.name != "MainThread")
    places = (_place(stack.frames, source) for stack in [*threads, *outcome.tasks])
    return list(dict.fromkeys(place for place in places if place))


def _place(frames: Sequence[watchdog.Frame], source: list[str]) -> str:
    """Say where a stack stands: its innermost line of the learner's, and the call made there."""
    mine = [i for i, frame in enumerate(frames) if frame.file == ANSWER]
    if not mine:
        return ""
    inside = frames[mine[-1] + 1 :][:1]
    line = source[frames[mine[-1]].line - 1].strip()
    return f"`{line}`" + (f", in {inside[0].function}()" if inside else "")

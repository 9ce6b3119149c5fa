"""Runs an answer in a child process and brings home facts; `judge` is the child's side.

What comes home are facts only. Code of the answer runs in the child, so the child takes no
decision, and everything that it uses afterwards is taken hold of before the answer's code runs.
"""

from __future__ import annotations

import json
import linecache
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.grading import guard
from helpers.grading.attempt import Attempt, take
from helpers.grading.checks import cells_before, find
from helpers.grading.verdict import Facts
from helpers.whose_code import JUDGED as ANSWER

if TYPE_CHECKING:  # the child has no use for the watchdog, and starts faster without it
    from helpers.watchdog import Frame, Outcome

__all__ = ["ANSWER", "Answer", "Call", "describe", "facts_of", "plain"]

SECONDS = 60.0  # wall time; only the last resort, since a busy machine may need most of it
CPU_SECONDS = 3.0  # ten times what the dearest check needs, with the start of Python
IDLE_SECONDS = 2.0  # without anything that could run: load on the machine does not count
MEMORY = 1 << 30
TEXT = 300  # characters kept of an error's message, and of a line
DEPTH = 20  # levels of lists and dicts that facts may have
ODD = "\nthe check met this in what your code returned or left"
PLACES = 3  # lines of the learner's that a verdict names


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
        exec(compile(source, ANSWER, "exec", dont_inherit=True), self.namespace)

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
    message = text_of(error, str)
    return {"type": type(error).__name__, "message": message, "line": line[:TEXT]}


def text_of(value: object, to_text: Callable[[object], str] = repr) -> str:
    """Return the text of any object, shortened; in place of one that it refuses, say so."""
    try:
        text = to_text(value)
        return text[:TEXT].encode("utf-8", "replace").decode()
    except Exception as error:
        return f"<{type(value).__name__} whose text cannot be had: {type(error).__name__}>"


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON data: what is no number, text, list or dict becomes its text.

    A value that only claims to equal others, by an `__eq__` of its own, no longer does so.
    """
    kind = type(value)
    if value is None or kind is bool:
        return value
    if isinstance(value, float):
        return float.__add__(value, 0.0)  # a plain float, also from a kind of float
    if isinstance(value, int) and int.bit_length(value) <= 64:
        return int.__add__(value, 0)
    if isinstance(value, str):
        return str.__str__(value).encode("utf-8", "replace").decode()
    if depth == DEPTH:
        return "…"
    if kind in (list, tuple) or (isinstance(value, tuple) and hasattr(kind, "_fields")):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_key(key): plain(item, depth + 1) for key, item in dict.items(value)}
    return text_of(value)


def _key(key: Any) -> str:
    return plain(key) if isinstance(key, str) else text_of(key)


def judge(exercise: str, letter: str, name: str, source: str) -> dict[str, Any]:
    """Run the answer and gather the facts that its task names (called in the child process)."""
    check = find(exercise, letter)
    dumps, clean = json.dumps, plain
    if clock := sys.modules.get("helpers.virtual_time.clock"):
        clock.PATIENCE = SECONDS  # the watchdog tells slow from stuck, whatever the load
    sys.unraisablehook = lambda _: None  # an answer's warnings are facts, not noise
    threading.excepthook = lambda _: None
    noticed = guard.watch(ANSWER, check.allows)
    facts = _gathered(check.gather, name, source)
    noticed()  # puts back what was replaced
    text = dumps(clean(facts))
    tampered, by_library = noticed()
    return {"facts": text, "tampered": tampered, "by_library": by_library}


def _gathered(gather: Callable, name: str, source: str) -> Mapping[str, Any]:
    """Return the facts, or as facts the error that kept them from being gathered."""
    try:
        return gather(Answer(name, source))
    except SystemExit:
        raise
    except BaseException as error:
        described = describe(error)
        if isinstance(error, MemoryError) and not described["line"]:
            raise  # the answer has left too little of it: that is a limit, and no error
        if described["line"] or not isinstance(error, Exception):
            return {"error": described, "cut_short": True}
        return {"fault": f"{described['type']}: {described['message']}"}


def facts_of(exercise: str, letter: str, attempt: Attempt) -> Facts:
    """Run the attempt in a fresh child process and return what was seen.

    A check that fails is at fault if it fails on the course's own answer too. Otherwise it
    stumbled over something odd in the attempt, and that is an error of the attempt.
    """
    if tampered := guard.reaching(attempt.source, find(exercise, letter).allows):
        return Facts(outcome="refused", tampered=[tampered])
    facts = _run(exercise, letter, attempt.name, attempt.source)
    if facts.fault and not facts.tampered:
        control = _run(exercise, letter, attempt.name, _own_answer(exercise, letter, attempt.name))
        if not control.fault:
            kind, _, message = facts.pop("fault").partition(": ")
            facts.update(error={"type": kind, "message": message + ODD, "line": ""}, cut_short=True)
    return facts


def _own_answer(exercise: str, letter: str, name: str) -> str:
    """Return the source of the course's answer, with what it needs of the cells before it."""
    return take(cells_before(exercise, letter), name).source


def _run(exercise: str, letter: str, name: str, source: str) -> Facts:
    import tempfile

    from helpers import watchdog

    # A folder of its own: an answer that deletes files must not find the learner's.
    with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as folder:
        outcome = watchdog.run(
            "helpers.grading.judge:judge",
            exercise,
            letter,
            name,
            source,
            seconds=SECONDS,
            cpu_seconds=CPU_SECONDS,
            idle_seconds=IDLE_SECONDS,
            memory=MEMORY,
            cwd=folder,
        )
    return _facts_from(outcome, source)


def _facts_from(outcome: Outcome, source: str) -> Facts:
    facts = Facts(outcome=outcome.kind)
    if outcome.kind == "returned":
        facts.update(json.loads(outcome.value["facts"]), outcome=outcome.kind)
        facts.update(tampered=outcome.value["tampered"], by_library=outcome.value["by_library"])
    elif outcome.kind == "stopped":
        stack = _stack(outcome, source.splitlines())
        elsewhere = "in no line of yours" if outcome.threads else ""  # it ended before it was asked
        where = "\n".join(stack[:PLACES]) or elsewhere
        facts.update(limit=_limit(outcome), by=outcome.limit, where=where, stack=stack)
    elif outcome.kind == "exited":
        facts.update(how=f"the process ended with {outcome.signal_name or outcome.exit_code}")
    else:
        facts.update(fault=f"{outcome.error.type}: {outcome.error.message}")
    return facts


def _limit(outcome: Outcome) -> str:
    limits = {
        "seconds": f"{SECONDS:g} s",
        "cpu": f"{CPU_SECONDS:g} s of computing",
        "idle": f"{IDLE_SECONDS:g} s in which nothing happened",
        "memory": f"using more than {MEMORY >> 20} MiB of memory",
        "threads": "starting a thousand threads",
        "processes": "starting more than sixty processes",
        "output": "printing more than sixty megabytes",
    }
    return limits[outcome.limit]


def _stack(outcome: Outcome, source: list[str]) -> list[str]:
    """Return the learner's lines at which some thread or task stood, the main thread's first."""
    threads = sorted(outcome.threads, key=lambda stack: stack.name != "MainThread")
    places = (_place(stack.frames, source) for stack in [*threads, *outcome.tasks])
    return list(dict.fromkeys(place for place in places if place))


def _place(frames: Sequence[Frame], source: list[str]) -> str:
    """Say where a stack stands: its innermost line of the learner's, and the call made there."""
    mine = [i for i, frame in enumerate(frames) if frame.file == ANSWER]
    if not mine or not 0 < frames[mine[-1]].line <= len(source):
        return ""
    inside = frames[mine[-1] + 1 :][:1]
    line = source[frames[mine[-1]].line - 1].strip()[:TEXT]
    return f"`{line}`" + (f", in {inside[0].function}()" if inside else "")

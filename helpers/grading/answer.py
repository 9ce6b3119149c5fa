"""What a check touches: the learner's answer, and values and errors made plain."""

import linecache
import signal
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from helpers.whose_code import JUDGED as ANSWER

__all__ = ["ANSWER", "Answer", "describe", "plain", "text_of"]

TEXT = 300  # characters kept of an error's message, and of a line
DEPTH = 20  # levels of lists and dicts that facts may have
GIVEN: set[int] = set()  # line numbers of the answer's source that the exercise gave


class Answer:
    """The learner's code as a check's `gather` sees it, inside the child process.

    `given` has the numbers of the lines that the learner did not write.
    """

    round_seconds = 0.0  # CPU time for one round; 0: no limit

    def __init__(self, name: str, source: str, given: Iterable[int] = ()) -> None:
        self.name, self.source = name, source
        GIVEN.clear()
        GIVEN.update(given)
        self.namespace: dict[str, Any] = {}
        self._doubles: dict[str, Any] = {}
        linecache.cache[ANSWER] = (len(source), None, source.splitlines(True), ANSWER)
        self._code = compile(source, ANSWER, "exec", dont_inherit=True)
        self.begin_round()
        self.fresh()

    @property
    def value(self) -> Any:
        """The function or class that the task asked for."""
        return self.namespace[self.name]

    def begin_round(self) -> None:
        """Count CPU time anew; the watchdog ends a process that uses up what this timer has."""
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, self.round_seconds)

    def replace(self, **doubles: Any) -> None:
        """Put recording doubles in the place of what the exercise's cells gave the learner."""
        self._doubles.update(doubles)
        self.namespace.update(doubles)

    def fresh(self, **stand_ins: Any) -> None:
        """Run the source once more, in a new namespace, with the doubles in place again.

        Classes and functions are new ones, so ask for `value` again. `stand_ins` take the place of
        builtin functions, until the next time.
        """
        self.namespace = {"__name__": "answer", **stand_ins}
        exec(self._code, self.namespace)
        self.namespace.update(self._doubles)


def describe(error: BaseException) -> dict[str, str]:
    """Return the error's type and message, and the learner's line that it came from.

    If it came from a line that the exercise gave, that one is `given`, and `line` the learner's
    line that led there; where none did, `line` is the same as `given`.
    """
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == ANSWER
    ]
    own = [frame for frame in frames if frame.lineno not in GIVEN]
    line = ((own or frames)[-1].line or "") if frames else ""
    given = (frames[-1].line or "") if frames and frames[-1].lineno in GIVEN else ""
    if isinstance(error, SyntaxError) and error.filename == ANSWER:
        line = (error.text or "").strip()
    described = {"type": type(error).__name__, "message": text_of(error, str), "line": line[:TEXT]}
    return described | ({"given": given[:TEXT]} if given else {})


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

"""Notes what goes wrong beside a program's main thread, where its own messages are soon lost."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections import Counter
from types import TracebackType
from typing import Any

from helpers.patching import Patches
from helpers.timeline.places import place
from helpers.whose_code import is_users

__all__ = ["Troubles"]

LOGGER = "asyncio"
MOST = 1_000  # different ones that are kept


class Troubles:
    """Listen until `close` to errors that end a thread, that asyncio logs, or that none can catch.

    What the program or Python prints of them is printed as before.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._patches = Patches()
        logging.getLogger(LOGGER).addFilter(self._logged)
        self._patches.before(threading, "excepthook", self._in_thread)
        self._patches.before(sys, "unraisablehook", self._unraisable)

    def close(self) -> None:
        """Stop listening."""
        logging.getLogger(LOGGER).removeFilter(self._logged)
        self._patches.close()

    @property
    def lines(self) -> list[str]:
        """What was seen, in words, each kind once."""
        return [
            text if count == 1 else f"{text} ({count} times)" for text, count in self._seen.items()
        ]

    def _note(self, text: str) -> None:
        if text in self._seen or len(self._seen) < MOST:
            self._seen[text] += 1

    def _in_thread(self, hook: Any) -> None:
        if hook.exc_type is not SystemExit:
            name = getattr(hook.thread, "name", "unknown")
            told = _told(hook.exc_type, hook.exc_value, hook.exc_traceback)
            self._note(f"thread {name} ended with {told}")

    def _unraisable(self, hook: Any) -> None:
        told = _told(hook.exc_type, hook.exc_value, hook.exc_traceback)
        self._note(f"an error that nobody could catch: {told}")

    def _logged(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            self._note(_logged_words(record))
        return True


def _logged_words(record: logging.LogRecord) -> str:
    """The first line of what asyncio logs, and the error that it tells of."""
    text = record.getMessage().partition("\n")[0]
    if record.exc_info and record.exc_info[0] is not None:
        return f"asyncio: {text}: {_told(*record.exc_info)}"
    return f"asyncio: {text}"


def _told(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> str:
    """An error in words, with the innermost line of the reader's own code."""
    text = "".join(traceback.format_exception_only(kind, error)).strip().rpartition("\n")[2]
    frames = [(f.f_code.co_filename, line) for f, line in traceback.walk_tb(trace)]
    own = [at for at in frames if is_users(at[0])]
    return f"{text}, {place(*own[-1])}" if own else text

"""A wall clock that can be set while an answer runs, as an operating system may set it."""

import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["wall_clock"]


@contextmanager
def wall_clock(names: dict[str, Any]) -> Iterator[Callable[[float], None]]:
    """Give a function that sets the wall clock by so many seconds, until the block ends.

    `names` are those of the answer, which may hold the clock itself: `from time import time`.
    Virtual time has replaced the functions of `time` by then, but not `datetime`.
    """
    offset = 0.0
    now, now_ns = time.time, time.time_ns

    class Settable(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return cls.fromtimestamp(now() + offset, tz)

        today = now

        @classmethod
        def utcnow(cls) -> datetime.datetime:
            return cls.now(datetime.UTC).replace(tzinfo=None)

    def set_by(seconds: float) -> None:
        nonlocal offset
        offset += seconds

    places = [(vars(time), "time", lambda: now() + offset)]
    places += [(vars(time), "time_ns", lambda: now_ns() + int(offset * 1e9))]
    places += [(vars(datetime), "datetime", Settable)]
    ours = {id(space[name]): new for space, name, new in places}
    places += [(names, name, ours[id(real)]) for name, real in names.items() if id(real) in ours]
    before = [(space, name, space[name]) for space, name, _ in places]
    try:
        for space, name, new in places:
            space[name] = new
        yield set_by
    finally:
        for space, name, real in before:
            space[name] = real

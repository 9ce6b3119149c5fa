"""A wall clock that can be set while an answer runs, as an operating system may set it."""

import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from helpers.patching import Patches

__all__ = ["wall_clock"]


@contextmanager
def wall_clock(names: dict[str, Any]) -> Iterator[Callable[[float], None]]:
    """Give a function that sets the wall clock by so many seconds, until the block ends.

    `names` are those of the answer, which may hold the clock itself: `from time import time`.
    Virtual time has replaced the functions of `time` by then, but not `datetime`.
    """
    steps: list[float] = []
    now, now_ns = time.time, time.time_ns

    class Settable(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return cls.fromtimestamp(now() + sum(steps), tz)

        @classmethod
        def utcnow(cls) -> datetime.datetime:
            return cls.now(datetime.UTC).replace(tzinfo=None)

    ours = {
        id(now): lambda: now() + sum(steps),
        id(now_ns): lambda: now_ns() + int(sum(steps) * 1e9),
        id(datetime.datetime): Settable,
    }
    with Patches() as patches:
        for space in (vars(time), vars(datetime), names):
            for name in [name for name, real in space.items() if id(real) in ours]:
                patches.put(space, name, ours[id(space[name])])
        yield steps.append

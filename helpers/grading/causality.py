"""Which event brought about which other: the happens-before relation, by vector clocks.

with Order() as order:
    one = order.stamp()                  # in one task or thread
    ...
    other = order.stamp()                # in another one
happened_before(one, other)              # False if they are in this order by mere luck

Each task, each thread and each callback of a loop is an actor with a clock of its own. Edges lead
from where something is handed over to where it is taken up: a callback or timer to its run (and so
a task's start and each of its wake-ups), a task's end to who asks for its result, a thread's start
and end, the release of a lock to its next acquisition, an item through a queue, an event's `set`
to its `wait`. Source: L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed
System", 1978; locks as in C. Flanagan and S. Freund, "FastTrack", 2009: two critical sections of
one lock count as ordered. Threads are followed in virtual time only.
"""

import asyncio
import functools
import inspect
import threading
import weakref
from asyncio import base_events, events
from collections import deque
from collections.abc import Callable, Generator
from itertools import count
from typing import Any, NamedTuple

from helpers.grading.patching import Patches
from helpers.virtual_time.locks import VirtualLock, VirtualRLock, VirtualSimpleQueue

__all__ = ["Order", "Stamp", "happened_before"]

# Of each actor, how many of its stamps are known of. Only a stamp counts up, so that the thousands
# of timers and callbacks in which nobody asks for one take no place in everybody's clock.
Clock = dict[int, int]


class Stamp(NamedTuple):
    """When an event was: the actor's number, and what was known there; its own count included."""

    actor: int
    clock: Clock


def happened_before(one: Stamp, other: Stamp) -> bool:
    """Did `one` come about before `other` on every schedule that keeps the hand-overs?"""
    return one is not other and other.clock.get(one.actor, 0) >= one.clock[one.actor]


def _merge(clock: Clock, news: Clock) -> None:
    """Add to `clock` what is newer in `news`."""
    for actor, stamps in news.items():
        if stamps > clock.get(actor, 0):
            clock[actor] = stamps


class Order(Patches):
    """Follows, while its block is open, who hands what over to whom."""

    def __init__(self) -> None:
        super().__init__()
        self._clocks: dict[int, Clock] = {}
        # Weak: a task that is kept alive would never complain of its lost exception.
        self._numbers: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()
        self._counter = count()
        self._callback = threading.local()  # .actor: the callback that runs in this thread
        self._handles: dict[int, Clock] = {}
        self._things: weakref.WeakKeyDictionary[Any, Clock] = weakref.WeakKeyDictionary()
        self._items: weakref.WeakKeyDictionary[Any, deque] = weakref.WeakKeyDictionary()

    def __enter__(self) -> "Order":
        super().__enter__()
        self.before(events.Handle, "__init__", self._handle_made)
        self.replace(events.Handle, "_run", self._handle_runs)
        self.after(base_events.BaseEventLoop, "__init__", self._loop_made)
        self.before(threading.Thread, "start", self._send)
        self.after(threading.Thread, "join", self._joined)
        for owner, gives, takes in _PASSING:
            self.before(owner, gives, lambda thing, *_, **__: self._send(thing))
            self._taking(owner, takes)
        self.before(VirtualSimpleQueue, "put", self._put)
        self.replace(VirtualSimpleQueue, "get", self._got)
        return self

    def stamp(self) -> Stamp:
        """Return when now is, for the task, callback or thread that calls."""
        number = self._actor()
        clock = self._clocks[number]
        clock[number] = clock.get(number, 0) + 1
        return Stamp(number, dict(clock))

    # --- actors -------------------------------------------------------------------------------

    def _known(self) -> Clock:
        """Return what the task, callback or thread that calls knows of."""
        return self._clocks[self._actor()]

    def _actor(self) -> int:
        try:
            task = asyncio.current_task()
        except RuntimeError:
            task = None
        if task is not None:
            return self._number(task)
        number = getattr(self._callback, "actor", None)
        return self._number(threading.current_thread()) if number is None else number

    def _number(self, actor: Any) -> int:
        """Return the number of an actor; a new thread knows what its starter knew."""
        try:
            return self._numbers[actor]
        except KeyError:
            known = self._things.get(actor, {}) if isinstance(actor, threading.Thread) else {}
            number = self._numbers[actor] = self._new_number(known)
            return number
        except TypeError:  # an object of the program that no dictionary takes
            return self._new_number()

    def _new_number(self, known: Clock | None = None) -> int:
        number = next(self._counter)
        self._clocks[number] = dict(known or {})
        return number

    def _learn(self, number: int, clock: Clock) -> None:
        _merge(self._clocks[number], clock)

    # --- hand-overs ---------------------------------------------------------------------------

    def _send(self, thing: Any, *_: Any, **__: Any) -> None:
        """What the caller knows goes with `thing`: a lock, an event, a thread that starts."""
        _merge(self._things.setdefault(thing, {}), self._known())

    def _receive(self, thing: Any) -> None:
        self._learn(self._actor(), self._things.get(thing, {}))

    def _taking(self, owner: type, name: str) -> None:
        if inspect.iscoroutinefunction(getattr(owner, name)):

            async def take(real: Callable, thing: Any, *args: Any) -> Any:
                value = await real(thing, *args)
                self._receive(thing)
                return value
        else:

            def take(real: Callable, thing: Any, *args: Any, **options: Any) -> Any:
                value = real(thing, *args, **options)
                if value is not False:  # a lock that was not to be had
                    self._receive(thing)
                return value

        self.replace(owner, name, take)

    def _put(self, queue: Any, *_: Any, **__: Any) -> None:
        self._items.setdefault(queue, deque()).append(dict(self._known()))

    def _got(self, real: Callable, queue: Any, *args: Any, **kwargs: Any) -> Any:
        item = real(queue, *args, **kwargs)
        if sent := self._items.get(queue):
            self._learn(self._actor(), sent.popleft())
        return item

    def _joined(self, thread: threading.Thread, *_: Any, **__: Any) -> None:
        if not thread.is_alive():
            self._learn(self._actor(), self._clocks[self._number(thread)])

    # --- loops --------------------------------------------------------------------------------

    def _handle_made(self, handle: events.Handle, *_: Any, **__: Any) -> None:
        self._handles[id(handle)] = dict(self._known())

    def _handle_runs(self, real: Callable, handle: events.Handle) -> None:
        actor = _actor_of(handle)
        number = self._new_number() if actor is None else self._number(actor)
        self._learn(number, self._handles.pop(id(handle), {}))
        before = getattr(self._callback, "actor", None)
        self._callback.actor = number
        try:
            real(handle)
        finally:
            self._callback.actor = before

    def _loop_made(self, loop: asyncio.AbstractEventLoop, *_: Any, **__: Any) -> None:
        def make(loop: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> asyncio.Task:
            return Task(coro, loop=loop, order=self, **options)

        loop.set_task_factory(make)

    def _asked(self, task: asyncio.Task) -> None:
        """A task's outcome was asked for: whoever asked knows now what the task knew."""
        if task.done():
            self._learn(self._actor(), self._clocks[self._number(task)])


class Task(asyncio.Task):
    """A task that tells when somebody takes its result, also where nobody had to wait for it.

    It has the name of the real one, which asyncio's messages begin with.
    """

    def __init__(self, coro: Any, *, order: Order, **options: Any) -> None:
        self._order = order
        super().__init__(coro, **options)

    def __await__(self) -> Generator[Any, Any, Any]:
        try:
            return (yield from super().__await__())
        finally:
            self._order._asked(self)

    __iter__ = __await__

    def set_name(self, name: object) -> None:
        """Name the task; Python 3.13 gives None to a factory's task that nobody has named."""
        if name is not None:
            super().set_name(name)

    def result(self) -> Any:
        """Return the result."""
        self._order._asked(self)
        return super().result()

    def exception(self) -> BaseException | None:
        """Return the exception."""
        self._order._asked(self)
        return super().exception()


def _actor_of(handle: events.Handle) -> Any:
    """Return who acts in a callback: its task; or what several share; None if it stands alone.

    The callbacks of `gather`, `wait` and TaskGroup count down together: they are one actor.
    """
    callback = handle._callback
    while isinstance(callback, functools.partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    if owner is not None and not isinstance(owner, type(asyncio)):
        return owner
    return callback if getattr(callback, "__closure__", None) else None


# (class, its method that hands something over, its method that takes it up)
_PASSING = (
    (VirtualLock, "release", "acquire"),
    (VirtualRLock, "release", "acquire"),
    (asyncio.Lock, "release", "acquire"),
    (asyncio.Semaphore, "release", "acquire"),
    (asyncio.Event, "set", "wait"),
    (asyncio.Queue, "put_nowait", "get_nowait"),
)

"""ThreadQueue: a queue between threads and tasks, with a face for each."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from helpers.bridge.call import acquire
from helpers.bridge.refusals import WouldDeadlock, running_loop

__all__ = ["QueueShutDown", "TaskFace", "ThreadFace", "ThreadQueue"]

LATER = object()  # the answer of an attempt that has to wait
BREATH = 64  # items that a task may move without a wait before it lets the loop run

# Python 3.13 brought one exception for queue.Queue and one for asyncio.Queue; this is both.
_SHUT_DOWN = [
    getattr(module, name)
    for module, name in ((queue, "ShutDown"), (asyncio, "QueueShutDown"))
    if hasattr(module, name)
]


class QueueShutDown(*(_SHUT_DOWN or [Exception])):
    """The queue was shut down: it takes no more items, and has none left for this get."""


class ThreadWaiter:
    """A thread asleep until there is an item, or room for one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.lock.acquire()

    def wake(self) -> bool:
        self.lock.release()
        return True

    def wait(self, until: float) -> bool:
        """Sleep until woken, or until the clock says `until`; say if it was woken."""
        return acquire(self.lock, max(0.0, until - time.monotonic()))


class TaskWaiter:
    """A task asleep until there is an item, or room for one."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future = self.loop.create_future()

    def wake(self) -> bool:
        if running_loop() is self.loop:
            self._settle()
            return True
        try:
            self.loop.call_soon_threadsafe(self._settle)
        except RuntimeError:  # the loop was closed around its task: wake somebody else
            return False
        return True

    def _settle(self) -> None:
        if not self.future.done():
            self.future.set_result(None)


Waiters = deque[ThreadWaiter | TaskWaiter]


class ThreadQueue:
    """A first-in-first-out queue that threads and the tasks of any loop may share.

        numbers = ThreadQueue(maxsize=100)
        numbers.sync_q.put(1)               # in a thread: blocks while the queue is full
        await numbers.async_q.get()         # in a task: waits without blocking the loop

    The faces have the names of janus and culsans, and the methods of `queue.Queue` and
    `asyncio.Queue`, and `get_many`. There is no `join`.

    maxsize: how many items it holds; 0 or less for any number. Each producer may exceed it by
        one item if several put at the same moment.
    """

    # Moving an item takes no lock: append and popleft are atomic. Who has to wait publishes that,
    # THEN tries again; who moved an item THEN looks if anybody waits. So no wake-up is lost.

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self._items: deque[Any] = deque()
        self.getters: Waiters = deque()
        self.putters: Waiters = deque()
        self._shut, self._ended = False, False
        self._end = threading.Lock()  # who may say that the queue has ended, or that it has not
        self._streak = 0
        # The loop that will wake putters in its next turn.
        self._releasing: asyncio.AbstractEventLoop | None = None
        self.sync_q, self.async_q = ThreadFace(self), TaskFace(self)

    def qsize(self) -> int:
        """The number of items; another thread may change it at once."""
        return len(self._items)

    def empty(self) -> bool:
        """Was there no item?"""
        return not self._items

    def full(self) -> bool:
        """Was there no room?"""
        return 0 < self.maxsize <= len(self._items)

    def shutdown(self, immediate: bool = False) -> None:
        """Let every later put, and every get that finds no item, raise QueueShutDown.

        As `queue.Queue.shutdown` of Python 3.13: who waits is woken; what is in the queue can
        still be taken, unless `immediate`, which drops it.
        """
        self._shut = True
        if immediate:
            with self._end:
                self._ended = True
                self._items.clear()
        for waiters in (self.getters, self.putters):
            while waiters:
                self.wake_one(waiters)

    # -- for the faces -------------------------------------------------------------------------

    def try_put(self, item: Any) -> object:
        if self._shut:
            raise QueueShutDown("put() on a queue that was shut down; make a new ThreadQueue")
        if self.full():
            return LATER
        self._items.append(item)
        if self.getters:
            self.wake_one(self.getters)
        if self._shut:
            self._settle_late_put(item)
        return None

    def try_get(self) -> Any:
        try:
            item = self._items.popleft()
        except IndexError:
            return self._last_get() if self._shut else LATER
        if self.putters:
            self._make_room(1)
        return item

    def try_get_many(self, limit: int) -> Any:
        first = self.try_get()
        if first is LATER:
            return LATER
        batch, take = [first], self._items.popleft
        try:
            while len(batch) < limit:
                batch.append(take())
        except IndexError:
            pass
        if self.putters:
            self._make_room(len(batch) - 1)
        return batch

    def block(
        self,
        waiters: Waiters,
        attempt: Callable[[], Any],
        timeout: float | None,
        gave_up: type[Exception],
    ) -> Any:
        """Try until it works, asleep in between; in a thread."""
        if running_loop() is not None:
            raise WouldDeadlock(
                "sync_q would block the event loop that runs in this thread; "
                "use 'await async_q.put(item)' or 'await async_q.get()'"
            )
        until = time.monotonic() + (threading.TIMEOUT_MAX if timeout is None else timeout)
        waiter = None
        try:
            while True:
                waiter = ThreadWaiter()
                waiters.append(waiter)
                if (result := attempt()) is not LATER:
                    return result
                if not waiter.wait(until):
                    raise gave_up
        finally:
            self._leave(waiters, waiter)

    async def suspend(self, waiters: Waiters, attempt: Callable[[], Any]) -> Any:
        """Try until it works, asleep in between; in a task."""
        waiter = None
        try:
            while True:
                waiter = TaskWaiter()
                waiters.append(waiter)
                if (result := attempt()) is not LATER:
                    return result
                await waiter.future
        finally:
            self._leave(waiters, waiter)

    def tired(self) -> bool:
        """Count what a task does without a wait; say when it is time to let the loop run.

        Threads may keep the queue from ever being empty, and a get that finds an item does not
        suspend its task: without this, nothing else on the loop would run.
        """
        self._streak = (self._streak + 1) % BREATH
        return self._streak == 0

    def wake_one(self, waiters: Waiters) -> None:
        while True:
            try:
                waiter = waiters.popleft()
            except IndexError:  # the last one left, or another thread woke it
                return
            if waiter.wake():
                return

    def _leave(self, waiters: Waiters, waiter: ThreadWaiter | TaskWaiter) -> None:
        try:
            waiters.remove(waiter)
        except ValueError:  # it was woken, but may have given up: that wake-up goes to the next
            self.wake_one(waiters)

    def _make_room(self, count: int) -> None:
        loop = running_loop()
        if loop is None:
            for _ in range(count):
                self.wake_one(self.putters)
        elif self._releasing is not loop:  # a task may take many at once: wake for all of them
            self._releasing = loop
            loop.call_soon(self._release_putters)

    def _release_putters(self) -> None:
        self._releasing = None
        for _ in range(min(len(self.putters), self.maxsize - len(self._items))):
            self.wake_one(self.putters)

    def _last_get(self) -> Any:
        """Get what a late put may have left; else the queue has ended, from now on for all."""
        with self._end:
            try:
                return self._items.popleft()
            except IndexError:
                self._ended = True
        raise QueueShutDown("get() on a queue that was shut down and is empty")

    def _settle_late_put(self, item: Any) -> None:
        """A put met a shutdown: its item counts, unless a getter was told that there is none."""
        with self._end:
            if not self._ended:
                return
            for _ in range(len(self._items)):
                found = self._items.popleft()
                if found is item:
                    raise QueueShutDown("put() on a queue that was shut down meanwhile")
                self._items.append(found)


class ThreadFace:
    """The queue as threads see it, with the methods of `queue.Queue`; `ThreadQueue.sync_q`."""

    def __init__(self, shared: ThreadQueue) -> None:
        self._shared = shared
        self.qsize, self.empty, self.full = shared.qsize, shared.empty, shared.full
        self.shutdown = shared.shutdown

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Append an item; wait up to `timeout` seconds for room, then raise `queue.Full`."""
        shared = self._shared
        if shared.try_put(item) is LATER:
            if not block:
                raise queue.Full
            shared.block(shared.putters, partial(shared.try_put, item), timeout, queue.Full)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take the first item; wait up to `timeout` seconds for one, then raise `queue.Empty`."""
        return self._take(self._shared.try_get, block, timeout)

    def get_many(self, limit: int = 1024, timeout: float | None = None) -> list[Any]:
        """Wait for one item; return a list of it and what else is there, `limit` at most."""
        return self._take(partial(self._shared.try_get_many, limit), True, timeout)

    def _take(self, attempt: Callable[[], Any], block: bool, timeout: float | None) -> Any:
        result = attempt()
        if result is not LATER:
            return result
        if not block:
            raise queue.Empty
        return self._shared.block(self._shared.getters, attempt, timeout, queue.Empty)

    def put_nowait(self, item: Any) -> None:
        """Append an item, or raise `queue.Full`; legal on a loop's thread."""
        self.put(item, block=False)

    def get_nowait(self) -> Any:
        """Take the first item, or raise `queue.Empty`; legal on a loop's thread."""
        return self.get(block=False)


class TaskFace:
    """The queue as tasks see it, with the methods of `asyncio.Queue`; `ThreadQueue.async_q`."""

    def __init__(self, shared: ThreadQueue) -> None:
        self._shared = shared
        self.qsize, self.empty, self.full = shared.qsize, shared.empty, shared.full
        self.shutdown = shared.shutdown

    async def put(self, item: Any) -> None:
        """Append an item; wait for room. A cancelled put has put nothing."""
        await self._move(self._shared.putters, partial(self._shared.try_put, item))

    async def get(self) -> Any:
        """Take the first item; wait for one. A cancelled get has taken nothing."""
        shared = self._shared  # what _move does, without its cost: this is called most
        if shared.tired():
            await asyncio.sleep(0)
        item = shared.try_get()
        return item if item is not LATER else await shared.suspend(shared.getters, shared.try_get)

    async def get_many(self, limit: int = 1024) -> list[Any]:
        """Wait for one item; return a list of it and what else is there, `limit` at most."""
        return await self._move(self._shared.getters, partial(self._shared.try_get_many, limit))

    async def _move(self, waiters: Waiters, attempt: Callable[[], Any]) -> Any:
        if self._shared.tired():
            await asyncio.sleep(0)
        result = attempt()
        return result if result is not LATER else await self._shared.suspend(waiters, attempt)

    def put_nowait(self, item: Any) -> None:
        """Append an item, or raise `asyncio.QueueFull`."""
        if self._shared.try_put(item) is LATER:
            raise asyncio.QueueFull

    def get_nowait(self) -> Any:
        """Take the first item, or raise `asyncio.QueueEmpty`."""
        item = self._shared.try_get()
        if item is LATER:
            raise asyncio.QueueEmpty
        return item

"""LoopThread with the names of anyio's blocking portal, ThreadQueue with those of janus' queue.

They translate names and errors, and add nothing: what the bridge lacks stays absent.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

from helpers.bridge import LoopThread, LoopThreadClosed, QueueShutDown, ThreadQueue

__all__ = ["ADAPTED"]


class Portal:
    """A LoopThread, as anyio's `BlockingPortal`."""

    def __init__(self, thread: LoopThread, manage: Callable[..., Any]) -> None:
        self._thread, self._manage = thread, manage

    def call(self, func: Callable[..., Any], *args: Any) -> Any:
        """As `LoopThread.call`."""
        with translated():
            return self._thread.call(func, *args)

    async def call_async(self, func: Callable[..., Any], *args: Any) -> Any:
        """As `LoopThread.call_async`."""
        with translated():
            return await self._thread.call_async(func, *args)

    def start_task_soon(
        self, func: Callable[..., Any], *args: Any, name: object = None
    ) -> Future[Any]:
        """As `LoopThread.submit`."""
        with translated():
            return self._thread.submit(func, *args)

    def wrap_async_context_manager(self, manager: Any) -> Any:
        """anyio's own, which asks the portal for one task."""
        return self._manage(manager, self)


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Say in anyio's words that the portal is closed."""
    try:
        yield
    except LoopThreadClosed as error:
        raise RuntimeError("This portal is not running") from error


def adapt_anyio() -> None:
    """Let tests that are imported later take a LoopThread for a portal."""
    from anyio import from_thread

    @contextlib.contextmanager
    def start_blocking_portal(
        backend: str = "asyncio", backend_options: object = None, *, name: str | None = None
    ) -> Iterator[Portal]:
        with LoopThread(name or "loop-thread") as thread:
            yield Portal(thread, from_thread._BlockingAsyncContextManager)

    from_thread.start_blocking_portal = start_blocking_portal


class Face:
    """One side of a ThreadQueue."""

    def __init__(self, parent: "Queue", face: Any) -> None:
        self._parent, self._face = parent, face

    @property
    def maxsize(self) -> int:
        """As given."""
        return self._parent.maxsize

    @property
    def closed(self) -> bool:
        """Whether the queue has been closed."""
        return self._parent.closed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._face, name)


class Queue:
    """A ThreadQueue, as `janus.Queue`."""

    def __init__(self, maxsize: int = 0) -> None:
        self._shared, self.closed = ThreadQueue(maxsize), False
        self.maxsize = self._maxsize = maxsize
        self._sync_mutex = threading.Lock()  # the tests look at it
        self.sync_q = Face(self, self._shared.sync_q)
        self.async_q = Face(self, self._shared.async_q)

    def shutdown(self, immediate: bool = False) -> None:
        """As `ThreadQueue.shutdown`."""
        self.closed = True
        self._shared.shutdown(immediate)

    def close(self) -> None:
        """Drop what is left."""
        self.shutdown(immediate=True)

    async def wait_closed(self) -> None:
        """There is nothing to wait for."""

    async def aclose(self) -> None:
        """As close."""
        self.close()


def adapt_janus() -> None:
    """Let tests that are imported later take a ThreadQueue for a janus queue."""
    import janus

    own: dict[str, Any] = {
        "Queue": Queue,
        "SyncQueueShutDown": QueueShutDown,
        "AsyncQueueShutDown": QueueShutDown,
    }
    for name, value in own.items():
        setattr(janus, name, value)


ADAPTED: dict[str, Callable[[], None]] = {"anyio": adapt_anyio, "janus": adapt_janus}

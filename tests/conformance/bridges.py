"""The bridges that are compared: each is opened, calls a coroutine function, is closed."""

import asyncio
import contextlib
import importlib.util
import threading
from concurrent.futures import Future

__all__ = ["BRIDGES", "installed", "open_bridge"]


class StepFour:
    """A loop in a thread and `run_coroutine_threadsafe(...).result()`, as in lesson 08, step four.

    Its thread is a daemon, so that a case can end in which the loop is not closed.
    """

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def call(self, func, *args):
        return asyncio.run_coroutine_threadsafe(func(*args), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class StepFive:
    """The same with asyncio.Runner, which ends the loop's tasks, as in lesson 08, step five."""

    def __init__(self):
        started = Future()
        self.thread = threading.Thread(target=self.serve, args=(started,))
        self.thread.start()
        self.loop = started.result()

    def serve(self, started):
        runner = asyncio.Runner()
        try:
            loop = runner.get_loop()
        except BaseException as error:
            started.set_exception(error)
            return
        with runner:
            started.set_result(loop)
            loop.run_forever()

    def call(self, func, *args):
        return asyncio.run_coroutine_threadsafe(func(*args), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


class Anyio:
    """anyio's blocking portal."""

    def __init__(self):
        from anyio.from_thread import start_blocking_portal

        self.stack = contextlib.ExitStack()
        self.portal = self.stack.enter_context(start_blocking_portal())

    def call(self, func, *args):
        return self.portal.call(func, *args)

    def close(self):
        self.stack.close()


class Asgiref:
    """asgiref's async_to_sync: a loop for each call, so there is nothing to close."""

    def call(self, func, *args):
        from asgiref.sync import async_to_sync

        return async_to_sync(func)(*args)

    def close(self):
        pass


class Ours:
    """LoopThread."""

    def __init__(self):
        from helpers import LoopThread

        self.bridge = LoopThread("ours", foreign_loop="allow")

    def call(self, func, *args):
        return self.bridge.call(func, *args)

    def close(self):
        self.bridge.close()


BRIDGES = {
    "step four": StepFour,
    "step five": StepFive,
    "anyio": Anyio,
    "asgiref": Asgiref,
    "LoopThread": Ours,
}


def installed(name):
    """Can this bridge be opened here?"""
    return name not in ("anyio", "asgiref") or importlib.util.find_spec(name) is not None


def open_bridge(name):
    """Open a bridge by its name in BRIDGES."""
    return BRIDGES[name]()

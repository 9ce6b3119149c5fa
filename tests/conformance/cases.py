"""The hard cases: each takes a function that opens a bridge, and says what happened."""

import asyncio
import atexit
import builtins
import contextvars
import gc
import os
import signal
import sys
import threading
import time
import traceback
import warnings
import weakref
from _thread import interrupt_main

__all__ = ["CASES"]

number = contextvars.ContextVar("number", default="default")


async def answer():
    return "answer"


def said(func, *args):
    """The value of a call, or the class of its error."""
    try:
        return func(*args)
    except BaseException as error:
        kind = type(error)
        module = kind.__module__.split(".")[0]
        return kind.__name__ if module in ("builtins", "helpers") else f"{module}.{kind.__name__}"


def in_thread(func, *args):
    """Start func in a daemon thread; return a function that waits for what it said."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(said(func, *args)), daemon=True)
    thread.start()

    def wait():
        thread.join()
        return answers[0]

    return wait


class Waiting:
    """A coroutine function that waits for two seconds, and notes its cleanup."""

    def __init__(self):
        self.started, self.cleaned = threading.Event(), False

    async def wait(self):
        self.started.set()
        try:
            await asyncio.sleep(2)
            return "waited for its end"
        finally:
            await asyncio.sleep(0.05)
            self.cleaned = True


def call_from_the_own_thread(open_bridge):
    bridge = open_bridge()

    async def outer():
        return said(bridge.call, answer)

    return bridge.call(outer)


def circle_of_two_loops(open_bridge):
    one, two = open_bridge(), open_bridge()

    async def there():
        return said(one.call, answer)

    async def here():
        return said(two.call, there)

    return one.call(here)


def context_goes_in(open_bridge):
    async def see():
        return number.get()

    number.set("seen")
    return open_bridge().call(see)


def frames_of_the_coroutine(open_bridge):
    async def fail():
        raise ValueError

    try:
        open_bridge().call(fail)
    except ValueError as error:
        return "fail" in [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def no_cycle_after_an_exception(open_bridge):
    class Thing:
        """Something whose end can be seen."""

    left = []

    async def fail():
        thing = Thing()
        left.append(weakref.ref(thing))
        raise ValueError

    bridge = open_bridge()
    gc.disable()
    said(bridge.call, fail)
    said(bridge.call, answer)
    return left[0]() is None


def ctrl_c_cancels_and_waits(open_bridge):
    bridge, waiting = open_bridge(), Waiting()

    def interrupt():
        waiting.started.wait()
        time.sleep(0.1)
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        else:
            interrupt_main()

    threading.Thread(target=interrupt, daemon=True).start()
    raised = said(bridge.call, waiting.wait)
    return f"{raised}, {'cleaned up' if waiting.cleaned else 'still running'}"


def exit_in_the_coroutine(open_bridge):
    async def leave():
        raise SystemExit

    bridge = open_bridge()
    return f"{said(bridge.call, leave)}, then {said(bridge.call, answer)}"


def cancelled_inside(open_bridge):
    async def cancel_itself():
        asyncio.current_task().cancel()
        await asyncio.sleep(1)

    return str(said(open_bridge().call, cancel_itself))


def call_after_close(open_bridge):
    bridge = open_bridge()
    bridge.call(answer)
    bridge.close()
    return said(bridge.call, answer)


def close_while_a_caller_waits(open_bridge):
    bridge, waiting = open_bridge(), Waiting()
    caller = in_thread(bridge.call, waiting.wait)
    waiting.started.wait()
    in_thread(bridge.close)
    return f"{caller()}, {'cleaned up' if waiting.cleaned else 'not cleaned up'}"


def loop_is_stopped(open_bridge):
    bridge = open_bridge()

    async def stop():
        asyncio.get_running_loop().stop()
        await asyncio.sleep(3600)

    return said(bridge.call, stop)


def call_in_a_forked_child(open_bridge):
    if not hasattr(os, "fork"):
        return "no fork here"
    warnings.simplefilter("ignore")
    bridge = open_bridge()
    bridge.call(answer)
    reader, writer = os.pipe()
    if os.fork() == 0:
        signal.alarm(2)  # the child ends, whatever happens
        os.write(writer, said(bridge.call, answer).encode())
        os._exit(0)
    os.close(writer)
    word = os.read(reader, 100).decode()
    os.wait()
    return word or "HANG"


def call_at_exit(open_bridge):
    """From `__del__` while the interpreter ends; prints by itself."""
    bridge = open_bridge()
    bridge.call(answer)

    class Late:
        def __del__(self, said=said, bridge=bridge, answer=answer, print=print):
            print(said(bridge.call, answer), flush=True)

    builtins.late = Late()
    return None


def unclosed_at_exit(open_bridge):
    """Does the interpreter end with a bridge that nobody closed?"""
    open_bridge().call(answer)
    atexit.register(lambda: print("exits", flush=True))
    return None


CASES = {
    case.__name__.replace("_", " ").replace("ctrl c", "Ctrl-C"): case
    for case in (
        call_from_the_own_thread,
        circle_of_two_loops,
        context_goes_in,
        frames_of_the_coroutine,
        no_cycle_after_an_exception,
        ctrl_c_cancels_and_waits,
        exit_in_the_coroutine,
        cancelled_inside,
        call_after_close,
        close_while_a_caller_waits,
        loop_is_stopped,
        call_in_a_forked_child,
        call_at_exit,
        unclosed_at_exit,
    )
}
if sys.platform == "win32":
    del CASES["call in a forked child"]
# They end by themselves or are killed; the others leave at once, whatever threads they left.
THAT_EXIT = ("call at exit", "unclosed at exit")

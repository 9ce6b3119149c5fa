"""What the tests of LoopThread run in child processes: each function returns plain facts."""

import asyncio
import atexit
import contextvars
import gc
import io
import logging
import os
import random
import signal
import sys
import threading
import time
import traceback
import warnings
import weakref
from _thread import interrupt_main
from concurrent import futures

from helpers import LoopThread
from helpers.timeline import Timeline

number = contextvars.ContextVar("number", default=0)


def said(func, *args, **kwargs):
    """What a call does: its value, or [error's class, its message]."""
    try:
        return func(*args, **kwargs)
    except BaseException as error:
        kind = type(error)
        module = kind.__module__.split(".")[0]
        return [kind.__name__ if module == "builtins" else f"{module}.{kind.__name__}", str(error)]


def in_thread(func, *args):
    """Start func in a daemon thread; return a function that waits for what it `said`."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(said(func, *args)), daemon=True)
    thread.start()

    def wait():
        thread.join()
        return answers[0]

    return wait


def ctrl_c():
    """What the terminal does at Ctrl-C."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        interrupt_main()


async def answer():
    return "answer"


def plain(*args, **kwargs):
    return [list(args), kwargs]


class Waiting:
    """A coroutine function that waits for ever, and logs how it ended."""

    def __init__(self, cleanup=0.02):
        self.log, self.cleanup = [], cleanup
        self.started = threading.Event()

    async def wait(self):
        self.started.set()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self.log.append("cancelled")
            await asyncio.sleep(self.cleanup)
            self.log.append("cleaned up")


# -- refusals ----------------------------------------------------------------------------------


def own_thread():
    with LoopThread("A") as bridge:

        async def outer():
            return said(bridge.call, answer)

        return [bridge.call(outer), bridge.call(lambda: said(bridge.call, plain))]


def circles():
    with LoopThread("A") as a, LoopThread("B") as b, LoopThread("C") as c:
        for bridge in (a, b, c):
            bridge.foreign_loop = "allow"
        back = lambda: said(a.call, answer)  # noqa: E731 - its name is part of the message
        two = a.call(lambda: b.call(back))
        three = a.call(lambda: b.call(lambda: c.call(back)))
        works = a.call(lambda: b.call(lambda: c.call(answer)))
    return [two, three, works]


def circle_closed_at_once():
    """Two loops that call each other at the same moment, many times."""
    refused = []
    with LoopThread("A", foreign_loop="allow") as a, LoopThread("B", foreign_loop="allow") as b:
        for _ in range(200):
            meet = threading.Barrier(2)

            def step(other, meet=meet):
                meet.wait()
                return said(other.call, plain)

            answers = [in_thread(a.call, step, b), in_thread(b.call, step, a)]
            kinds = [wait()[0] for wait in answers]
            refused.append(kinds.count("helpers.WouldDeadlock"))
    return [min(refused), len(refused)]


def coroutine_object():
    async def other_loop(bridge):
        try:
            return await bridge.call_async(answer())
        except TypeError as error:
            return ["TypeError", str(error)]

    with LoopThread() as bridge:
        said_by = [said(bridge.call, answer()), said(bridge.submit, answer())]
        said_by.append(asyncio.run(other_loop(bridge)))
    gc.collect()
    return said_by


def after_close():
    bridge = LoopThread("fetcher")
    bridge.close()
    return [said(bridge.call, answer), said(bridge.submit, answer)]


def after_death():
    sys.stderr = io.StringIO()  # the report of a thread that dies is not the subject
    bridge = LoopThread("fetcher")
    said(bridge.call, lambda: bridge.loop.stop())
    bridge.thread.join()
    failed = LoopThread("parser")
    failed.submit(lambda: failed.loop.call_soon(sys.exit, 3))
    failed.thread.join()
    return [said(bridge.call, answer), said(failed.call, answer)]


def fork():
    warnings.simplefilter("ignore")  # a fork with threads is what this is about
    bridge = LoopThread("fetcher")
    bridge.call(answer)
    reader, writer = os.pipe()
    if os.fork() == 0:
        with open(writer, "w") as pipe:
            own = LoopThread("own")
            facts = [said(bridge.call, answer), said(bridge.submit, answer), bridge.close()]
            pipe.write(repr([*facts, own.call(answer), own.close()]))
        os._exit(0)
    os.close(writer)
    with open(reader) as pipe:
        child = pipe.read()
    os.wait()
    return [child, bridge.call(answer)]


def foreign_loop():
    facts = []
    for policy in ("warn", "allow", "raise"):
        with LoopThread("A", foreign_loop=policy) as bridge, warnings.catch_warnings(record=True):
            warnings.simplefilter("error")

            async def main(bridge=bridge):
                return [said(bridge.call, answer), await bridge.call_async(answer)]

            facts.append(asyncio.run(main()))
    return [*facts, said(LoopThread, foreign_loop="no"), where_the_warning_points()]


def where_the_warning_points():
    async def main():
        bridge.call(answer)

    with LoopThread("A") as bridge, warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        asyncio.run(main())
    return [os.path.basename(warning.filename) for warning in seen]


def interrupted_constructor():
    """Ctrl-C while the loop factory works: no thread and no loop is left."""
    begun, go, made = threading.Event(), threading.Event(), []

    def factory():
        begun.set()
        go.wait()
        made.append(asyncio.new_event_loop())
        return made[0]

    def interrupt():
        begun.wait()
        ctrl_c()

    threading.Thread(target=interrupt).start()
    raised = said(LoopThread, "late", loop_factory=factory)
    late = [thread for thread in threading.enumerate() if thread.name == "late"]
    go.set()
    for thread in late:
        thread.join()
    return [raised[0], len(late), made[0].is_closed()]


def submit_to_a_stalled_loop():
    go = threading.Event()
    with LoopThread() as bridge:
        stalled = in_thread(bridge.call, go.wait)
        future = bridge.submit(answer)  # returns, though the loop cannot run it
        pending = future.done()
        go.set()

        async def inside():
            inner = bridge.submit(answer)
            refused = said(inner.result)
            return [refused, await asyncio.wrap_future(inner), inner.result()]

        return [pending, future.result(), stalled(), bridge.call(inside)]


# -- outcomes ----------------------------------------------------------------------------------


def exceptions():
    async def deep(error):
        await asyncio.sleep(0)
        raise error

    async def shallow(error):
        await deep(error)

    def try_out(run):
        error = ValueError("boom")
        try:
            run(error)
        except ValueError as caught:
            names = [frame.name for frame in traceback.extract_tb(caught.__traceback__)]
            return [caught is error, "shallow" in names, "deep" in names, "try_out" in names]

    async def awaiting(error):
        await bridge.call_async(shallow, error)

    with LoopThread() as bridge:
        return [
            try_out(lambda error: bridge.call(shallow, error)),
            try_out(lambda error: bridge.submit(shallow, error).result()),
            try_out(lambda error: asyncio.run(awaiting(error))),
        ]


def freed_locals():
    """How a call failed, and if what the coroutine held is gone, without a garbage collection."""

    class Thing:
        """Something whose end can be seen."""

    left = []

    async def fail(wait):
        thing = Thing()
        left.append(weakref.ref(thing))
        if wait:
            await asyncio.sleep(0)
        raise ValueError("boom")

    def fail_plainly():
        thing = Thing()
        left.append(weakref.ref(thing))
        raise ValueError("boom")

    async def awaiting():
        try:
            await bridge.call_async(fail, True)
        except ValueError as error:
            return [type(error).__name__]

    gc.disable()
    with LoopThread() as bridge:
        kinds = [said(bridge.call, fail, wait)[0] for wait in (False, True)]
        kinds.append(said(bridge.call, fail_plainly)[0])
        kinds += [said(lambda w=w: bridge.submit(fail, w).result())[0] for w in (False, True)]
        kinds.append(asyncio.run(awaiting())[0])
        kinds.append(said(bridge.call, fail, True, timeout=10)[0])
        bridge.call(plain)  # by now the loop has left the last task behind
        return [kinds, [thing() is None for thing in left]]


def exits():
    async def leave(kind, wait):
        await asyncio.sleep(wait)
        raise kind("now")

    def leave_plainly(kind):
        raise kind("now")

    facts = []
    with LoopThread() as bridge:
        for kind in (SystemExit, KeyboardInterrupt):
            facts.append(said(bridge.call, leave, kind, 0))
            facts.append(said(bridge.call, leave, kind, 0.01))
            facts.append(said(bridge.call, leave_plainly, kind))
        return [facts, bridge.call(answer)]


def cancelled_or_lost():
    async def cancel_itself():
        asyncio.current_task().cancel()
        await asyncio.sleep(1)

    async def main(bridge):
        try:
            await bridge.call_async(cancel_itself)
        except BaseException as error:
            return type(error).__name__

    bridge, called, submitted = LoopThread("A"), Waiting(), Waiting()
    inside = [said(bridge.call, cancel_itself), said(bridge.submit(cancel_itself).result)]
    inside.append(asyncio.run(main(bridge)))
    lost = in_thread(bridge.call, called.wait)
    future = bridge.submit(submitted.wait)
    called.started.wait()
    submitted.started.wait()
    bridge.close()
    return [inside, lost(), said(future.result)]


def ctrl_c_cancels():
    waiting = Waiting()

    def interrupt():
        waiting.started.wait()
        ctrl_c()

    with LoopThread() as bridge:
        threading.Thread(target=interrupt).start()
        return [said(bridge.call, waiting.wait), waiting.log[:], bridge.call(answer)]


def ctrl_c_twice():
    cleaning, go = threading.Event(), threading.Event()

    async def stubborn():
        try:
            await asyncio.sleep(60)
        finally:
            cleaning.set()
            await asyncio.to_thread(go.wait)

    started = threading.Event()

    async def run():
        started.set()
        await stubborn()

    def interrupt():
        started.wait()
        ctrl_c()
        cleaning.wait()
        time.sleep(0.1)  # by now the main thread waits for the cleanup
        ctrl_c()

    with LoopThread(grace=60) as bridge:
        threading.Thread(target=interrupt).start()
        left = said(bridge.call, run)
        ended = go.is_set()
        go.set()
        return [left, ended]


def timeouts():
    async def stubborn():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(60)

    async def late():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return "late, but there"

    waiting = Waiting()
    with LoopThread(grace=0.05) as bridge:
        facts = [said(bridge.call, waiting.wait, timeout=0.1), waiting.log]
        facts.append(said(bridge.call, stubborn, timeout=0.1))
        facts.append(said(bridge.call, late, timeout=0.1))
    return facts


def cancelled_futures():
    """What cancelled futures say before, while and after the loop gets to them."""
    ran, waiting, go = [], Waiting(), threading.Event()

    async def never():
        ran.append("never")

    async def insist():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return "late, but there"

    with LoopThread() as bridge:
        insisting = bridge.submit(insist)
        running = bridge.submit(waiting.wait)
        waiting.started.wait()
        stalled = bridge.submit(go.wait)
        early = bridge.submit(never)
        cancels = [future.cancel() for future in (running, early, insisting)]
        before = [running.done(), early.done()]
        go.set()
        ends = [said(running.result), waiting.log[:], said(early.result), insisting.result()]
        after = [running.cancelled(), early.cancel(), insisting.cancel(), stalled.cancel()]
    return [cancels, before, ends, ran, after, futures.wait([running, early]).not_done == set()]


def cancelled_before_the_first_step():
    ran = []

    async def never():
        ran.append("never")

    def cancel_all():
        return sum(task.cancel() for task in asyncio.all_tasks())

    with LoopThread() as bridge:
        bridge.loop.set_task_factory(lambda loop, coroutine, **kw: asyncio.Task(coroutine, **kw))
        go = threading.Event()
        stalled = bridge.submit(go.wait)
        future, count = bridge.submit(never), bridge.submit(cancel_all)
        go.set()
        stalled.result()
        facts = [said(future.result), count.result(), ran]
    gc.collect()
    return facts


def loop_stopped():
    sys.stderr = io.StringIO()  # the report of a thread that dies is not the subject
    facts = []
    for end in ("stop", "exit"):
        waiting, bridge = Waiting(), LoopThread(end)
        callers = [in_thread(bridge.call, waiting.wait) for _ in range(3)]
        future = bridge.submit(waiting.wait)
        waiting.started.wait()
        if end == "stop":
            bridge.loop.call_soon_threadsafe(bridge.loop.stop)
        else:
            bridge.loop.call_soon_threadsafe(sys.exit, 1)
        facts += [wait() for wait in callers] + [said(future.result)]
        facts += [said(bridge.call, answer), bridge.close()]
    return facts


def contexts():
    async def set_to(value):
        seen = number.get()
        number.set(value)
        await asyncio.sleep(0.01)
        return [seen, number.get()]

    def set_plainly(value):
        number.set(value)
        return number.get()

    def mixed(value):
        number.set(value)
        return bridge.call(set_to, -value) == [value, -value] and number.get() == value

    async def awaiting():
        number.set(6)
        await bridge.call_async(set_to, 7)
        kept = number.get()
        await bridge.call_async(set_to, 8, context_out=True)
        return [kept, number.get()]

    with LoopThread() as bridge:
        number.set(1)
        facts = [bridge.call(set_to, 2), number.get()]
        facts += [bridge.call(set_to, 3, context_out=True), number.get()]
        facts += [bridge.call(set_plainly, 4), number.get()]
        facts += [bridge.call(set_plainly, 5, context_out=True), number.get()]
        waits = [in_thread(mixed, value) for value in range(1, 33)]
        facts.append(all(wait() for wait in waits))
        facts.append(asyncio.run(awaiting()))
        bridge.loop.set_task_factory(lambda loop, coroutine: asyncio.Task(coroutine, loop=loop))
        return [*facts, bridge.call(set_to, 9, context_out=True), number.get()]


def tasks():
    async def use_all():
        names = [asyncio.current_task().get_name()]
        async with asyncio.timeout(10):
            async with asyncio.TaskGroup() as group:
                child = group.create_task(answer())
        try:
            async with asyncio.timeout(0):
                await asyncio.sleep(60)
        except TimeoutError:
            names.append("timed out")
        return [*names, child.result(), asyncio.current_task().get_name()]

    class Own(asyncio.Task):
        pass

    def factory(loop, coroutine):  # knows none of the newer arguments
        return Own(coroutine, loop=loop)

    async def kind():
        return type(asyncio.current_task()).__name__

    def failing(loop, coroutine):
        raise ValueError("no tasks today")

    with LoopThread() as bridge:
        facts = [bridge.call(use_all)]
        bridge.loop.set_task_factory(factory)
        facts.append(bridge.call(kind))
        bridge.loop.set_task_factory(failing)
        facts.append(said(bridge.call, kind))
        bridge.loop.set_task_factory(getattr(asyncio, "eager_task_factory", None))
        facts.append(bridge.call(answer))
    gc.collect()
    return facts


# -- lifetime ----------------------------------------------------------------------------------


def close():
    waiting, go = Waiting(), threading.Event()
    bridge = LoopThread("A")
    caller = in_thread(bridge.call, waiting.wait)
    waiting.started.wait()
    own = bridge.call(lambda: said(bridge.close))
    bridge.close()
    facts = [own, caller(), waiting.log[:], bridge.thread.is_alive(), bridge.close()]
    stuck = LoopThread("B")
    begun = threading.Event()
    stuck.submit(lambda: begun.set() or go.wait())
    begun.wait()
    message = said(stuck.close, timeout=0.1)
    go.set()
    stuck.thread.join()
    return [*facts, message]


def close_while_called():
    kinds = {}
    chance = random.Random(1)
    for _ in range(60):
        bridge = LoopThread("A")

        def keep_calling(bridge=bridge):
            while True:
                bridge.call(asyncio.sleep, chance.random() * 0.002)

        callers = [in_thread(keep_calling) for _ in range(8)]
        time.sleep(chance.random() * 0.01)
        bridge.close()
        for wait in callers:
            kind = wait()[0]
            kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def open_and_close():
    import psutil

    def used():
        process = psutil.Process()
        count = process.num_fds if hasattr(process, "num_fds") else process.num_handles
        return [count(), threading.active_count()]

    LoopThread().close()  # what is made once stays
    before = used()
    for _ in range(100):
        with LoopThread() as bridge:
            bridge.call(asyncio.sleep, 0)
    return [before, used()]


def exit_unclosed():
    """The interpreter's exit with three unclosed loop threads: idle, busy and stalled."""
    idle, busy, stalled = LoopThread("idle"), LoopThread("busy"), LoopThread("stalled")
    busy.submit(asyncio.sleep, 3600)
    stalled.submit(time.sleep, 3600)
    idle.call(answer)

    class Late:
        def __del__(self, idle=idle, said=said, answer=answer, print=print):
            print(said(idle.call, answer), flush=True)

    import builtins

    builtins.late = Late()  # goes after the modules have
    atexit.register(lambda: print(said(idle.call, answer), flush=True))


def broken_factory():
    def factory():
        raise ValueError("no loop today")

    async def main():
        return type(asyncio.get_running_loop()).__name__

    class Loop(asyncio.SelectorEventLoop):
        pass

    with LoopThread(loop_factory=Loop) as bridge:
        return [said(LoopThread, loop_factory=factory), bridge.call(main), threading.active_count()]


def failing_item():
    class Item:
        def __init__(self, run):
            self.run = run

        def fail(self, error):
            ran.append("failed")

    def bad():
        raise ValueError("this one")

    ran, reported, go = [], [], threading.Event()
    with LoopThread() as bridge:
        handler = lambda loop, context: reported.append(str(context["exception"]))  # noqa: E731
        bridge.call(bridge.loop.set_exception_handler, handler)
        stalled = bridge.submit(go.wait)
        for run in (bad, lambda: ran.append(1), bad, lambda: ran.append(2)):
            bridge.mailbox.post(Item(run))
        go.set()
        stalled.result()
        bridge.call(asyncio.sleep, 0)
    return [ran, reported]


def stall_report():
    records, go = [], threading.Event()

    class Keep(logging.Handler):
        def emit(self, record):
            records.append(record.getMessage())
            go.set()

    def hold_the_loop():
        go.wait()

    logging.getLogger("helpers.bridge").addHandler(Keep())
    logging.getLogger("helpers.bridge").propagate = False
    with LoopThread("A", stall_after=0.05) as bridge:
        bridge.call(answer)
        bridge.call(hold_the_loop)
        bridge.call(asyncio.sleep, 0.15, timeout=10)
        asyncio.run(bridge.call_async(asyncio.sleep, 0.15))
    return records


# -- instruments -------------------------------------------------------------------------------


def recorded():
    """What Timeline sees of a called coroutine that never waits, and of one that does."""

    async def at_once():
        return "at once"

    async def later():
        await asyncio.sleep(0.001)

    with Timeline() as seen, LoopThread("A") as bridge:
        bridge.call(at_once)
        bridge.submit(later).result()
    names = [at_once.__qualname__, later.__qualname__]
    return [[span.state for span in seen.recording.on(name)] for name in names]

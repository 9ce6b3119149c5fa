"""Programs that do what the course does not: loops inside loops, calls of the system, old tasks."""

import asyncio
import contextlib
import contextvars
import functools
import gc
import logging
import os
import pickle
import queue
import select
import signal
import socket
import sys
import threading
import time
import weakref
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

import pytest

from helpers import virtual_time
from helpers.bridge import LoopThread
from helpers.timeline import Timeline
from tests.timeline.recordings import in_threads, names, record

HERE = "test_other_programs.py"


def waits(recording, lane):
    return [s.label for s in recording.on(lane, "waiting")]


def line(function, number):
    return f"{HERE} line {function.__code__.co_firstlineno + number}"


async def beat():
    for _ in range(5):
        await asyncio.sleep(0.02)


async def child():
    await asyncio.sleep(1)


# ---------------------------------------------------------------------------- within one instant
def test_what_came_first_within_an_instant():
    async def main():
        await asyncio.create_task(child())

    with Timeline() as seen:
        virtual_time.run(main())
    spans = seen.recording.on("child")
    states = ["made", "ready", "running", "waiting", "ready", "running"]
    assert [s.state for s in spans] == states
    assert all(a.order[1] == b.order[0] for a, b in pairwise(spans))
    mine = seen.recording.on("main", "running")[0]
    assert mine.order[0] < spans[0].order[0] < mine.order[1] <= spans[2].order[0]


def test_steps_of_one_instant_are_in_the_order_in_which_they_ran():
    async def main():
        await asyncio.gather(child(), child(), child())

    with Timeline() as seen:
        virtual_time.run(main())
    steps = [s for s in seen.recording.on("loop", "running") if s.start == 1]
    assert [s.label for s in steps] == ["child", "child #2", "child #3", "main"]
    assert sorted(s.order for s in steps) == [s.order for s in steps]


@pytest.mark.parametrize("run", [asyncio.run, virtual_time.run])
def test_the_coroutines_that_close_a_loop_are_not_shown(run):
    async def main():
        pass

    recording = record(run, main())
    assert names(recording, "task") == ["main"]
    assert {s.label for s in recording.on("loop", "running")} == {"main"}


# ---------------------------------------------------------------------------- other loops
@pytest.fixture
def nest_asyncio():
    """Applied to a loop of its own; all that it replaces is put back, which it does not do."""
    module = pytest.importorskip("nest_asyncio")
    loop = asyncio.new_event_loop()
    places = [asyncio, asyncio.events, asyncio.tasks, asyncio.futures, asyncio.SelectorEventLoop]
    places.append(type(asyncio.get_event_loop_policy()))
    before = [dict(vars(place)) for place in places]
    asyncio.set_event_loop(loop)
    module.apply(loop)
    yield loop
    loop.close()
    asyncio.set_event_loop(None)
    for place, had in zip(places, before, strict=True):
        for name in set(vars(place)) - set(had):
            delattr(place, name)
        for name, value in had.items():
            if vars(place)[name] is not value:
                setattr(place, name, value)


pytestmark = pytest.mark.filterwarnings("ignore:.*event_loop_policy.*:DeprecationWarning")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="nest_asyncio does not know Python 3.14")
def test_tasks_are_seen_under_nest_asyncio(nest_asyncio):
    async def main():
        await asyncio.gather(asyncio.sleep(0.01), asyncio.sleep(0.01))

    recording = record(lambda: asyncio.run(main()))
    assert names(recording, "loop") == ["loop"]
    assert names(recording, "task") == ["main", "sleep", "sleep #2"]


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="nest_asyncio does not know Python 3.14")
def test_a_nested_run_is_no_stall(nest_asyncio):
    async def main():
        beats = asyncio.ensure_future(beat())
        await asyncio.sleep(0.01)
        asyncio.get_running_loop().run_until_complete(asyncio.sleep(0.1))
        await beats

    with Timeline(stall=0.1) as seen:
        asyncio.run(main())
    recording = seen.recording
    (nested,) = recording.on("main", "nested")
    assert nested.label == f"run_until_complete · {line(main, 3)}"
    inside = [s for s in recording.on("loop") if nested.start <= s.start and s.end <= nested.end]
    assert sum(s.state == "idle" for s in inside) >= 4
    assert not [s for s in recording.spans if s.state == "stalled"]


def test_two_runs_on_one_thread_are_two_loops():
    async def main():
        await asyncio.sleep(0)

    recording = record(lambda: (asyncio.run(main()), asyncio.run(main())))
    assert names(recording, "loop") == ["loop · main thread", "loop · main thread #2"]
    assert [s.label for s in recording.on("loop · main thread #2", "running")] == ["main #2"] * 2


class Foreign(asyncio.AbstractEventLoop):
    """A loop that has nothing of asyncio's but its interface."""

    def _begin(self, generator):
        raise NotImplementedError

    def run_forever(self):
        before = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._begin)
        threading.Event().wait(0.05)
        sys.set_asyncgen_hooks(*before)


def test_a_loop_that_cannot_be_seen_is_told_of():
    recording = record(lambda: Foreign().run_forever())
    (note,) = recording.notes
    assert f"{Foreign.__module__.partition('.')[0]}.Foreign ran here" in note
    (blocked,) = recording.on("main thread", "blocked")
    assert "Foreign.run_forever" in blocked.label


class Strange(Foreign):
    """Runs steps of a task, by code of its own."""

    def __init__(self, step):
        self.step = step

    def get_debug(self):
        return False

    def call_soon(self, callback, *args, context=None):
        self.step = functools.partial(callback, *args)

    def run_forever(self):
        before = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._begin)
        asyncio._set_running_loop(self)
        task = asyncio.Task(self.step(), loop=self)
        while not task.done():
            self.step()
        asyncio._set_running_loop(None)
        sys.set_asyncgen_hooks(*before)


def test_what_a_task_of_a_loop_that_cannot_be_seen_calls_is_drawn():
    lock, jobs = threading.Lock(), queue.Queue()

    async def main():
        time.sleep(0.05)  # noqa: ASYNC251 - it holds the loop
        await asyncio.sleep(0)
        jobs.put(1)
        with lock:
            time.sleep(0.02)  # noqa: ASYNC251

    def run():
        thread = threading.Thread(target=jobs.get, name="takes")
        thread.start()
        Strange(main).run_forever()
        thread.join()

    recording = record(run)
    runs = f"tests.Strange.run_forever · {line(Strange.run_forever, 2)}"
    assert [s.label for s in recording.on("main thread", "blocked")][:5] == [
        runs,
        f"time.sleep · {line(main, 1)}",
        runs,
        f"time.sleep · {line(main, 5)}",
        runs,
    ]
    assert ("main thread", "takes", "get") in {
        (h.source, h.target, h.label) for h in recording.hops
    }


def test_uvloop_is_told_of():
    uvloop = pytest.importorskip("uvloop")
    recording = record(lambda: uvloop.run(asyncio.sleep(0.05)))
    assert recording.notes[0].startswith("uvloop.Loop ran here")
    assert recording.on("main thread", "blocked")[0].label.startswith("uvloop.Loop.run_forever")


# ---------------------------------------------------------------------------- waits of threads
def system_calls():
    left, right = socket.socketpair()
    items, (reading, writing) = queue.SimpleQueue(), os.pipe()

    def recv():
        left.recv(1)

    def get():
        items.get()

    def read():
        os.read(reading, 1)

    def selects():
        select.select([left], [], [])

    def system():
        os.system("sleep 0.4")

    def wait():
        os.waitpid(os.posix_spawn("/bin/sleep", ["sleep", "0.4"], {}), 0)

    def free():
        time.sleep(0.4)
        right.send(b"12")
        items.put(1)
        os.write(writing, b"1")

    def close():
        for end in (left, right):
            end.close()
        os.close(reading), os.close(writing)

    return (recv, get, read, selects, system, wait, free), close


CALLS = ("left.recv", "items.get", "os.read", "select.select", "os.system", "os.waitpid")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells who waits")
def test_a_thread_that_waits_in_the_system_is_blocked():
    bodies, close = system_calls()
    recording = record(in_threads, *bodies)
    close()
    for number, call in enumerate(CALLS):
        longest = max(recording.on(f"t{number}"), key=lambda s: s.end - s.start)
        assert (longest.state, longest.label) == (
            "blocked",
            f"{call} · {line(bodies[number], 1)}",
        )


def test_a_call_that_never_ends_keeps_its_name_and_line():
    jobs = queue.Queue()

    def worker():
        jobs.get()

    with Timeline() as seen:
        thread = threading.Thread(target=worker, name="worker")
        thread.start()
        time.sleep(0.05)
    jobs.put(None)
    thread.join()
    (blocked,) = seen.recording.on("worker", "blocked")
    assert blocked.label == f"jobs.get · {line(worker, 1)}"


@pytest.mark.parametrize("run", [asyncio.run, virtual_time.run])
def test_a_thread_that_waits_for_a_loop_thread_is_blocked_there(run):
    def ask():
        with LoopThread("asked") as loop:
            loop.call(asyncio.sleep, 0.05)

    recording = record(lambda: run(asyncio.to_thread(ask)))
    labels = [span.label for span in recording.on("asyncio_0", "blocked")]
    assert labels[:1] == [f"call · {line(ask, 2)}"]  # then it may wait for the thread's end
    assert recording.on("sleep", "waiting")


@pytest.mark.skipif(sys.platform == "win32", reason="there nothing interrupts a lock")
def test_a_wait_for_a_lock_that_is_interrupted_is_drawn():
    def stop(*_):
        raise TimeoutError

    def take():
        lock = threading.Lock()
        lock.acquire()
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(TimeoutError):
            lock.acquire()

    before = signal.signal(signal.SIGALRM, stop)
    try:
        recording = record(take)
    finally:
        signal.signal(signal.SIGALRM, before)
    (blocked,) = recording.on("main thread", "blocked")
    assert blocked.label == f"lock.acquire · {line(take, 5)}"


def test_the_arrow_to_a_step_in_which_the_recording_ends_is_drawn():
    async def main():
        with Timeline() as seen:
            await asyncio.to_thread(time.sleep, 0.02)
        return seen.hops

    hops = {(hop.source, hop.target, hop.label) for hop in asyncio.run(main())}
    assert ("asyncio_0", "main", "call_soon_threadsafe") in hops


# ---------------------------------------------------------------------------- who is to blame
@pytest.mark.parametrize("run", [asyncio.run, virtual_time.run])
def test_a_callback_that_blocks_by_itself_is_named(run):
    async def main():
        asyncio.get_running_loop().call_later(0.01, time.sleep, 0.1)
        await asyncio.sleep(0.2)

    recording = record(lambda: run(main()))
    (stall,) = recording.on("loop", "stalled")
    assert stall.label.startswith("time.sleep · 1")


def test_a_callback_written_in_c_is_named():
    async def main():
        loop = asyncio.get_running_loop()
        loop.call_soon(functools.partial(sum, range(3_000_000)))
        loop.call_soon(os.system, "sleep 0.06")
        await asyncio.sleep(0.01)

    with Timeline(stall=0.01) as seen:
        asyncio.run(main())
    stalls = [s.label.rpartition(" · ")[0] for s in seen.recording.on("loop", "stalled")]
    assert stalls == ["sum", "os.system"]


def test_a_task_in_a_context_of_its_own_is_seen():
    async def alone():
        time.sleep(0.06)  # noqa: ASYNC251 - it holds the loop

    async def main():
        await asyncio.create_task(alone(), context=contextvars.Context())
        asyncio.get_running_loop().call_soon(time.sleep, 0.06, context=contextvars.Context())
        await asyncio.sleep(0)

    recording = record(lambda: asyncio.run(main()))
    assert names(recording, "task") == ["main", "alone"]
    assert [s.label.rpartition(" · ")[0] for s in recording.on("loop", "stalled")] == [
        "",
        "time.sleep",
    ]
    (stall,) = recording.on("alone", "stalled")
    assert stall.label.startswith(f"time.sleep · {line(alone, 1)} · ")


# ---------------------------------------------------------------------------- as without us
def debugged(loop_calls):
    """(errors, last line of the handle's source) of what a thread asks a loop in debug mode."""
    told = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(str(context["handle"])))
        await asyncio.to_thread(loop_calls, loop, told)
        await asyncio.sleep(0.01)

    logging.getLogger("asyncio").setLevel(logging.ERROR)
    asyncio.run(main(), debug=True)
    return told


def fails(number):
    1 / number


def test_what_a_thread_asks_for_fails_as_without_us():
    async def coroutine():
        pass

    def calls(loop, told):
        with pytest.raises(TypeError, match="coroutines cannot be used"):
            loop.call_soon_threadsafe(coroutine)
        loop.call_soon_threadsafe(fails, 0)

    with Timeline() as seen:
        (error,) = debugged(calls)
    assert "fails(0)" in error
    assert "call_soon_threadsafe" in [h.label for h in seen.hops]


def test_handles_and_tasks_say_where_they_were_made():
    async def main():
        loop = asyncio.get_running_loop()
        handles = [
            loop.call_soon(int),
            loop.call_soon_threadsafe(int),
            loop.call_later(0, int),
            loop.create_task(asyncio.sleep(0)),
        ]
        return [handle._source_traceback[-1].name for handle in handles]

    with Timeline():
        assert asyncio.run(main(), debug=True) == ["main"] * 4


def test_a_lock_of_the_block_can_be_used_as_one():
    real = threading.Lock
    with Timeline():

        class Guarded:
            kind, lock = threading.Lock, threading.Lock()

        with Guarded().kind() as taken:
            assert taken
        assert pickle.loads(pickle.dumps(threading.Lock)) is real
        assert isinstance(Guarded.lock, type(real()))
        assert isinstance(real(), type(Guarded.lock))
        assert not hasattr(Guarded.lock, "_is_owned")
        with pytest.raises(ValueError, match="can't specify a timeout"):
            Guarded.lock.acquire(False, 1)


def test_a_process_pool_that_nobody_keeps_is_collected():
    with Timeline():
        pool = ProcessPoolExecutor(1)
        results, gone = pool.map(abs, range(-3, 0)), weakref.ref(pool)
        manager = pool._executor_manager_thread
        del pool
        gc.collect()
        assert gone() is None
        manager.join(60)
        assert list(results) == [3, 2, 1]


# ---------------------------------------------------------------------------- names
class Slowly:
    """Awaits by a method, as a request of aiohttp does."""

    def __await__(self):
        return self.steps().__await__()

    async def steps(self):
        await asyncio.sleep(0.001)


async def pages():
    await asyncio.sleep(0.001)
    yield 1


@contextlib.asynccontextmanager
async def session():
    await asyncio.sleep(0.001)
    yield


@pytest.mark.parametrize("kind", ["generator", "context manager", "object"])
def test_a_wait_is_named_through_what_is_between(kind):
    async def main():
        if kind == "generator":
            async for _ in pages():
                pass
        elif kind == "context manager":
            async with session():
                pass
        else:
            await Slowly()

    assert waits(record(asyncio.run, main()), "main") == ["sleep"]


def test_a_task_that_awaits_an_object_has_a_name():
    async def main():
        await asyncio.gather(Slowly(), asyncio.sleep(0.001))

    assert names(record(asyncio.run, main()), "task") == ["main", "Slowly", "sleep"]


# ---------------------------------------------------------------------------- from before
def test_tasks_from_before_the_block_are_drawn():
    async def hog():
        while True:
            await asyncio.sleep(0.01)
            time.sleep(0.06)  # noqa: ASYNC251 - it holds the loop

    async def main():
        task = asyncio.create_task(hog())
        await asyncio.sleep(0)
        with Timeline() as seen:
            await asyncio.sleep(0.05)
        task.cancel()
        return seen.recording

    recording = asyncio.run(main())
    assert names(recording, "task") == ["main", "hog"]
    assert recording.on("hog", "waiting")[0].start == 0
    assert recording.on("hog", "stalled")[0].label.startswith(f"time.sleep · {line(hog, 3)}")


def test_threads_from_before_the_block_are_told_of():
    stop = threading.Event()

    def poll():
        stop.wait()

    thread = threading.Thread(target=poll, name="poll")
    thread.start()
    with Timeline() as seen:
        pass
    stop.set()
    thread.join()
    assert [note for note in seen.recording.notes if "'poll'" in note] == [
        "thread 'poll' began before the block, so it is not drawn"
    ]


# ---------------------------------------------------------------------------- ends
def test_how_a_task_ended():
    async def fine():
        await asyncio.sleep(0)

    async def bad():
        raise ValueError

    async def main():
        tasks = [asyncio.create_task(call()) for call in (fine, bad, child)]
        await asyncio.sleep(0.01)
        tasks[2].cancel()
        await asyncio.wait(tasks)
        tasks[1].exception()

    ends = {lane.name: lane.end for lane in record(asyncio.run, main()).lanes}
    assert (ends["fine"], ends["bad"], ends["child"]) == (
        "returned",
        "raised ValueError",
        "cancelled",
    )


def test_that_an_end_was_seen_does_not_count_as_having_looked():
    told = []

    async def bad():
        raise ValueError

    async def main():
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: told.append(context["message"])
        )
        task = asyncio.create_task(bad())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect()

    record(asyncio.run, main())
    assert told == ["Task exception was never retrieved"]


def test_how_a_thread_ended(monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    recording = record(in_threads, int, functools.partial(fails, 0))
    lanes = {lane.name: lane for lane in recording.lanes}
    assert (lanes["t0"].end, lanes["t1"].end) == ("returned", "raised ZeroDivisionError")
    assert lanes["t1"].at <= recording.length
    assert lanes["main thread"].end == ""


# ---------------------------------------------------------------------------- eager tasks
@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_the_first_step_of_a_call_of_a_loop_thread_is_seen():
    async def quick():
        time.sleep(0.06)  # noqa: ASYNC251 - it holds the loop

    def body():
        with LoopThread("lt") as loop_thread:
            loop_thread.call(quick)

    recording = record(body)
    (task,) = names(recording, "task")
    (stall,) = recording.on(task, "stalled")
    assert task.endswith("quick")
    assert stall.label.startswith(f"time.sleep · {line(quick, 1)} · ")


def test_where_a_wait_in_c_cannot_be_told_the_picture_says_so(monkeypatch):
    monkeypatch.setattr("helpers.timeline.recorder.CAN_TELL", False)
    with Timeline() as real:
        pass
    with Timeline() as exact:
        virtual_time.run(asyncio.sleep(1))
    words = "on this system a thread that waits inside of a C library is drawn as running"
    assert real.recording.notes == (words,)
    assert exact.recording.notes == ()

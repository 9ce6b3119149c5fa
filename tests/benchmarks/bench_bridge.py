"""What crossings between threads and loops cost, as ratios, beside the libraries that make them.

Everything is measured interleaved: a round measures each way once, and a ratio is the median of
the rounds' ratios. anyio, asgiref, janus and culsans take part where they are installed.

**Where the two threads run counts for more than what they do.** A call has two wake-ups: a byte
through the loop's self-pipe ends its wait in the selector, a lock (a futex) ends the caller's. Seen
on Linux 6.18, a virtual machine with two processors, CPython 3.11, with the way of every call told
by `sched_getcpu`:

- Both threads on one processor: raw 39 µs, plain 22, coroutine 28. On two: raw 100, plain 53 to 58,
  coroutine about 61 (86 while its first step waited for the loop's next turn): each wake-up now
  waits for a processor that sleeps.
- Left free, a loop's thread stays where it last was, beside the caller or not, for thousands of
  calls. Where nothing else ran, raw's thread was mostly beside the caller, at 40 µs, and the
  bridge's on the other processor, in every call: 1.45 × for plain, 1.5 for a coroutine, 1.7 for
  submit. That goes by the thread, not by the way of calling: other calls into raw's loop stayed
  with the caller too, and pauses of 10 to 40 µs between the bridge's calls brought nothing back. In
  other runs, and beside any load, both were beside the caller: 0.55, 0.70 and 0.77 ×. So compare
  equal places: pinned, and on two processors; the free figures say how often threads were apart.
- With 16 processors of which none had other work (Linux 6.18, CPython 3.12), both loops' threads
  were on another processor than the caller in every round of seven runs, and the free figures are
  those of equal places: plain 0.63 × in the median (0.55 to 0.69), coroutine 0.71 (0.69 to 0.80),
  submit 0.89 (0.87 to 0.95).
- The global lock: on one processor the caller, woken by the futex, displaces the loop's thread,
  finds that it still holds the global lock, and sleeps again; a raw call takes 2.8 switches of each
  thread, a plain one 1.5, and 1.0 on two processors. A longer `sys.setswitchinterval` changes
  nothing: nobody waits so long. A caller that waited for a byte from a pipe instead, whose wake-up
  seems to displace nobody, needed 18 µs in place of 30 for a coroutine, but 53 to 63 on two
  processors: a way that is not taken, since it costs each waiting thread two descriptors, and
  virtual time knows no pipes.
- A turn of the loop costs about 4 µs: `select(0)` lets go of the global lock and takes it again.
  That is what a called coroutine saves by taking its first step at once.
"""

import asyncio
import contextlib
import importlib
import os
import statistics
import threading
import time

from helpers.bridge import LoopThread, ThreadQueue, Workers

__all__ = ["rows"]


async def finish():
    return threading.get_native_id()


async def suspend():
    await asyncio.sleep(0)
    return threading.get_native_id()


def plain():
    return threading.get_native_id()


def optional(name):
    """The module, or None where it is not installed."""
    with contextlib.suppress(ImportError):
        return importlib.import_module(name)
    return None


@contextlib.contextmanager
def placed(mine, others):
    """Keep this thread on one processor and the others on another, where the system can.

    mine, others: which of the processors that the process may use, from the first on.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    threads = [t.native_id for t in threading.enumerate() if t is not threading.current_thread()]
    for thread in threads:  # on Linux each has an affinity of its own
        os.sched_setaffinity(thread, {sorted(allowed)[others]})
    os.sched_setaffinity(0, {sorted(allowed)[mine]})
    try:
        yield
    finally:
        for thread in (0, *threads):
            with contextlib.suppress(ProcessLookupError):  # it has ended
                os.sched_setaffinity(thread, allowed)


def pinned():
    """Keep this process on one processor, where the system can."""
    return placed(-1, -1)


@contextlib.contextmanager
def raw_loop():
    """A loop in a thread, by hand."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def seconds_each(func, number=200):
    """Seconds of one call."""
    for _ in range(10):
        func()
    began = time.perf_counter()
    for _ in range(number):
        func()
    return (time.perf_counter() - began) / number


def ratios_of(results):
    """The median ratio of each to the first, round by round."""
    first = next(iter(results.values()))
    return {
        name: statistics.median(one / base for one, base in zip(values, first, strict=True))
        for name, values in results.items()
    }


def compared(ways, measure, rounds):
    """Measure each way in each round; return their ratios."""
    results = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            results[name].append(measure(way))
    return ratios_of(results)


def as_rows(title, ratios):
    """Rows for the table; the first way is what the others are compared with."""
    (base, _), *others = ratios.items()
    return [(f"{title}: {name}", f"{ratio:.2f} × {base}") for name, ratio in others]


# -- from a thread into a loop -----------------------------------------------------------------


def processor_of(thread):
    """Where a thread ran last; None where the system does not tell."""
    with contextlib.suppress(OSError), open(f"/proc/self/task/{thread}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[36]
    return None


def round_trips(ways, rounds=15):
    """Compare the ways in, and count the rounds that they spent on two processors."""
    results, apart = {name: [] for name in ways}, dict.fromkeys(ways, 0)
    for _ in range(rounds):
        for name, way in ways.items():
            results[name].append(seconds_each(way))
            apart[name] += processor_of(way()) != processor_of(threading.get_native_id())
    rows = as_rows("round trip", ratios_of(results))
    words = [f"on two processors in {apart[name]} of {rounds} rounds" for name in ways]
    return [
        (what, f"{ratio} ({words[0]}), {there}")
        for (what, ratio), there in zip(rows, words[1:], strict=True)
    ]


@contextlib.contextmanager
def ways_in():
    """Name -> a blocking call into a loop, of each library."""
    with contextlib.ExitStack() as stack:
        loop = stack.enter_context(raw_loop())
        bridge = stack.enter_context(LoopThread("bench", foreign_loop="allow"))
        ways = {
            "raw": lambda: asyncio.run_coroutine_threadsafe(finish(), loop).result(),
            "raw, suspends": lambda: asyncio.run_coroutine_threadsafe(suspend(), loop).result(),
            "LoopThread, plain": lambda: bridge.call(plain),
            "LoopThread, coroutine": lambda: bridge.call(finish),
            "LoopThread, suspends": lambda: bridge.call(suspend),
            "LoopThread, submit": lambda: bridge.submit(finish).result(),
        }
        if anyio := optional("anyio.from_thread"):
            portal = stack.enter_context(anyio.start_blocking_portal())
            ways["anyio, plain"] = lambda: portal.call(plain)
            ways["anyio, coroutine"] = lambda: portal.call(finish)
            ways["anyio, suspends"] = lambda: portal.call(suspend)
        if asgiref := optional("asgiref.sync"):
            ways["asgiref, coroutine"] = asgiref.async_to_sync(finish)
        yield ways


def refused(call):
    """The same call, in place of which its refusal comes."""

    def ask():
        with contextlib.suppress(RuntimeError, TypeError):
            call()
            raise AssertionError("was not refused")

    return ask


def refusals(ways):
    """What a refusal costs beside a round trip: at most a few of them, far below 10 ms."""
    with LoopThread("open") as bridge, LoopThread("other", foreign_loop="allow") as other:
        closed = LoopThread("closed")
        closed.close()
        cycle = refused(lambda: other.call(lambda: bridge.call(plain)))
        calls = {
            "raw": ways["raw"],
            "a coroutine object": refused(lambda: bridge.call(finish())),
            "a closed bridge": refused(lambda: closed.call(plain)),
        }
        table = as_rows("refusal", compared(calls, seconds_each, 11))
        own = refused(lambda: bridge.call(plain))
        calls = {"raw": ways["raw"], "the own thread": own, "a cycle": cycle}
        return table + as_rows("refusal", measured_inside(bridge, calls))


def measured_inside(bridge, calls):
    """Compare calls of which all but the first are made in the bridge's own thread."""
    (name, raw), *others = calls.items()
    results = {name: []} | {other: [] for other, _ in others}
    for _ in range(11):
        results[name].append(seconds_each(raw))
        for other, call in others:
            results[other].append(bridge.call(seconds_each, call))
    return ratios_of(results)


def calls_per_second(func, threads, total=1600):
    """Throughput of so many threads that call at once."""
    number, start = total // threads, threading.Barrier(threads + 1)

    def work():
        start.wait()
        for _ in range(number):
            func()

    pool = [threading.Thread(target=work) for _ in range(threads)]
    for thread in pool:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in pool:
        thread.join()
    return number * threads / (time.perf_counter() - began)


def throughput(ways, where):
    """Calls a second at 1, 8 and 64 threads."""
    table = []
    chosen = ("raw", "LoopThread, plain", "LoopThread, coroutine", "anyio, coroutine")
    some = {name: ways[name] for name in chosen if name in ways}
    for threads in (1, 8, 64):
        ratios = compared(some, lambda way, n=threads: calls_per_second(way, n), 5)
        table += as_rows(f"calls a second, {threads} threads{where}", ratios)
    return table


def pipelined():
    """One thread posts 1000 calls, then waits for all of them; futures a second."""
    with contextlib.ExitStack() as stack:
        loop = stack.enter_context(raw_loop())
        bridge = stack.enter_context(LoopThread("bench"))
        ways = {
            "raw": lambda: asyncio.run_coroutine_threadsafe(finish(), loop),
            "LoopThread, plain": lambda: bridge.submit(plain),
            "LoopThread, coroutine": lambda: bridge.submit(finish),
        }
        if anyio := optional("anyio.from_thread"):
            portal = stack.enter_context(anyio.start_blocking_portal())
            ways["anyio, coroutine"] = lambda: portal.start_task_soon(finish)

        def measure(way, number=1000):
            began = time.perf_counter()
            for future in [way() for _ in range(number)]:
                future.result()
            return number / (time.perf_counter() - began)

        return as_rows("1000 futures, a second", compared(ways, measure, 7))


def timed(func, seconds):
    """The seconds of every call in so many seconds."""
    times, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        func()
        times.append(time.perf_counter() - began)
    return times


@contextlib.contextmanager
def busy_threads(number):
    """So many threads that compute."""
    stop = threading.Event()

    def spin():
        while not stop.is_set():
            sum(range(100))

    threads = [threading.Thread(target=spin) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def under_load(ways):
    """What a round trip costs while other threads compute, beside an idle process."""
    table = []
    names = ("raw", "LoopThread, plain", "anyio, plain")
    some = {name: ways[name] for name in names if name in ways}
    idle = statistics.median(timed(ways["raw"], 0.3))
    for number in (1, 4):
        times = {name: [] for name in some}
        with busy_threads(number):
            for _ in range(3):
                for name, way in some.items():
                    times[name] += timed(way, 0.7)
        for name, each in times.items():
            each.sort()
            half, most = each[len(each) // 2] / idle, each[int(len(each) * 0.99)] / idle
            text = f"p50 {half:.1f} ×, p99 {most:.0f} × the p50 of raw, idle"
            table.append((f"round trip beside {number} busy threads: {name}", text))
    return table


# -- from a loop into a thread -----------------------------------------------------------------


async def seconds_a_job(way, tasks, number):
    """So many tasks, each of which runs so many jobs."""

    async def several():
        for _ in range(number):
            await way()

    began = time.perf_counter()
    await asyncio.gather(*[several() for _ in range(tasks)])
    return (time.perf_counter() - began) / (tasks * number)


async def ways_out():
    """Jobs one after the other, and of 64 tasks at once."""
    loop, table = asyncio.get_running_loop(), []
    async with Workers(40) as pool:
        ways = {
            "run_in_executor": lambda: loop.run_in_executor(None, plain),
            "to_thread": lambda: asyncio.to_thread(plain),
            "Workers": lambda: pool.run(plain),
        }
        if anyio := optional("anyio.to_thread"):
            ways["anyio"] = lambda: anyio.run_sync(plain)
        if asgiref := optional("asgiref.sync"):
            ways["asgiref"] = asgiref.sync_to_async(plain, thread_sensitive=False)
        for title, tasks, number in (("one after the other", 1, 200), ("64 tasks", 64, 5)):
            results = {name: [] for name in ways}
            for _ in range(9):
                for name, way in ways.items():
                    results[name].append(await seconds_a_job(way, tasks, number))
            table += as_rows(f"time of a job in a thread, {title}", ratios_of(results))
    return table


# -- queues ------------------------------------------------------------------------------------


async def one_by_one(get, number):
    """Take so many items."""
    for _ in range(number):
        await get()


async def in_batches(get_many, number):
    """Take so many items, as many at once as there are."""
    while number > 0:
        number -= len(await get_many())


def by_call_soon():
    """The usual form: `call_soon_threadsafe(queue.put_nowait, item)`."""
    shared, loop = asyncio.Queue(), asyncio.get_running_loop()
    return lambda item: loop.call_soon_threadsafe(shared.put_nowait, item), shared.get, one_by_one


def by_coroutine():
    """The usual form with a bound: wait for `queue.put(item)` in the loop."""
    shared, loop = asyncio.Queue(100), asyncio.get_running_loop()

    def put(item):
        asyncio.run_coroutine_threadsafe(shared.put(item), loop).result()

    return put, shared.get, one_by_one


def by_thread_queue(maxsize, batches):
    """Ours."""
    shared = ThreadQueue(maxsize)
    if batches:
        return shared.sync_q.put, shared.async_q.get_many, in_batches
    return shared.sync_q.put, shared.async_q.get, one_by_one


def by_library(module, maxsize):
    """janus and culsans; the last is to be closed."""
    shared = module.Queue(maxsize)
    return shared.sync_q.put, shared.async_q.get, one_by_one, shared


def queue_ways(maxsize):
    """Name -> a function that makes (put, get, receive) in the loop."""
    ways = {"call_soon_threadsafe": by_call_soon}
    if maxsize:
        ways = {"run_coroutine_threadsafe": by_coroutine}
    ways["ThreadQueue, get"] = lambda: by_thread_queue(maxsize, False)
    ways["ThreadQueue, get_many"] = lambda: by_thread_queue(maxsize, True)
    for name in ("janus", "culsans"):
        if module := optional(name):
            ways[name] = lambda module=module: by_library(module, maxsize)
    return ways


async def items_per_second(way, producers, total):
    """Threads put, one task gets; from the first put to the last get."""
    put, get, receive, *shared = way()
    number, start = total // producers, threading.Event()

    def produce():
        start.wait()
        for item in range(number):
            put(item)

    threads = [threading.Thread(target=produce) for _ in range(producers)]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    start.set()
    await receive(get, number * producers)
    result = number * producers / (time.perf_counter() - began)
    for thread in threads:  # not here: the last put of some waits for this loop's answer
        await asyncio.to_thread(thread.join)
    for each in shared:
        await each.aclose()
    return result


def bursts():
    """Items a second through a queue from 1 and 8 threads, unbounded and of 100 items."""
    table = []
    for maxsize, total in ((0, 4000), (100, 800)):
        for producers in (1, 8):

            def measure(way, producers=producers, total=total):
                return asyncio.run(items_per_second(way, producers, total))

            title = f"queue, maxsize {maxsize}, items a second of {producers} producers"
            table += as_rows(title, compared(queue_ways(maxsize), measure, 5))
    return table


def rows():
    """(what, ratio) of every crossing."""
    table = []
    with ways_in() as ways:
        with pinned():
            table += as_rows("round trip, pinned", compared(ways, seconds_each, 11))
            table += throughput(ways, ", pinned")
        with placed(0, -1):
            table += as_rows("round trip, on two processors", compared(ways, seconds_each, 11))
        table += round_trips(ways)
        table += refusals(ways)
        table += throughput(ways, "")
        table += under_load(ways)
    with pinned():
        table += [(f"{what}, pinned", ratio) for what, ratio in pipelined() + bursts()]
    table += pipelined() + bursts()
    return table + asyncio.run(ways_out())

"""Answers to 04.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: call later
class Beat:
    def __init__(self, every, limit, report):
        self.every, self.limit, self.report = every, limit, report
        self.loop = asyncio.get_running_loop()
        self.ask()

    def ask(self):
        self.due = self.loop.time() + self.every
        self.timer = self.loop.call_at(self.due, self.beat)

    def beat(self):
        late = self.loop.time() - self.due
        if late > self.limit:
            self.report(late)
        self.ask()


async def watch(every, limit, report):
    beat = Beat(every, limit, report)
    try:
        await asyncio.Future()
    finally:
        beat.timer.cancel()

# %% right: fixed grid
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    start = loop.time()
    while True:
        due = start + every * (int((loop.time() - start + 1e-6) / every) + 1)
        await asyncio.sleep(due - loop.time())
        late = loop.time() - due
        if late > limit:
            report(late)

# %% right: in a try
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    try:
        while True:
            due = loop.time() + every
            try:
                async with asyncio.timeout(every):
                    await asyncio.Event().wait()
            except TimeoutError:
                pass
            if loop.time() - due > limit:
                report(loop.time() - due)
    except asyncio.CancelledError:
        raise

# %% right: monotonic
async def watch(every, limit, report):
    last = time.monotonic()
    while True:
        await asyncio.sleep(every)
        now = time.monotonic()
        if now - last - every > limit:
            report(now - last - every)
        last = now

# %% wrong BUSY_WAIT
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        while loop.time() < due:
            pass
        late = loop.time() - due
        if late > limit:
            report(late)

# %% wrong BUSY_WAIT: await dropped
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late)

# %% wrong BUSY_WAIT: sleep of nothing
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        while loop.time() < due:
            await asyncio.sleep(0)
        late = loop.time() - due
        if late > limit:
            report(late)

# %% wrong CLOCK_SET: wall clock
async def watch(every, limit, report):
    while True:
        due = time.time() + every
        await asyncio.sleep(every)
        late = time.time() - due
        if late > limit:
            report(late)

# %% wrong COUNTS_THE_SLEEP: reports the gap
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(every)
        gap = loop.time() - before
        if gap - every > limit:
            report(gap)

# %% wrong COUNTS_THE_SLEEP: time since the last
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(every)
        gap = loop.time() - before
        if gap > limit:
            report(gap)

# %% wrong ENDS_EARLY: one beat
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    due = loop.time() + every
    await asyncio.sleep(every)
    late = loop.time() - due
    if late > limit:
        report(late)

# %% wrong ENDS_EARLY: returns after a report
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            return report(late)

# %% wrong BLOCKS_THE_LOOP: gives way
async def watch(every, limit, report):
    while True:
        before = time.monotonic()
        time.sleep(every)
        await asyncio.sleep(0)
        late = time.monotonic() - before - every
        if late > limit:
            report(late)

# %% wrong LEFT_BEHIND: inner task
async def beat(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late)


async def watch(every, limit, report):
    task = asyncio.create_task(beat(every, limit, report))
    while not task.done():
        await asyncio.sleep(every)

# %% wrong MISSES: beats too seldom
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + 1
        await asyncio.sleep(1)
        late = loop.time() - due
        if late > limit:
            report(late)

# %% wrong MISSES: measures nothing
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(every)
        due = loop.time()
        late = loop.time() - due
        if late > limit:
            report(late)

# %% wrong BLOCKS_THE_LOOP: time sleep
async def watch(every, limit, report):
    while True:
        before = time.monotonic()
        time.sleep(every)
        late = time.monotonic() - before - every
        if late > limit:
            report(late)

# %% wrong CANCEL_SWALLOWED: goes on
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        try:
            due = loop.time() + every
            await asyncio.sleep(every)
            late = loop.time() - due
            if late > limit:
                report(late)
        except asyncio.CancelledError:
            pass

# %% wrong CANCEL_SWALLOWED: shielded
async def beat(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late)


async def watch(every, limit, report):
    task = asyncio.create_task(beat(every, limit, report))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task

# %% wrong REPORTS_AGAIN: behind its plan
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += every
        await asyncio.sleep(max(0, due - loop.time()))
        late = loop.time() - due
        if late > limit:
            report(late)

# %% wrong REPORTS_AGAIN: counts beats
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    start, beats = loop.time(), 0
    while True:
        await asyncio.sleep(every)
        beats += 1
        late = loop.time() - start - beats * every
        if late > limit:
            report(late)

# %% wrong REPORTS_ALL
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        report(loop.time() - due)

# %% wrong REPORTS_ALL: limit ignored
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > 0:
            report(late)

# %% wrong CANCEL_SWALLOWED
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    try:
        while True:
            due = loop.time() + every
            await asyncio.sleep(every)
            late = loop.time() - due
            if late > limit:
                report(late)
    except asyncio.CancelledError:
        return

# %% wrong WRONG_LATENESS: beyond the limit
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every + limit
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > 0:
            report(min(late, 0.1))

# %% wrong WRONG_LATENESS: adds the limit
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(1000 * late // 1000 + limit + 0.01)

# %% right: a class with a clean end
class Monitor:
    def __init__(self, every, limit, report):
        self.every, self.limit, self.report = every, limit, report

    async def beat(self):
        planned = time.perf_counter() + self.every
        await asyncio.sleep(self.every)
        late = time.perf_counter() - planned
        if self.limit < late:
            self.report(late)


async def watch(every, limit, report):
    monitor = Monitor(every, limit, report)
    while True:
        await monitor.beat()

# %% right: an inner task, cancelled and awaited
async def beats(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        if (late := loop.time() - due) > limit:
            report(late)


async def watch(every, limit, report):
    async with asyncio.TaskGroup() as group:
        group.create_task(beats(every, limit, report))

# %% right: grid that skips
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    due = loop.time() + every
    while True:
        await asyncio.sleep(due - loop.time())
        now = loop.time()
        if now - due > limit:
            report(now - due)
        while due <= now:
            due += every

# %% right: rounded to milliseconds
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        start = loop.time()
        await asyncio.sleep(every)
        late = loop.time() - start - every
        if late > limit:
            report(round(late, 3))

# %% right: a thread that asks the loop
import threading


async def watch(every, limit, report):
    loop, over = asyncio.get_running_loop(), threading.Event()

    def ask():
        while not over.wait(every):
            asked, answered = time.monotonic(), threading.Event()

            def answer():
                late = time.monotonic() - asked
                if late > limit and not over.is_set():
                    report(late)
                answered.set()

            loop.call_soon_threadsafe(answer)
            while not answered.wait(1) and not over.is_set():
                pass

    try:
        await asyncio.to_thread(ask)
    finally:
        over.set()

# %% wrong CLOCK_SET: datetime
from datetime import datetime


async def watch(every, limit, report):
    while True:
        before = datetime.now()
        await asyncio.sleep(every)
        late = (datetime.now() - before).total_seconds() - every
        if late > limit:
            report(late)

# %% wrong CLOCK_SET: datetime by its module
import datetime


async def watch(every, limit, report):
    while True:
        due = datetime.datetime.now() + datetime.timedelta(seconds=every)
        await asyncio.sleep(every)
        late = (datetime.datetime.now() - due).total_seconds()
        if late > limit:
            report(late)

# %% wrong CLOCK_SET: time in UTC
import datetime as dt


def now():
    return dt.datetime.now(dt.timezone.utc).timestamp()


async def watch(every, limit, report):
    while True:
        due = now() + every
        await asyncio.sleep(every)
        if now() - due > limit:
            report(now() - due)

# %% wrong CLOCK_SET: imported function
from time import time as now


async def watch(every, limit, report):
    while True:
        due = now() + every
        await asyncio.sleep(every)
        if now() - due > limit:
            report(now() - due)

# %% wrong CLOCK_SET: nanoseconds of the wall clock
async def watch(every, limit, report):
    while True:
        before = time.time_ns()
        await asyncio.sleep(every)
        late = (time.time_ns() - before) / 1e9 - every
        if late > limit:
            report(late)

# %% wrong NOT_SECONDS: milliseconds
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late * 1000)

# %% wrong NOT_SECONDS: nanoseconds
async def watch(every, limit, report):
    while True:
        due = time.monotonic_ns() + every * 1e9
        await asyncio.sleep(every)
        late = time.monotonic_ns() - due
        if late > limit * 1e9:
            report(late)

# %% wrong NOT_SECONDS: a text
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(f"{late:.3f} s late")

# %% wrong NOT_SECONDS: a timedelta
from datetime import timedelta


async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(timedelta(seconds=late))

# %% wrong STILL_REPORTS: timer chain
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()

    def beat(due):
        late = loop.time() - due
        if late > limit:
            report(late)
        loop.call_later(every, beat, loop.time() + every)

    loop.call_later(every, beat, loop.time() + every)
    await asyncio.Event().wait()

# %% wrong STILL_REPORTS: timers at fixed times
class Chain:
    def __init__(self, every, limit, report):
        self.every, self.limit, self.report = every, limit, report
        self.loop = asyncio.get_running_loop()
        self.plan()

    def plan(self):
        self.due = self.loop.time() + self.every
        self.loop.call_at(self.due, self.beat)

    def beat(self):
        if self.loop.time() - self.due > self.limit:
            self.report(self.loop.time() - self.due)
        self.plan()


async def watch(every, limit, report):
    chain = Chain(every, limit, report)
    await asyncio.Future()
    del chain

# %% wrong STILL_REPORTS: only the waiting is cancelled
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    running = True

    def beat(due):
        if loop.time() - due > limit:
            report(loop.time() - due)
        if running:
            loop.call_later(every, beat, loop.time() + every)

    beat(loop.time())
    try:
        while True:
            await asyncio.sleep(3600)
    except asyncio.CancelledError:
        running = True
        raise

# %% wrong ENDS_EARLY: a timer chain, and no wait
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()

    def beat(due):
        if loop.time() - due > limit:
            report(loop.time() - due)
        loop.call_later(every, beat, loop.time() + every)

    beat(loop.time())

# %% wrong ENDS_EARLY: four beats
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    for _ in range(4):
        due = loop.time() + every
        await asyncio.sleep(every)
        if loop.time() - due > limit:
            report(loop.time() - due)

# %% wrong CANCEL_SWALLOWED: a bare except
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        try:
            await asyncio.sleep(every)
        except:
            continue
        if loop.time() - due > limit:
            report(loop.time() - due)

# %% wrong CANCEL_SWALLOWED: BaseException is logged
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        try:
            due = loop.time() + every
            await asyncio.sleep(every)
            if loop.time() - due > limit:
                report(loop.time() - due)
        except BaseException as error:
            print("watch:", error)

# %% wrong CANCEL_SWALLOWED: suppressed
import contextlib


async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            due = loop.time() + every
            await asyncio.sleep(every)
            if loop.time() - due > limit:
                report(loop.time() - due)

# %% wrong CANCEL_SWALLOWED: break
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        try:
            await asyncio.sleep(every)
        except asyncio.CancelledError:
            break
        if loop.time() - due > limit:
            report(loop.time() - due)

# %% wrong LEFT_BEHIND: a task that is not cancelled
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()

    async def beat():
        while True:
            due = loop.time() + every
            await asyncio.sleep(every)
            if loop.time() - due > limit:
                report(loop.time() - due)

    keep = loop.create_task(beat())
    await asyncio.Event().wait()
    return keep

# %% wrong LEFT_BEHIND: a thread that goes on
import threading


async def watch(every, limit, report):
    loop = asyncio.get_running_loop()

    def ask():
        while True:
            asked = time.monotonic()
            answered = threading.Event()

            def answer():
                if time.monotonic() - asked > limit:
                    report(time.monotonic() - asked)
                answered.set()

            loop.call_soon_threadsafe(answer)
            answered.wait()
            time.sleep(every)

    threading.Thread(target=ask, daemon=True).start()
    await asyncio.Event().wait()

# %% wrong REPORTS_ALL: at least the limit
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late >= limit:
            report(late)

# %% wrong MISSES: only what is late by more than a beat
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit + 2 * every:
            report(late)

# %% wrong MISSES: remembers, and tells in the end
async def watch(every, limit, report):
    loop, found = asyncio.get_running_loop(), []
    try:
        while True:
            due = loop.time() + every
            await asyncio.sleep(every)
            if loop.time() - due > limit:
                found.append(loop.time() - due)
    finally:
        for late in found:
            report(late)

# %% wrong MISSES: the worst only
async def watch(every, limit, report):
    loop, worst = asyncio.get_running_loop(), 0
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit and late > worst:
            worst = late
            report(late)

# %% wrong WRONG_LATENESS: less the limit
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(late - limit)

# %% wrong WRONG_LATENESS: tenths of a second
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(round(late, 1))

# %% wrong REPORTS_LATE: told at the next beat
async def watch(every, limit, report):
    loop, found = asyncio.get_running_loop(), 0
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        if found:
            report(found)
        late = loop.time() - due
        found = late if late > limit else 0

# %% wrong NOT_ASYNC
def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    due = loop.time() + every
    loop.call_later(every, lambda: report(loop.time() - due))

# %% wrong REPORTS_LATE: a task that reports in bunches
async def watch(every, limit, report):
    loop, queue = asyncio.get_running_loop(), asyncio.Queue()

    async def tell():
        while True:
            late = await queue.get()
            await asyncio.sleep(every)
            report(late)

    teller = asyncio.create_task(tell())
    try:
        while True:
            due = loop.time() + every
            await asyncio.sleep(every)
            if loop.time() - due > limit:
                queue.put_nowait(loop.time() - due)
    finally:
        teller.cancel()

# %% wrong REPORTS_LATE: call_later
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            loop.call_later(limit, report, late)

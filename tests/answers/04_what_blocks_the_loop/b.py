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

# %% wrong CANCEL_IGNORED: goes on
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

# %% wrong CANCEL_IGNORED: shielded
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

# %% wrong WRONG_LATENESS: rounds
async def watch(every, limit, report):
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late = loop.time() - due
        if late > limit:
            report(1000 * late // 1000 + limit + 0.01)

"""Answers to 04.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: beat and look
import sys
import threading
import traceback


class Looker:
    def __init__(self, loop, ident):
        self.loop, self.ident = loop, ident
        self.beat_at, self.found, self.stop = loop.time(), {}, threading.Event()

    def look(self):
        while not self.stop.wait(0.02):
            if self.loop.time() - self.beat_at > 0.05:
                stack = traceback.extract_stack(sys._current_frames()[self.ident])
                own = [e for e in stack if e.filename.startswith("program")]
                first = self.found.get(self.beat_at, (0, own[-1]))[1]
                self.found[self.beat_at] = (self.loop.time() - self.beat_at, first)


async def find_blocker(program):
    looker = Looker(asyncio.get_running_loop(), threading.get_ident())
    thread = threading.Thread(target=looker.look)
    thread.start()
    task = asyncio.create_task(program())
    while not task.done():
        looker.beat_at = looker.loop.time()
        await asyncio.sleep(0.02)
    looker.stop.set()
    await asyncio.to_thread(thread.join)
    seconds, entry = max(looker.found.values(), key=lambda found: found[0])
    return entry.name, entry.line

# %% right: in a thread
async def watched(program):
    async with Heartbeat(every=0.1, stall=0.1) as monitor:
        await program()
    return monitor.stalls


async def find_blocker(program):
    stalls = await asyncio.to_thread(asyncio.run, watched(program))
    worst = max(stalls, key=lambda stall: stall.seconds)
    return worst.line.name, worst.line.line

# %% right: own sampler
import sys
import threading
import traceback


def sample(ident, stop, stacks):
    while not stop.wait(0.05):
        stack = traceback.extract_stack(sys._current_frames()[ident])
        stacks.append(tuple((entry.filename, entry.lineno) for entry in stack))
        samples[stacks[-1]] = stack


samples = {}


async def find_blocker(program):
    file = program.__code__.co_filename
    stop, stacks = threading.Event(), []
    thread = threading.Thread(target=sample, args=(threading.get_ident(), stop, stacks))
    thread.start()
    await program()
    stop.set()
    await asyncio.to_thread(thread.join)
    best, longest, run_of, before = None, 0, 0, None
    for stack in stacks:
        run_of = run_of + 1 if stack == before else 1
        before = stack
        own = [entry for entry in samples[stack] if entry.filename == file]
        if own and run_of > longest:
            best, longest = own[-1], run_of
    return best.name, best.line

# %% right: sorted stalls
async def find_blocker(program):
    monitor = Heartbeat(every=0.01, stall=0.3)
    monitor.start(asyncio.get_running_loop())
    try:
        await asyncio.create_task(program())
    finally:
        monitor.stop()
    *_, last = sorted(monitor.stalls, key=lambda stall: stall.seconds)
    return [last.line.name, last.line.line]

# %% wrong LIBRARY_LINE: innermost frame
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    innermost = longest.frames[-1]
    return innermost.name, innermost.line

# %% wrong LIBRARY_LINE: outermost frame
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.frames[0].name, longest.frames[0].line

# %% wrong LONG_WAIT: where tasks stand
import traceback
from collections import Counter


async def find_blocker(program):
    file, counts = program.__code__.co_filename, Counter()
    task = asyncio.create_task(program())
    while not task.done():
        await asyncio.sleep(0.05)
        for other in asyncio.all_tasks():
            for frame in other.get_stack():
                if frame.f_code.co_filename == file:
                    entry = traceback.extract_stack(frame, 1)[0]
                    counts[entry.name, entry.line] += 1
    return counts.most_common(1)[0][0]

# %% wrong NEXT_WAIT: debug log
import linecache
import logging
import re


async def find_blocker(program):
    slow, log = [], logging.getLogger("asyncio")

    def keep(record):
        slow.append(record.args)

    asyncio.get_running_loop().set_debug(True)
    log.addFilter(keep)
    try:
        await program()
    finally:
        log.removeFilter(keep)
    step, _ = max(slow, key=lambda args: args[1])
    name, file, line = re.search(r"coro=<(\w+)\(\) running at (.+?):(\d+)", step).groups()
    return name, linecache.getline(file, int(line)).strip()

# %% wrong NOT_RUN: gives up
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        task = asyncio.create_task(program())
        await asyncio.sleep(1)
        task.cancel()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.name, longest.line.line

# %% wrong NOT_RUN: left as a task
async def find_blocker(program):
    task = asyncio.create_task(program())
    await asyncio.sleep(0)
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        pass
    stalls = monitor.stalls or [None]
    return stalls[0] and (stalls[0].line.name, stalls[0].line.line)

# %% wrong NOT_RUN: not awaited
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        program
    for stall in monitor.stalls:
        return stall.line.name, stall.line.line

# %% wrong NOT_THE_LONGEST: by hand
async def find_blocker(program):
    async with Heartbeat() as monitor:
        await program()
    return "mail", "work(0.15)"

# %% wrong NOT_THE_LONGEST: first stall
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    first = monitor.stalls[0]
    return first.line.name, first.line.line

# %% wrong NOT_THE_LONGEST: most frequent
from collections import Counter


async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    lines = Counter((stall.line.name, stall.line.line) for stall in monitor.stalls)
    return lines.most_common(1)[0][0]

# %% wrong NO_PAIR: forgot return
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    print(longest.line.name, longest.line.line)

# %% wrong NO_PAIR: number
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.name, longest.line.lineno

# %% wrong NO_PAIR: report
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    return monitor.report()

# %% wrong OUTER_LINE: first of the program
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    file = program.__code__.co_filename
    own = [frame for frame in longest.frames if frame.filename == file]
    return own[0].name, own[0].line

# %% wrong SAME_FOR_ALL: read the program
async def find_blocker(program):
    await program()
    return "collect", "work(0.9)"

# %% wrong WRONG_LINE: name of the task
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return "report", longest.line.line

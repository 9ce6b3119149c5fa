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

# %% wrong LONG_WAIT: debug log
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

# %% right: fine monitor
async def find_blocker(program):
    async with Heartbeat(every=0.02, stall=0.2) as monitor:
        await asyncio.gather(program())
    worst = monitor.stalls[0]
    for stall in monitor.stalls:
        if stall.seconds > worst.seconds:
            worst = stall
    return (worst.line.name, worst.line.line.strip())

# %% right: from the frames
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.1) as monitor:
        await program()
    file = program.__code__.co_filename
    longest = sorted(monitor.stalls, key=lambda stall: -stall.seconds)[0]
    entry = next(frame for frame in reversed(longest.frames) if frame.filename == file)
    return entry.name, entry.line

# %% right: sampler that nobody joins
import sys
import threading
import traceback


class Sampler(threading.Thread):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.ident_of_loop, self.beat, self.seen = threading.get_ident(), beat, {}

    def run(self):
        while self.beat is not None:
            time.sleep(0.03)
            frame = sys._current_frames()[self.ident_of_loop]
            for entry in reversed(traceback.extract_stack(frame)):
                if entry.filename == self.beat.file:
                    late = time.monotonic() - self.beat.at
                    first = self.seen.get(self.beat.at, (0, entry))[1]
                    self.seen[self.beat.at] = late, first
                    break


class Beat:
    def __init__(self, file):
        self.file, self.at = file, time.monotonic()


async def find_blocker(program):
    beat = Beat(program.__code__.co_filename)
    sampler = Sampler(beat)
    sampler.start()

    async def heart():
        while True:
            beat.at = time.monotonic()
            await asyncio.sleep(0.03)

    pulse = asyncio.create_task(heart())
    await program()
    pulse.cancel()
    _, entry = max(sampler.seen.values(), key=lambda seen: seen[0])
    sampler.beat = None
    return entry.name, entry.line

# %% wrong WRONG_ORDER: pair reversed
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.line, longest.line.name

# %% wrong WRONG_ORDER: reversed, and the first stall
async def find_blocker(program):
    async with Heartbeat() as monitor:
        await program()
    entry = monitor.stalls[0].line
    return (entry.line, entry.name)

# %% wrong WRONG_ORDER: reversed list of the shortest
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    entry = min(monitor.stalls, key=lambda stall: stall.seconds).line
    return [entry.line.strip(), entry.name]

# %% wrong DONE_TWICE: a run to warm up
async def find_blocker(program):
    await program()
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.name, longest.line.line

# %% wrong NOTHING_SEEN: watches afterwards
async def find_blocker(program):
    await program()
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await asyncio.sleep(1)
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.name, longest.line.line

# %% wrong NOTHING_SEEN: counts from five seconds on
async def find_blocker(program):
    async with Heartbeat(every=1, stall=5) as monitor:
        await program()
    worst = sorted(monitor.stalls, key=lambda stall: stall.seconds)[-1]
    return worst.line.name, worst.line.line

# %% wrong NOT_RUN: called, not awaited
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.name, longest.line.line

# %% wrong NOT_RUN: a task, and a second of watching
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        asyncio.create_task(program())
        await asyncio.sleep(1)
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return longest.line.name, longest.line.line

# %% wrong NOT_THE_LONGEST: sum by line
from collections import defaultdict


async def find_blocker(program):
    async with Heartbeat(every=0.03, stall=0.03) as monitor:
        await program()
    total = defaultdict(float)
    for stall in monitor.stalls:
        total[stall.line.name, stall.line.line] += stall.seconds
    return max(total, key=total.get)

# %% wrong NOT_THE_LONGEST: last stall
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    entry = monitor.stalls[-1].line
    return entry.name, entry.line

# %% wrong NOT_THE_LONGEST: shortest
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    entry = min(monitor.stalls, key=lambda stall: stall.seconds).line
    return entry.name, entry.line

# %% wrong NO_PAIR: one text
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return f"{longest.line.name}: {longest.line.line}"

# %% wrong NO_PAIR: the entry
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    return max(monitor.stalls, key=lambda stall: stall.seconds).line

# %% wrong SAME_FOR_ALL: looked up once
seen = []


async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    if not seen:
        longest = max(monitor.stalls, key=lambda stall: stall.seconds)
        seen.append((longest.line.name, longest.line.line))
    return seen[0]

# %% wrong LIBRARY_LINE: any library's
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    entry = [frame for frame in longest.frames if frame.line][-1]
    return entry.name, entry.line

# %% wrong WRONG_LINE: brackets behind the name
async def find_blocker(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    longest = max(monitor.stalls, key=lambda stall: stall.seconds)
    return f"{longest.line.name}()", longest.line.line

# %% wrong STUCK: a sampler without a pause
import sys
import threading
import traceback


async def find_blocker(program):
    stacks, over, ident = [], threading.Event(), threading.get_ident()

    def look():
        while not over.is_set():
            stacks.append(traceback.extract_stack(sys._current_frames()[ident])[-1])

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    await program()
    over.set()
    return stacks[-1].name, stacks[-1].line

# %% wrong NOT_ASYNC: runs it in a thread
from concurrent.futures import ThreadPoolExecutor


async def watched(program):
    async with Heartbeat(every=0.05, stall=0.05) as monitor:
        await program()
    return max(monitor.stalls, key=lambda stall: stall.seconds)


def find_blocker(program):
    with ThreadPoolExecutor(1) as pool:
        longest = pool.submit(asyncio.run, watched(program)).result()
    return longest.line.name, longest.line.line

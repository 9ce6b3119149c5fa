"""Answers to 09.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: shield, and wait_for
class Reader:
    def __init__(self, items):
        self.items = items
        self.future = None

    async def get(self, timeout):
        loop = asyncio.get_running_loop()
        if self.future is None:
            self.future = loop.run_in_executor(None, self.items.get)
        await asyncio.wait_for(asyncio.shield(self.future), timeout)
        future, self.future = self.future, None
        return future.result()

# %% right: asyncio.timeout around a shield
class Reader:
    def __init__(self, items):
        self.items, self.task = items, None

    async def get(self, timeout):
        self.task = self.task or asyncio.create_task(asyncio.to_thread(self.items.get))
        async with asyncio.timeout(timeout):
            await asyncio.shield(self.task)
        item, self.task = self.task.result(), None
        return item

# %% right: a thread for each item, and an event
class Reader:
    def __init__(self, items):
        self.items, self.loop = items, asyncio.get_running_loop()
        self.there, self.box, self.thread = asyncio.Event(), [], None

    def _take(self):
        self.box.append(self.items.get())
        self.loop.call_soon_threadsafe(self.there.set)

    async def get(self, timeout):
        if self.thread is None:
            self.thread = threading.Thread(target=self._take, daemon=True)
            self.thread.start()
        await asyncio.wait_for(self.there.wait(), timeout)
        self.there.clear()
        self.thread = None
        return self.box.pop()

# %% right: a thread that forwards when it is asked
class Reader:
    def __init__(self, items):
        self.items, self.loop = items, asyncio.get_running_loop()
        self.wanted, self.got, self.asked = threading.Semaphore(0), asyncio.Queue(), False
        threading.Thread(target=self._forward, daemon=True).start()

    def _forward(self):
        while True:
            self.wanted.acquire()
            self.loop.call_soon_threadsafe(self.got.put_nowait, self.items.get())

    async def get(self, timeout):
        if not self.asked:
            self.wanted.release()
            self.asked = True
        async with asyncio.timeout(timeout):
            item = await self.got.get()
        self.asked = False
        return item

# %% wrong ITEMS_LOST: as in the lesson
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        return await asyncio.wait_for(asyncio.to_thread(self.items.get), timeout)

# %% wrong ITEMS_LOST: asyncio.timeout
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        async with asyncio.timeout(timeout):
            return await asyncio.to_thread(self.items.get)

# %% wrong ITEMS_LOST: shielded, and forgotten
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        task = asyncio.create_task(asyncio.to_thread(self.items.get))
        return await asyncio.wait_for(asyncio.shield(task), timeout)

# %% wrong ITEMS_LOST: kept, but cancelled by wait_for
class Reader:
    def __init__(self, items):
        self.items, self.task = items, None

    async def get(self, timeout):
        if self.task is None or self.task.cancelled():
            self.task = asyncio.create_task(asyncio.to_thread(self.items.get))
        item = await asyncio.wait_for(self.task, timeout)
        self.task = None
        return item

# %% wrong BLOCKS_THE_LOOP: get on the loop
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        try:
            return self.items.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError from None

# %% wrong POLLS: looks ten times a second
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        async with asyncio.timeout(timeout):
            while True:
                try:
                    return self.items.get_nowait()
                except queue.Empty:
                    await asyncio.sleep(0.1)

# %% wrong BUSY_WAIT: turns without a wait
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        async with asyncio.timeout(timeout):
            while self.items.empty():
                await asyncio.sleep(0)
        return self.items.get_nowait()

# %% wrong WRONG_ERROR: queue.Empty comes out
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        return await asyncio.to_thread(self.items.get, True, timeout)

# %% wrong NO_TIMEOUT: None when nothing came
class Reader:
    def __init__(self, items):
        self.items, self.taking = items, None

    async def get(self, timeout):
        if self.taking is None:
            self.taking = asyncio.create_task(asyncio.to_thread(self.items.get))
        done, _ = await asyncio.wait([self.taking], timeout=timeout)
        if done:
            taken, self.taking = self.taking, None
            return taken.result()

# %% wrong NO_TIMEOUT: waits without an end
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        return await asyncio.to_thread(self.items.get)

# %% wrong LOST_AT_CANCEL: the thread's own timeout
class Reader:
    def __init__(self, items):
        self.items = items

    def _take(self, timeout):
        try:
            return (self.items.get(timeout=timeout),)
        except queue.Empty:
            return ()

    async def get(self, timeout):
        box = await asyncio.to_thread(self._take, timeout)
        if not box:
            raise TimeoutError
        return box[0]

# %% wrong LOST_AT_CANCEL: the kept task is awaited without a shield
class Reader:
    def __init__(self, items):
        self.items, self.taking = items, None

    async def get(self, timeout):
        if self.taking is None:
            self.taking = asyncio.create_task(asyncio.to_thread(self.items.get))
        try:
            done, _ = await asyncio.wait([self.taking], timeout=timeout)
        except asyncio.CancelledError:
            self.taking.cancel()
            self.taking = None
            raise
        if not done:
            raise TimeoutError
        taken, self.taking = self.taking, None
        return taken.result()

# %% wrong TAKES_AHEAD: a thread that forwards all
class Reader:
    def __init__(self, items):
        self.items, self.loop = items, asyncio.get_running_loop()
        self.got = asyncio.Queue()
        threading.Thread(target=self._forward, daemon=True).start()

    def _forward(self):
        while True:
            self.loop.call_soon_threadsafe(self.got.put_nowait, self.items.get())

    async def get(self, timeout):
        return await asyncio.wait_for(self.got.get(), timeout)

# %% wrong ZERO_LOST: items that count as false
class Reader:
    def __init__(self, items):
        self.items, self.taking = items, None

    async def get(self, timeout):
        if self.taking is None:
            self.taking = asyncio.create_task(asyncio.to_thread(self.items.get))
        await asyncio.wait([self.taking], timeout=timeout)
        item = self.taking.result() if self.taking.done() else None
        if not item:
            raise TimeoutError
        self.taking = None
        return item

# %% wrong TOO_MANY_THREADS: every get begins another one, and all forward
class Reader:
    def __init__(self, items):
        self.items, self.loop, self.got = items, asyncio.get_running_loop(), asyncio.Queue()

    def _take(self):
        self.loop.call_soon_threadsafe(self.got.put_nowait, self.items.get())

    async def get(self, timeout):
        threading.Thread(target=self._take, daemon=True).start()
        return await asyncio.wait_for(self.got.get(), timeout)

# %% wrong TOO_LATE: wakes each ten seconds
class Reader:
    def __init__(self, items):
        self.items = items

    async def get(self, timeout):
        for _ in range(3):
            try:
                return self.items.get_nowait()
            except queue.Empty:
                await asyncio.sleep(timeout / 3)
        try:
            return self.items.get_nowait()
        except queue.Empty:
            raise TimeoutError from None

# %% wrong TOUCHES_THE_LOOP: the thread puts into the loop's queue
class Reader:
    def __init__(self, items):
        self.items, self.got, self.thread = items, asyncio.Queue(), None

    def _take(self):
        self.got.put_nowait(self.items.get())

    async def get(self, timeout):
        if self.thread is None:
            self.thread = threading.Thread(target=self._take, daemon=True)
            self.thread.start()
        item = await asyncio.wait_for(self.got.get(), timeout)
        self.thread = None
        return item

# %% wrong WRONG_ORDER: the last one first
class Reader:
    def __init__(self, items):
        self.items, self.taking = items, None

    async def get(self, timeout):
        if self.taking is None:
            self.taking = asyncio.create_task(asyncio.to_thread(self._last))
        done, _ = await asyncio.wait([self.taking], timeout=timeout)
        if not done:
            raise TimeoutError
        taken, self.taking = self.taking, None
        return taken.result()

    def _last(self):
        found = [self.items.get()]
        while not self.items.empty():
            found.append(self.items.get())
        for item in found[:-1]:
            self.items.put(item)
        return found[-1]

# %% wrong WAITS_FOR_EVER: a lock that a timeout leaves taken
class Reader:
    def __init__(self, items):
        self.items, self.task, self.lock = items, None, asyncio.Lock()

    async def get(self, timeout):
        await self.lock.acquire()
        if self.task is None:
            self.task = asyncio.create_task(asyncio.to_thread(self.items.get))
        item = await asyncio.wait_for(asyncio.shield(self.task), timeout)
        self.task = None
        self.lock.release()
        return item

# %% right: takes at once what is there, and waits in a pool of its own
import concurrent.futures


class Reader:
    def __init__(self, items):
        self.items, self.waiting = items, None
        self.pool = concurrent.futures.ThreadPoolExecutor(1)

    async def get(self, seconds):
        if self.waiting is None:
            try:
                return self.items.get_nowait()
            except queue.Empty:
                self.waiting = asyncio.wrap_future(self.pool.submit(self.items.get))
        done, _ = await asyncio.wait({self.waiting}, timeout=seconds)
        if not done:
            raise TimeoutError
        item, self.waiting = self.waiting.result(), None
        return item

# %% wrong ITEMS_LOST: a pool of one thread, and a call for each get
from concurrent.futures import ThreadPoolExecutor


class Reader:
    def __init__(self, items):
        self.items, self.pool = items, ThreadPoolExecutor(1)

    async def get(self, seconds):
        loop = asyncio.get_running_loop()
        waiting = loop.run_in_executor(self.pool, self.items.get)
        return await asyncio.wait_for(waiting, seconds)

# %% right: a thread waits until an item is there, and takes none
class Reader:
    def __init__(self, items):
        self.items, self.waiting = items, None

    def _wait(self):
        with self.items.not_empty:
            self.items.not_empty.wait_for(lambda: self.items.queue)

    async def get(self, seconds):
        async with asyncio.timeout(seconds):
            while self.items.empty():  # nobody else takes items
                if self.waiting is None or self.waiting.done():
                    self.waiting = asyncio.create_task(asyncio.to_thread(self._wait))
                await asyncio.shield(self.waiting)
        return self.items.get_nowait()

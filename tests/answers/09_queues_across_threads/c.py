"""Answers to 09.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a queue of the loop
class Newest:
    def __init__(self, limit):
        self.loop = asyncio.get_running_loop()
        self.items = asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return (reading, dropped)

# %% right: a lock, and one call that wakes
class Newest:
    def __init__(self, limit):
        self.loop, self.limit = asyncio.get_running_loop(), limit
        self.lock, self.there = threading.Lock(), asyncio.Event()
        self.readings, self.dropped = [], 0

    def put(self, reading):
        with self.lock:
            self.readings.append(reading)
            while len(self.readings) > self.limit:
                del self.readings[0]
                self.dropped += 1
        self.loop.call_soon_threadsafe(self.there.set)

    async def get(self):
        while True:
            self.there.clear()
            with self.lock:
                if self.readings:
                    dropped, self.dropped = self.dropped, 0
                    return self.readings.pop(0), dropped
            await self.there.wait()

# %% right: numbered, so that the gap is the count
class Newest:
    def __init__(self, limit):
        self.loop = asyncio.get_running_loop()
        self.readings = collections.deque(maxlen=limit)
        self.number = self.last = 0
        self.changed = asyncio.Condition()

    def put(self, reading):
        asyncio.run_coroutine_threadsafe(self._put(reading), self.loop)

    async def _put(self, reading):
        async with self.changed:
            self.number += 1
            self.readings.append((self.number, reading))
            self.changed.notify()

    async def get(self):
        async with self.changed:
            await self.changed.wait_for(lambda: self.readings)
            number, reading = self.readings.popleft()
        missed = number - self.last - 1
        self.last = number
        return reading, missed

# %% wrong TOUCHES_THE_LOOP: the queue touched from the thread
class Newest:
    def __init__(self, limit):
        self.items, self.dropped = asyncio.Queue(limit), 0

    def put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong TOUCHES_THE_LOOP: the event set from the thread
class Newest:
    def __init__(self, limit):
        self.readings, self.there = collections.deque(), asyncio.Event()
        self.limit, self.dropped = limit, 0

    def put(self, reading):
        self.readings.append(reading)
        if len(self.readings) > self.limit:
            self.readings.popleft()
            self.dropped += 1
        self.there.set()

    async def get(self):
        while not self.readings:
            self.there.clear()
            await self.there.wait()
        dropped, self.dropped = self.dropped, 0
        return self.readings.popleft(), dropped

# %% wrong TOUCHES_THE_LOOP: call_soon
class Newest:
    def __init__(self, limit):
        self.loop = asyncio.get_running_loop()
        self.items = asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong PUT_FAILS: asks for the loop in put
class Newest:
    def __init__(self, limit):
        self.items, self.dropped = asyncio.Queue(limit), 0

    def put(self, reading):
        asyncio.get_running_loop().call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong PUT_FAILS: a thread's queue that is full
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), queue.Queue(limit)
        self.there = asyncio.Event()

    def put(self, reading):
        self.items.put_nowait(reading)
        self.loop.call_soon_threadsafe(self.there.set)

    async def get(self):
        while self.items.empty():
            self.there.clear()
            await self.there.wait()
        return self.items.get_nowait(), 0

# %% wrong BLOCKS_THE_LOOP: a thread's queue, taken from on the loop
class Newest:
    def __init__(self, limit):
        self.items, self.dropped = queue.Queue(limit), 0

    def put(self, reading):
        if self.items.full():
            self.items.get()
            self.dropped += 1
        self.items.put(reading)

    async def get(self):
        reading = self.items.get()
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong BUSY_WAIT: turns without a wait
class Newest:
    def __init__(self, limit):
        self.readings, self.limit, self.dropped = collections.deque(), limit, 0

    def put(self, reading):
        self.readings.append(reading)
        if len(self.readings) > self.limit:
            self.readings.popleft()
            self.dropped += 1

    async def get(self):
        while not self.readings:
            await asyncio.sleep(0)
        dropped, self.dropped = self.dropped, 0
        return self.readings.popleft(), dropped

# %% wrong POLLS: looks ten times a second
class Newest:
    def __init__(self, limit):
        self.readings, self.limit, self.dropped = collections.deque(), limit, 0

    def put(self, reading):
        self.readings.append(reading)
        if len(self.readings) > self.limit:
            self.readings.popleft()
            self.dropped += 1

    async def get(self):
        while not self.readings:
            await asyncio.sleep(0.1)
        dropped, self.dropped = self.dropped, 0
        return self.readings.popleft(), dropped

# %% wrong WAITS_FOR_EVER: a lock held across the wait
class Newest:
    def __init__(self, limit):
        self.loop, self.limit = asyncio.get_running_loop(), limit
        self.lock, self.there = asyncio.Lock(), asyncio.Event()
        self.readings, self.dropped = collections.deque(), 0

    def put(self, reading):
        asyncio.run_coroutine_threadsafe(self._put(reading), self.loop)

    async def _put(self, reading):
        async with self.lock:
            self.readings.append(reading)
            if len(self.readings) > self.limit:
                self.readings.popleft()
                self.dropped += 1
            self.there.set()

    async def get(self):
        async with self.lock:
            while not self.readings:
                self.there.clear()
                await self.there.wait()
            dropped, self.dropped = self.dropped, 0
            return self.readings.popleft(), dropped

# %% wrong NO_PAIR: the reading alone
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
        self.items.put_nowait(reading)

    async def get(self):
        return await self.items.get()

# %% wrong WRONG_RESULT: the count comes first
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return dropped, reading

# %% wrong ZERO_LOST: readings that count as false
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        while not (reading := await self.items.get()):
            pass
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong TOO_LATE: looks each ten seconds
class Newest:
    def __init__(self, limit):
        self.readings, self.limit, self.dropped = collections.deque(), limit, 0

    def put(self, reading):
        self.readings.append(reading)
        if len(self.readings) > self.limit:
            self.readings.popleft()
            self.dropped += 1

    async def get(self):
        while not self.readings:
            await asyncio.sleep(10)
        dropped, self.dropped = self.dropped, 0
        return self.readings.popleft(), dropped

# %% wrong BLOCKS_THE_CALLER: waits until it is put
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        asyncio.run_coroutine_threadsafe(self._put(reading), self.loop).result()

    async def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong BLOCKS_THE_CALLER: back-pressure
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)

    def put(self, reading):
        asyncio.run_coroutine_threadsafe(self.items.put(reading), self.loop).result()

    async def get(self):
        return await self.items.get(), 0

# %% wrong NOT_THE_NEWEST: the newest are dropped
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.dropped += 1
        else:
            self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

# %% wrong NOT_THE_NEWEST: nothing is dropped
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()

    def put(self, reading):
        self.loop.call_soon_threadsafe(self.items.put_nowait, reading)

    async def get(self):
        return await self.items.get(), 0

# %% wrong CALLBACK_FAILS: QueueFull on the loop
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)

    def put(self, reading):
        self.loop.call_soon_threadsafe(self.items.put_nowait, reading)

    async def get(self):
        return await self.items.get(), 0

# %% wrong READINGS_LOST: emptied when it is full
class Newest:
    def __init__(self, limit):
        self.loop, self.limit = asyncio.get_running_loop(), limit
        self.readings, self.dropped = collections.deque(), 0
        self.there = asyncio.Event()

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if len(self.readings) == self.limit:
            self.dropped += len(self.readings)
            self.readings.clear()
        self.readings.append(reading)
        self.there.set()

    async def get(self):
        while not self.readings:
            self.there.clear()
            await self.there.wait()
        dropped, self.dropped = self.dropped, 0
        return self.readings.popleft(), dropped

# %% wrong MISCOUNTED: a deque that drops silently
class Newest:
    def __init__(self, limit):
        self.loop = asyncio.get_running_loop()
        self.readings, self.there = collections.deque(maxlen=limit), asyncio.Event()

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        self.readings.append(reading)
        self.there.set()

    async def get(self):
        while not self.readings:
            self.there.clear()
            await self.there.wait()
        return self.readings.popleft(), 0

# %% wrong MISCOUNTED: the count of all times
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        return await self.items.get(), self.dropped

# %% wrong LOST_AT_CANCEL: a wait between taking and returning
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get()
        dropped, self.dropped = self.dropped, 0
        await asyncio.sleep(0)
        return reading, dropped

# %% wrong LOST_AT_CANCEL: a thread waits for the reading
class Newest:
    def __init__(self, limit):
        self.limit, self.dropped = limit, 0
        self.readings, self.changed = collections.deque(), threading.Condition()

    def put(self, reading):
        with self.changed:
            self.readings.append(reading)
            if len(self.readings) > self.limit:
                self.readings.popleft()
                self.dropped += 1
            self.changed.notify()

    def _take(self):
        with self.changed:
            self.changed.wait_for(lambda: self.readings)
            dropped, self.dropped = self.dropped, 0
            return self.readings.popleft(), dropped

    async def get(self):
        return await asyncio.to_thread(self._take)

# %% wrong ZERO_LOST: or, for what is not there
class Newest:
    def __init__(self, limit):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(limit)
        self.dropped = 0

    def put(self, reading):
        self.loop.call_soon_threadsafe(self._put, reading)

    def _put(self, reading):
        if self.items.full():
            self.items.get_nowait()
            self.dropped += 1
        self.items.put_nowait(reading)

    async def get(self):
        reading = await self.items.get() or "no reading"
        dropped, self.dropped = self.dropped, 0
        return reading, dropped

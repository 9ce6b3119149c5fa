"""Answers to 12.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: taken, and given back
class Meter:
    def __init__(self):
        self.total = 0
        self.lock = threading.Lock()
        self.sending = asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            with self.lock:
                amount, self.total = self.total, 0
            if not amount:
                return
            try:
                await send(amount)
            except BaseException:
                self.add(amount)
                raise

# %% right: a queue of amounts
import collections


class Meter:
    def __init__(self):
        self.new = collections.deque()
        self.amount = 0
        self.sending = asyncio.Semaphore(1)

    def add(self, n):
        self.new.append(n)

    async def flush(self, send):
        async with self.sending:
            while self.new:
                self.amount += self.new.popleft()
            if self.amount:
                amount = self.amount
                await send(amount)
                self.amount -= amount

# %% right: two counters
class Meter:
    def __init__(self):
        self.added, self.sent = 0, 0
        self.lock, self.turn = threading.RLock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.added += n

    async def flush(self, send):
        async with self.turn:
            with self.lock:
                added = self.added
            if added > self.sent:
                await send(added - self.sent)
                self.sent = added

# %% wrong SENDS_NOTHING: as given
class Meter(HopefulMeter):
    pass

# %% wrong SENDS_NOTHING: asks nothing
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            with self.lock:
                amount = self.total
            await send(amount)
            with self.lock:
                self.total -= amount

# %% wrong HELD_ACROSS_AWAIT: asks first
class Meter:
    def __init__(self):
        self.total, self.lock = 0, threading.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        with self.lock:
            if self.total:
                await send(self.total)
                self.total = 0

# %% wrong HELD_ACROSS_AWAIT: reentrant
class Meter:
    def __init__(self):
        self.total, self.lock = 0, threading.RLock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        with self.lock:
            amount = self.total
            if amount:
                await send(amount)
                self.total -= amount

# %% wrong HELD_ACROSS_AWAIT: a lock of threads for the flushes
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), threading.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        with self.sending:
            with self.lock:
                amount = self.total
            if amount:
                await send(amount)
                with self.lock:
                    self.total -= amount

# %% wrong LOST_MEANWHILE: set to 0
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            if self.total:
                await send(self.total)
                with self.lock:
                    self.total = 0

# %% wrong SENT_TWICE: no turn
class Meter:
    def __init__(self):
        self.total, self.lock = 0, threading.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        with self.lock:
            amount = self.total
        if amount:
            await send(amount)
            with self.lock:
                self.total -= amount

# %% wrong SENT_TWICE: a lock for each flush
class Meter:
    def __init__(self):
        self.total, self.lock = 0, threading.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with asyncio.Lock():
            amount = self.total
            if amount:
                await send(amount)
                with self.lock:
                    self.total -= amount

# %% wrong WRONG_RESULT: a second flush gives up
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), False

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        if self.sending:
            return
        self.sending = True
        try:
            amount = self.total
            if amount:
                await send(amount)
                with self.lock:
                    self.total -= amount
        finally:
            self.sending = False

# %% wrong TOO_LATE: looks at intervals
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), False

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        while self.sending:
            await asyncio.sleep(2)
        self.sending = True
        try:
            amount = self.total
            if amount:
                await send(amount)
                with self.lock:
                    self.total -= amount
        finally:
            self.sending = False

# %% wrong WRONG_RESULT: the whole sum each time
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            if self.total:
                await send(self.total)

# %% wrong ERROR_LOST: swallowed
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            amount = self.total
            if amount:
                try:
                    await send(amount)
                except Exception:
                    return
                with self.lock:
                    self.total -= amount

# %% wrong LOCK_KEPT: released at the end
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        await self.sending.acquire()
        amount = self.total
        if amount:
            await send(amount)
            with self.lock:
                self.total -= amount
        self.sending.release()

# %% wrong LOST_BY_ERROR: taken before
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            with self.lock:
                amount, self.total = self.total, 0
            if amount:
                await send(amount)

# %% wrong LOST_BY_CANCEL: given back after an Exception
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            with self.lock:
                amount, self.total = self.total, 0
            if amount:
                try:
                    await send(amount)
                except Exception:
                    self.add(amount)
                    raise

# %% wrong CANCEL_SWALLOWED: caught
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            amount = self.total
            if amount:
                try:
                    await send(amount)
                except asyncio.CancelledError:
                    return
                with self.lock:
                    self.total -= amount

# %% wrong RACE: no lock for threads
class Meter:
    def __init__(self):
        self.total, self.sending = 0, asyncio.Lock()

    def add(self, n):
        self.total += n

    async def flush(self, send):
        async with self.sending:
            amount = self.total
            if amount:
                await send(amount)
                self.total -= amount

# %% wrong RACE: only add is locked
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            amount = self.total
            if amount:
                await send(amount)
                self.total -= amount

# %% wrong DEADLOCK: add within flush
class Meter:
    def __init__(self):
        self.total, self.lock, self.sending = 0, threading.Lock(), asyncio.Lock()

    def add(self, n):
        with self.lock:
            self.total += n

    async def flush(self, send):
        async with self.sending:
            amount = self.total
            if amount:
                await send(amount)
                with self.lock:
                    self.add(-amount)

# %% equivalent mutants
# with dropped: with self.lock: (2) | reading the number once is one step
# lock made per call: with self.lock: (2) | reading the number once is one step

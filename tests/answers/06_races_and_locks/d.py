"""Answers to 06.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: condition
class Cache:
    def __init__(self, load):
        self.load, self.values, self.busy = load, {}, set()
        self.changed = asyncio.Condition()

    async def get(self, key):
        async with self.changed:
            await self.changed.wait_for(lambda: key not in self.busy)
            if key in self.values:
                return self.values[key]
            self.busy.add(key)
        try:
            self.values[key] = await self.load(key)
        finally:
            self.busy.remove(key)
            async with self.changed:
                self.changed.notify_all()
        return self.values[key]

# %% right: events
class Cache:
    def __init__(self, load):
        self.load, self.values, self.under_way = load, {}, {}

    async def get(self, key):
        while key not in self.values:
            if key in self.under_way:
                await self.under_way[key].wait()
                continue
            ended = self.under_way[key] = asyncio.Event()
            try:
                self.values[key] = await self.load(key)
            finally:
                del self.under_way[key]
                ended.set()
        return self.values[key]

# %% right: shielded task
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._load(key))
        return await asyncio.shield(self.tasks[key])

    async def _load(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong CANCEL_SPREADS
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._load(key))
        return await self.tasks[key]

    async def _load(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong CANCEL_SPREADS: future
class Cache:
    def __init__(self, load):
        self.load, self.futures = load, {}

    async def get(self, key):
        if key in self.futures:
            return await asyncio.shield(self.futures[key])
        future = self.futures[key] = asyncio.get_running_loop().create_future()
        try:
            future.set_result(await self.load(key))
        except BaseException as error:
            del self.futures[key]
            if isinstance(error, Exception):
                future.set_exception(error)
                future.exception()
            else:
                future.cancel()
            raise
        return future.result()

# %% wrong FAILURE_HIDDEN
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                try:
                    self.values[key] = await self.load(key)
                except OSError:
                    return None
        return self.values[key]

# %% wrong FAILURE_KEPT
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._load(key))
        return await asyncio.shield(self.tasks[key])

    async def _load(self, key):
        return await self.load(key)

# %% wrong HOLDS_THE_LOOP
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong HOLDS_THE_LOOP: future never set
class Cache:
    def __init__(self, load):
        self.load, self.futures = load, {}

    async def get(self, key):
        if key not in self.futures:
            self.futures[key] = asyncio.get_running_loop().create_future()
            value = await self.load(key)
            return value
        return await self.futures[key]

# %% wrong KEYS_WAIT: one lock
class Cache:
    def __init__(self, load):
        self.load, self.values, self.lock = load, {}, asyncio.Lock()

    async def get(self, key):
        lock = self.lock
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong LOADED_AGAIN: forgets
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if True:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong LOADED_AGAIN: no cache
class Cache:
    def __init__(self, load):
        self.load = load

    async def get(self, key):
        return await self.load(key)

# %% wrong LOADED_TWICE_IN_SOME_ORDER
class Cache:
    def __init__(self, load):
        self.load, self.values, self.busy = load, {}, {}

    async def get(self, key):
        if key in self.busy:
            await self.busy[key].wait()
            await asyncio.sleep(0)
        if key not in self.values:
            event = self.busy[key] = asyncio.Event()
            try:
                value = await self.load(key)
            finally:
                self.busy.pop(key, None)
                event.set()
            await asyncio.sleep(0)
            self.values[key] = value
        return self.values[key]

# %% wrong LOADED_TWICE: as given
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        if True:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong LOADED_TWICE: asks outside
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        if key not in self.values:
            async with self.locks.setdefault(key, asyncio.Lock()):
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong LOADED_TWICE: lock per call
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = asyncio.Lock()
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong NONE_LOADED_AGAIN
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if self.values.get(key) is None:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong WRONG_VALUE: no return
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)

# %% wrong WRONG_VALUE: only when loaded
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
                return self.values[key]

"""Answers to 06.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% wrong LOAD_LOST: condition
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

# %% wrong LOAD_LOST: events
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

# %% wrong ERROR_LOST: None instead
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

# %% wrong DEADLOCK: future never set
class Cache:
    def __init__(self, load):
        self.load, self.futures = load, {}

    async def get(self, key):
        if key not in self.futures:
            self.futures[key] = asyncio.get_running_loop().create_future()
            value = await self.load(key)
            return value
        return await self.futures[key]

# %% wrong NOT_AT_ONCE: one lock
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

# %% wrong RACE: forgets before it keeps
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

# %% wrong DONE_TWICE: as given
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        if True:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong DONE_TWICE: asks outside
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        if key not in self.values:
            async with self.locks.setdefault(key, asyncio.Lock()):
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong DONE_TWICE: lock per call
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = asyncio.Lock()
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong ZERO_LOST: None
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if self.values.get(key) is None:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong WRONG_RESULT: no return
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)

# %% wrong WRONG_RESULT: only when loaded
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
                return self.values[key]

# %% right: values and tasks
class Cache:
    def __init__(self, load):
        self.load, self.values, self.tasks = load, {}, {}

    async def get(self, key):
        if key in self.values:
            return self.values[key]
        task = self.tasks.get(key)
        if task is None:
            task = self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(task)

    async def _loaded(self, key):
        try:
            self.values[key] = await self.load(key)
            return self.values[key]
        finally:
            del self.tasks[key]

# %% right: a callback forgets
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            task = self.tasks[key] = asyncio.ensure_future(self.load(key))
            task.add_done_callback(lambda task: self._ended(key, task))
        return await asyncio.shield(self.tasks[key])

    def _ended(self, key, task):
        if task.cancelled() or task.exception():
            self.tasks.pop(key, None)

# %% right: wait instead of shield
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        task = self.tasks[key]
        await asyncio.wait([task])
        return task.result()

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% right: whoever waits forgets, if it is still the same
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        task = self.tasks.get(key)
        if task is None:
            task = self.tasks[key] = asyncio.create_task(self._loaded(key))
        try:
            return await asyncio.shield(task)
        except Exception:
            if self.tasks.get(key) is task:
                del self.tasks[key]
            raise

    async def _loaded(self, key):
        return await self.load(key)

# %% right: futures that a task sets
class Cache:
    def __init__(self, load):
        self.load, self.futures, self.running = load, {}, set()

    async def get(self, key):
        if key not in self.futures:
            self.futures[key] = asyncio.get_running_loop().create_future()
            self.task = asyncio.create_task(self._fill(key))
            self.running.add(self.task)
            self.task.add_done_callback(self.running.discard)
        return await asyncio.shield(self.futures[key])

    async def _fill(self, key):
        try:
            value = await self.load(key)
        except Exception as error:
            self.futures.pop(key).set_exception(error)
        else:
            self.futures[key].set_result(value)

# %% right: an event, set by a task that loads
class Cache:
    def __init__(self, load):
        self.load, self.values, self.loading, self.errors, self.tasks = load, {}, {}, {}, []

    async def get(self, key):
        while key not in self.values:
            if key not in self.loading:
                self.loading[key] = asyncio.Event()
                self.errors.pop(key, None)
                self.tasks.append(asyncio.create_task(self._fill(key, self.loading[key])))
            event = self.loading[key]
            await event.wait()
            if key in self.errors:
                raise self.errors[key]
        return self.values[key]

    async def _fill(self, key, event):
        try:
            self.values[key] = await self.load(key)
        except Exception as error:
            self.errors[key] = error
        finally:
            del self.loading[key]
            event.set()

# %% wrong LOAD_LOST: a lock for each key
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                self.values[key] = await self.load(key)
        return self.values[key]

# %% wrong LOAD_LOST: shielded in the lock
class Cache:
    def __init__(self, load):
        self.load, self.values, self.locks = load, {}, {}

    async def get(self, key):
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if key not in self.values:
                self.values[key] = await asyncio.shield(self.load(key))
        return self.values[key]

# %% wrong LOAD_LOST: whoever is cancelled forgets
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        try:
            return await asyncio.shield(self.tasks[key])
        except BaseException:
            self.tasks.pop(key, None)
            raise

    async def _loaded(self, key):
        return await self.load(key)

# %% wrong LOAD_LOST: begins anew when cancelled
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        while True:
            if key not in self.tasks:
                self.tasks[key] = asyncio.create_task(self._loaded(key))
            task = self.tasks[key]
            try:
                return await task
            except asyncio.CancelledError:
                if asyncio.current_task().cancelling():
                    raise

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong RACE: whoever waits forgets
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        try:
            return await asyncio.shield(self.tasks[key])
        except Exception:
            self.tasks.pop(key, None)
            raise

    async def _loaded(self, key):
        return await self.load(key)

# %% wrong CANCEL_SWALLOWED: waits on
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        try:
            return await asyncio.shield(self.tasks[key])
        except asyncio.CancelledError:
            return await self.tasks[key]

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong CANCEL_SWALLOWED: gives None
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        try:
            return await asyncio.shield(self.tasks[key])
        except asyncio.CancelledError:
            return None

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong CANCEL_SWALLOWED: stops when the load has ended
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        try:
            return await asyncio.shield(self.tasks[key])
        except asyncio.CancelledError:
            await asyncio.wait([self.tasks[key]])
            raise

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong CANCEL_SPREADS: gather
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        [value] = await asyncio.gather(self.tasks[key])
        return value

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong CANCEL_SPREADS: wait_for
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.wait_for(self.tasks[key], None)

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong WAITERS_FAIL: KeyError for the others
class Cache:
    def __init__(self, load):
        self.load, self.values, self.tasks = load, {}, {}

    async def get(self, key):
        if key not in self.values:
            if key not in self.tasks:
                self.tasks[key] = asyncio.create_task(self._loaded(key))
                await asyncio.shield(self.tasks[key])
            else:
                await asyncio.wait([self.tasks[key]])
        return self.values[key]

    async def _loaded(self, key):
        try:
            self.values[key] = await self.load(key)
        finally:
            del self.tasks[key]

# %% wrong WAITERS_FAIL: None for the others
class Cache:
    def __init__(self, load):
        self.load, self.values, self.tasks = load, {}, {}

    async def get(self, key):
        if key not in self.values:
            if key not in self.tasks:
                self.tasks[key] = asyncio.create_task(self._loaded(key))
                await asyncio.shield(self.tasks[key])
            else:
                await asyncio.wait([self.tasks[key]])
        return self.values.get(key)

    async def _loaded(self, key):
        try:
            self.values[key] = await self.load(key)
        finally:
            del self.tasks[key]

# %% wrong SHARED_BY_ALL: dict of the class
class Cache:
    tasks = {}

    def __init__(self, load):
        self.load = load

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong SHARED_BY_ALL: default argument
class Cache:
    def __init__(self, load, tasks={}):
        self.load, self.tasks = load, tasks

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong ZERO_LOST: raises a value
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        value = await asyncio.shield(self.tasks[key])
        if isinstance(value, Exception):
            raise value
        return value

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong ZERO_LOST: 0 is not kept
class Cache:
    def __init__(self, load):
        self.load, self.values, self.tasks = load, {}, {}

    async def get(self, key):
        if self.values.get(key):
            return self.values[key]
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        try:
            self.values[key] = await self.load(key)
            return self.values[key]
        finally:
            del self.tasks[key]

# %% wrong ERROR_LOST: another error
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except Exception as error:
            del self.tasks[key]
            raise LookupError(key) from error

# %% wrong FAILURE_KEPT: only OSError is forgotten
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except OSError:
            del self.tasks[key]
            raise

# %% wrong TOO_LATE: looks at intervals
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        while not self.tasks[key].done():
            await asyncio.sleep(0.3)
        return self.tasks[key].result()

    async def _loaded(self, key):
        try:
            return await self.load(key)
        except BaseException:
            asyncio.get_running_loop().call_later(0.4, self.tasks.pop, key)
            raise

# %% wrong NOT_AT_ONCE: a lock around all loads
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}
        self.lock = asyncio.Lock()

    async def get(self, key):
        if key not in self.tasks:
            self.tasks[key] = asyncio.create_task(self._loaded(key))
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        try:
            async with self.lock:
                return await self.load(key)
        except BaseException:
            del self.tasks[key]
            raise

# %% wrong DONE_TWICE: remembers after the load
class Cache:
    def __init__(self, load):
        self.load, self.tasks = load, {}

    async def get(self, key):
        if key not in self.tasks:
            task = asyncio.create_task(self._loaded(key))
            await asyncio.wait([task])
            self.tasks[key] = task
        return await asyncio.shield(self.tasks[key])

    async def _loaded(self, key):
        return await self.load(key)

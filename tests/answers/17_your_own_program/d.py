"""Answers to 17.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: handed over under the lock
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        sent.result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% right: a future of its own
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    def update(self, name, price):
        from concurrent.futures import Future

        done = Future()

        def begin():
            self.prices[name] = price
            task = self.loop.create_task(self.publish(name, price))
            task.add_done_callback(finish)
            running.add(task)

        def finish(task):
            running.discard(task)
            if error := task.exception():
                done.set_exception(error)
            else:
                done.set_result(None)

        running = set()
        self.loop.call_soon_threadsafe(begin)
        done.result()

    async def show(self):
        return self.prices.copy()

# %% right: an event for each update
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.RLock(), {}

    def update(self, name, price):
        ended, errors = threading.Event(), []

        async def published():
            try:
                await self.publish(name, price)
            except Exception as error:
                errors.append(error)
            finally:
                ended.set()

        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(published(), self.loop)
        ended.wait()
        if errors:
            raise errors[0]

    async def show(self):
        return {**self.prices}

# %% wrong STANDS_STILL: as it was
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong STANDS_STILL: an RLock
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.RLock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong SHOW_WAITS: the lock is taken in a thread
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    def copied(self):
        with self.lock:
            return dict(self.prices)

    async def show(self):
        return await asyncio.to_thread(self.copied)

# %% wrong SHOW_WAITS: one lock of asyncio
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = asyncio.Lock(), {}

    async def set(self, name, price):
        async with self.lock:
            self.prices[name] = price
            await self.publish(name, price)

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        async with self.lock:
            return dict(self.prices)

# %% wrong BLOCKS_THE_LOOP: a time limit for the lock
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    async def show(self):
        got = self.lock.acquire(timeout=1)
        try:
            return dict(self.prices)
        finally:
            if got:
                self.lock.release()

# %% wrong NOT_AT_ONCE: show without the lock
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong NOT_AT_ONCE: a lock for the publications
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.sending, self.prices = threading.Lock(), threading.Lock(), {}

    def update(self, name, price):
        with self.sending:
            with self.lock:
                self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong NOT_AT_ONCE: one publication after the other on the loop
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = asyncio.Lock(), {}

    async def set(self, name, price):
        self.prices[name] = price
        async with self.lock:
            await self.publish(name, price)

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong OVERTAKEN: no lock
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.prices = {}

    def update(self, name, price):
        self.prices[name] = price
        asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong OVERTAKEN: the lock around the price alone
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
        sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        sent.result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong OVERTAKEN: the price is set after the hand-over
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.prices = {}

    def update(self, name, price):
        sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        self.prices[name] = price
        sent.result()

    async def show(self):
        return dict(self.prices)

# %% wrong OLD_PRICE: set when it is published
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        try:
            await self.publish(name, price)
        finally:
            self.prices[name] = price

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong PRICE_LOST: set when it was published
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        await self.publish(name, price)
        self.prices[name] = price

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong PRICE_LOST: taken back
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        self.prices[name] = price
        try:
            await self.publish(name, price)
        except Exception:
            del self.prices[name]
            raise

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong TOO_EARLY: does not wait
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong ERROR_LOST: waits and does not ask
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        from concurrent.futures import wait

        with self.lock:
            self.prices[name] = price
            sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        wait([sent])

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong ERROR_LOST: exception() in place of result()
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        return sent.exception()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong ON_ANOTHER_LOOP: asyncio.run
class Board:
    def __init__(self, publish):
        self.publish, self.prices = publish, {}

    def update(self, name, price):
        self.prices[name] = price
        asyncio.run(self.publish(name, price))

    async def show(self):
        return dict(self.prices)

# %% wrong TOUCHES_THE_LOOP: create_task
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    def update(self, name, price):
        self.prices[name] = price
        self.task = self.loop.create_task(self.publish(name, price))

    async def show(self):
        return dict(self.prices)

# %% wrong BUSY_WAIT: asks again and again
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        with self.lock:
            self.prices[name] = price
            sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        while not sent.done():
            pass
        sent.result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong POLLS: asks at intervals
class Board:
    def __init__(self, publish):
        self.loop, self.publish = asyncio.get_running_loop(), publish
        self.lock, self.prices = threading.Lock(), {}

    def update(self, name, price):
        import time

        with self.lock:
            self.prices[name] = price
            sent = asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)
        while not sent.done():
            time.sleep(0.01)
        sent.result()

    async def show(self):
        with self.lock:
            return dict(self.prices)

# %% wrong DICT_SHARED: no copy
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        self.prices[name] = price
        await self.publish(name, price)

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        return self.prices

# %% wrong NEVER_AWAITED: publish is called, and not run
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    def update(self, name, price):
        self.prices[name] = price
        self.loop.call_soon_threadsafe(self.publish, name, price)

    async def show(self):
        return dict(self.prices)

# %% wrong WAITS_FOR_EVER: the loop waits for its own publication
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        self.prices[name] = price
        asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop).result()

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        return dict(self.prices)

# %% wrong TOO_LATE: asks at long intervals
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        self.prices[name] = price
        await self.publish(name, price)

    def update(self, name, price):
        sent = asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop)
        while not sent.done():
            threading.Event().wait(0.3)
        sent.result()

    async def show(self):
        return dict(self.prices)

# %% wrong WRONG_RESULT: forgot return
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        self.prices[name] = price
        await self.publish(name, price)

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()

    async def show(self):
        dict(self.prices)

# %% wrong NOT_ASKED: nothing is published
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    def update(self, name, price):
        self.loop.call_soon_threadsafe(self.prices.__setitem__, name, price)

    async def show(self):
        return dict(self.prices)

# %% wrong NOT_ASKED: published once more
class Board:
    def __init__(self, publish):
        self.loop, self.publish, self.prices = asyncio.get_running_loop(), publish, {}

    async def set(self, name, price):
        self.prices[name] = price
        await self.publish(name, price)

    def update(self, name, price):
        asyncio.run_coroutine_threadsafe(self.set(name, price), self.loop).result()
        asyncio.run_coroutine_threadsafe(self.publish(name, self.prices[name]), self.loop)

    async def show(self):
        return dict(self.prices)

# %% right: run_in_executor
def bounded(function, limit):
    semaphore = asyncio.Semaphore(limit)

    async def inner(*args):
        async with semaphore:
            return await asyncio.get_running_loop().run_in_executor(None, function, *args)

    return inner

# %% right: a pool of its own
def bounded(function, limit):
    pool = ThreadPoolExecutor(limit)

    async def inner(argument):
        return await asyncio.get_running_loop().run_in_executor(pool, function, argument)

    return inner

# %% right: a limiter of anyio
def bounded(function, limit):
    import anyio
    import anyio.to_thread

    limiter = anyio.CapacityLimiter(limit)

    async def inner(argument):
        return await anyio.to_thread.run_sync(function, argument, limiter=limiter)

    return inner

# %% wrong CALLED_TOO_EARLY: brackets
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function(argument))

    return call

# %% wrong ON_THE_LOOP: no thread
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            return function(argument)

    return call

# %% wrong BLOCKS_THE_LOOP: result
def bounded(function, limit):
    pool = ThreadPoolExecutor(limit)

    async def call(argument):
        return pool.submit(function, argument).result()

    return call

# %% wrong DEADLOCK: never released
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        await places.acquire()
        return await asyncio.to_thread(function, argument)

    return call

# %% wrong OTHERS_WAIT: a semaphore of threads
def bounded(function, limit):
    import threading

    places = threading.Semaphore(limit)

    def in_thread(argument):
        with places:
            return function(argument)

    async def call(argument):
        return await asyncio.to_thread(in_thread, argument)

    return call

# %% wrong OTHERS_WAIT: no limit
def bounded(function, limit):
    async def call(argument):
        return await asyncio.to_thread(function, argument)

    return call

# %% wrong TOO_MANY: a pool for each call
def bounded(function, limit):
    async def call(argument):
        pool = ThreadPoolExecutor(limit)
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, function, argument)
        finally:
            pool.shutdown(wait=False)

    return call

# %% wrong TOO_MANY: one more
def bounded(function, limit):
    places = asyncio.Semaphore(limit + 1)

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function, argument)

    return call

# %% wrong NOT_AT_ONCE: a lock
def bounded(function, limit):
    lock = asyncio.Lock()

    async def call(argument):
        async with lock:
            return await asyncio.to_thread(function, argument)

    return call

# %% wrong NOT_AT_ONCE: always two
def bounded(function, limit):
    places = asyncio.Semaphore(2)

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function, argument)

    return call

# %% wrong IDLE_PLACES: a pause
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            found = await asyncio.to_thread(function, argument)
            await asyncio.sleep(0.5)
            return found

    return call

# %% wrong RETURNS_AWAITABLE: no await
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            return asyncio.create_task(asyncio.to_thread(function, argument))

    return call

# %% wrong NOT_ASKED: nothing is called
def bounded(function, limit):
    async def call(argument):
        return None

    return call

# %% wrong ZERO_LOST: or
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function, argument) or "no report"

    return call

# %% wrong WRONG_RESULT: no return
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            await asyncio.to_thread(function, argument)

    return call

# %% wrong SHARED_PLACES: made once
PLACES = []


def bounded(function, limit):
    if not PLACES or PLACES[0] != limit:
        PLACES[:] = [limit, asyncio.Semaphore(limit)]
    places = PLACES[1]

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function, argument)

    return call

# %% wrong PLACE_LOST: released after success
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        await places.acquire()
        found = await asyncio.to_thread(function, argument)
        places.release()
        return found

    return call

# %% wrong ERROR_LOST: except
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            try:
                return await asyncio.to_thread(function, argument)
            except Exception:
                return None

    return call

# %% wrong NO_FUNCTION: no return
def bounded(function, limit):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function, argument)

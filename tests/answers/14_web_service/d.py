# %% right: two counts
def limited(function, limit, waiting):
    places, queued, running = asyncio.Semaphore(limit), 0, 0

    async def call(argument):
        nonlocal queued, running
        if queued + running == limit + waiting:
            raise Busy("no room")
        queued += 1
        try:
            await places.acquire()
        finally:
            queued -= 1
        running += 1
        try:
            return await asyncio.to_thread(function, argument)
        finally:
            running -= 1
            places.release()

    return call

# %% right: a second semaphore
def limited(function, limit, waiting):
    inside, places = asyncio.Semaphore(limit + waiting), asyncio.Semaphore(limit)

    async def call(argument):
        if inside.locked():
            raise Busy
        async with inside, places:
            return await asyncio.to_thread(function, argument)

    return call

# %% right: a set of tasks
def limited(function, limit, waiting):
    inside, places = set(), asyncio.Semaphore(limit)

    async def call(argument):
        me = object()
        if len(inside) >= limit + waiting:
            raise Busy()
        inside.add(me)
        try:
            async with places:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(None, function, argument)
        finally:
            inside.discard(me)

    return call

# %% wrong ON_THE_LOOP: brackets
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                return await asyncio.to_thread(function(argument))
        finally:
            inside -= 1

    return call

# %% wrong ON_THE_LOOP: no thread
def limited(function, limit, waiting):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        if places.locked():
            raise Busy
        async with places:
            return function(argument)

    return call

# %% wrong BLOCKS_THE_LOOP: result
def limited(function, limit, waiting):
    pool = ThreadPoolExecutor(limit)

    async def call(argument):
        return pool.submit(function, argument).result()

    return call

# %% wrong TOO_MANY: all that are inside run
def limited(function, limit, waiting):
    inside = 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            return await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong OTHER_ERROR: RuntimeError
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise RuntimeError("busy")
        inside += 1
        try:
            async with places:
                return await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong NOT_REFUSED: everybody waits
def limited(function, limit, waiting):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        async with places:
            return await asyncio.to_thread(function, argument)

    return call

# %% wrong NOT_REFUSED: one too many
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside > limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                return await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong REFUSED_TOO_MANY: nobody may wait
def limited(function, limit, waiting):
    places = asyncio.Semaphore(limit)

    async def call(argument):
        if places.locked():
            raise Busy
        async with places:
            return await asyncio.to_thread(function, argument)

    return call

# %% wrong REFUSED_LATE: a timeout
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            await asyncio.sleep(0.5)
            raise Busy
        inside += 1
        try:
            async with places:
                return await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong NOT_AT_ONCE: a lock
def limited(function, limit, waiting):
    lock, inside = asyncio.Lock(), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with lock:
                return await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong IDLE_PLACES: a pause
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                found = await asyncio.to_thread(function, argument)
                await asyncio.sleep(0.5)
                return found
        finally:
            inside -= 1

    return call

# %% wrong NOT_ASKED: twice
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                await asyncio.to_thread(function, argument)
                return await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong WRONG_RESULT: no return
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                await asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

# %% wrong ERROR_LOST: all is busy
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                return await asyncio.to_thread(function, argument)
        except Exception:
            raise Busy from None
        finally:
            inside -= 1

    return call

# %% wrong LEAVER_COUNTED: counted until it runs
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        async with places:
            try:
                return await asyncio.to_thread(function, argument)
            finally:
                inside -= 1

    return call

# %% wrong ROOM_LOST: only after success
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                found = await asyncio.to_thread(function, argument)
        except asyncio.CancelledError:
            inside -= 1
            raise
        inside -= 1
        return found

    return call

# %% wrong RETURNS_AWAITABLE: no await
def limited(function, limit, waiting):
    places, inside = asyncio.Semaphore(limit), 0

    async def call(argument):
        nonlocal inside
        if inside >= limit + waiting:
            raise Busy
        inside += 1
        try:
            async with places:
                return asyncio.to_thread(function, argument)
        finally:
            inside -= 1

    return call

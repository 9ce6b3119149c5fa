"""Answers to 07.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: closure
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(
        pool, lambda: context.run(function, *args, **kwargs)
    )

# %% right: plain def
def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(function, *args, **kwargs)
    context = contextvars.copy_context()
    return asyncio.get_running_loop().run_in_executor(pool, context.run, call)

# %% right: submit
async def call_in(pool, function, /, *args, **kwargs):
    run = contextvars.copy_context().run
    return await asyncio.wrap_future(pool.submit(run, function, *args, **kwargs))

# %% right: variables by hand
async def call_in(pool, function, /, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def call():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

    context = contextvars.Context()
    return await asyncio.get_running_loop().run_in_executor(pool, context.run, call)

# %% wrong ALREADY_ENTERED: global
CONTEXT = contextvars.copy_context()


async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(CONTEXT.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ALREADY_ENTERED: one for each pool
CONTEXTS = {}


async def call_in(pool, function, /, *args, **kwargs):
    context = CONTEXTS.setdefault(pool, contextvars.copy_context())
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ARGUMENTS_LOST: no keywords
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(pool, context.run, function, *args)

# %% wrong ARGUMENTS_LOST: no stars
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(context.run, function, args, kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ON_THE_LOOP: called at once
async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    result = function(*args, **kwargs)
    return await loop.run_in_executor(pool, lambda: result)

# %% wrong BLOCKS_THE_LOOP: result
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return pool.submit(context.run, function, *args, **kwargs).result()

# %% wrong ON_THE_LOOP: run here
async def call_in(pool, function, /, *args, **kwargs):
    return contextvars.copy_context().run(function, *args, **kwargs)

# %% wrong CONTEXT_LEAKS: copied back
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(context.run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    finally:
        for variable in context:
            variable.set(context[variable])

# %% wrong ERROR_LOST: printed
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    except Exception as error:
        print(f"failed: {error}")

# %% wrong ERROR_LOST: returned
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    def call():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: copied in the thread
async def call_in(pool, function, /, *args, **kwargs):
    def call():
        return contextvars.copy_context().run(function, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: new context
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.Context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: partial only
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: copied once
CONTEXTS = {}


async def call_in(pool, function, /, *args, **kwargs):
    context = CONTEXTS.setdefault(function, contextvars.copy_context()).copy()
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: global
current = {}


async def call_in(pool, function, /, *args, **kwargs):
    current["context"] = contextvars.copy_context()

    def call():
        return current["context"].copy().run(function, *args, **kwargs)

    await asyncio.sleep(0)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong KEYWORDS_REFUSED
async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, function, *args, **kwargs)

# %% wrong KEYWORDS_REFUSED: with the context
async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    return await loop.run_in_executor(pool, context.run, function, *args, **kwargs)

# %% wrong CONTEXT_LEAKS: left in the pool
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    def call():
        for variable, value in context.items():
            variable.set(value)
        return function(*args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong NAME_TAKEN: inner function
def call_with(context, function, *args, **kwargs):
    return context.run(function, *args, **kwargs)


async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(call_with, context, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong NAME_TAKEN: own parameters
async def call_in(pool, function, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong NOT_IN_THE_POOL: none
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(None, call)

# %% wrong NOT_IN_THE_POOL: own
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    own = ThreadPoolExecutor(1)
    try:
        return await asyncio.get_running_loop().run_in_executor(own, call)
    finally:
        own.shutdown(wait=False)

# %% wrong NOT_IN_THE_POOL: to thread
async def call_in(pool, function, /, *args, **kwargs):
    return await asyncio.to_thread(function, *args, **kwargs)

# %% wrong WRONG_RESULT: forgot return
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong NOT_AT_ONCE: lock
LOCK = asyncio.Lock()


async def call_in(pool, function, /, *args, **kwargs):
    async with LOCK:
        call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: only the id
async def call_in(pool, function, /, *args, **kwargs):
    own = request_id.get()

    def call():
        token = request_id.set(own)
        try:
            return function(*args, **kwargs)
        finally:
            request_id.reset(token)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong RETURNS_AWAITABLE: forgot await
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    return asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong RETURNS_AWAITABLE: submit
async def call_in(pool, function, /, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args, **kwargs)

# %% wrong DEADLOCK: waits on the loop
async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()

    async def call():
        return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))

    return asyncio.run_coroutine_threadsafe(call(), loop).result()

# %% right: names of the set-up cell
async def call_in(ex, load, /, *args, **kwargs):
    context = contextvars.copy_context()
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(ex, functools.partial(context.run, load, *args, **kwargs))
    except Exception as enable_stop:
        raise enable_stop

# %% right: wrapped once more
def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    return asyncio.wrap_future(loop.run_in_executor(pool, call))

# %% wrong ALREADY_ENTERED: a default value
async def call_in(pool, function, /, *args, _context=contextvars.copy_context(), **kwargs):
    call = functools.partial(_context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ARGUMENTS_LOST: as one dict
async def call_in(pool, function, /, *args, **kwargs):
    run = contextvars.copy_context().run
    return await asyncio.get_running_loop().run_in_executor(pool, run, function, *args, kwargs)

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: with
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    with pool:
        return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: shutdown
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    finally:
        pool.shutdown(wait=False)

# %% wrong CONTEXT_LEAKS: a copy for each caller
CONTEXTS = {}


async def call_in(pool, function, /, *args, **kwargs):
    context = CONTEXTS.setdefault(asyncio.current_task(), contextvars.copy_context())
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LEAKS: set and not reset
async def call_in(pool, function, /, *args, **kwargs):
    before = contextvars.copy_context()

    def call():
        for variable in before:
            variable.set(before[variable])
        try:
            return function(*args, **kwargs)
        finally:
            for variable in before:
                variable.set(before[variable])

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong CONTEXT_LOST: one variable as an argument
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.Context()
    context.run(request_id.set, request_id.get())
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ERROR: a coroutine is no future
async def call_in(pool, function, /, *args, **kwargs):
    return await asyncio.wrap_future(asyncio.to_thread(function, *args, **kwargs))

# %% wrong ERROR_LOST: another one
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    except Exception as error:
        raise LookupError("the call failed") from error

# %% wrong FAILS_IN_THE_POOL: arguments for the function
def call_in(pool, function, /, *args, **kwargs):
    run = contextvars.copy_context().run
    return asyncio.wrap_future(pool.submit(run, (function, *args), **kwargs))

# %% wrong FAILS_IN_THE_POOL: a context is no function
def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return asyncio.wrap_future(pool.submit(context, function, *args, **kwargs))

# %% wrong NAME_TAKEN: an object
class Call:
    def __init__(self, function):
        self.function, self.run = function, contextvars.copy_context().run

    def now(self, *args, **kwargs):
        return self.run(self.function, *args, **kwargs)


async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(Call(function).now, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong NAME_TAKEN: short names
async def call_in(p, f, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, f, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(p, call)

# %% wrong NOT_ASKED: the function is never called
async def call_in(pool, function, /, *args, **kwargs):
    run = contextvars.copy_context().run
    call = functools.partial(run, lambda: functools.partial(function, *args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong NOT_ASKED: again after an empty result
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, call) or await loop.run_in_executor(pool, call)

# %% wrong ON_THE_LOOP: brackets in the partial
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(context.run, function(*args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong RETURNS_AWAITABLE: an async job
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    async def call():
        return context.run(function, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong TOO_LATE: looks at intervals
async def call_in(pool, function, /, *args, **kwargs):
    future = pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    while not future.done():
        await asyncio.sleep(0.3)
    return future.result()

# %% wrong ZERO_LOST: errors as results
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    def call():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    result = await asyncio.get_running_loop().run_in_executor(pool, call)
    if isinstance(result, Exception):
        raise result
    return result

# %% wrong ZERO_LOST: empty results
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    result = await asyncio.get_running_loop().run_in_executor(pool, call)
    return result if result else None

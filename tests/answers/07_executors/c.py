"""Answers to 07.c, right and wrong ones: what a learner might write in the attempt cell."""

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

# %% wrong BLOCKS_THE_LOOP: called at once
async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()
    result = function(*args, **kwargs)
    return await loop.run_in_executor(pool, lambda: result)

# %% wrong BLOCKS_THE_LOOP: result
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return pool.submit(context.run, function, *args, **kwargs).result()

# %% wrong BLOCKS_THE_LOOP: run here
async def call_in(pool, function, /, *args, **kwargs):
    return contextvars.copy_context().run(function, *args, **kwargs)

# %% wrong CHANGES_COME_BACK: copied back
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(context.run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    finally:
        for variable in context:
            variable.set(context[variable])

# %% wrong EXCEPTION_LOST: printed
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, call)
    except Exception as error:
        print(f"failed: {error}")

# %% wrong EXCEPTION_LOST: returned
async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    def call():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ID_LOST: copied in the thread
async def call_in(pool, function, /, *args, **kwargs):
    def call():
        return contextvars.copy_context().run(function, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ID_LOST: new context
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.Context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ID_LOST: partial only
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ID_OF_ANOTHER: copied once
CONTEXTS = {}


async def call_in(pool, function, /, *args, **kwargs):
    context = CONTEXTS.setdefault(function, contextvars.copy_context()).copy()
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ID_OF_ANOTHER: global
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

# %% wrong LEFT_IN_THE_POOL
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

# %% wrong NO_RESULT: forgot return
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ONE_AT_A_TIME
LOCK = asyncio.Lock()


async def call_in(pool, function, /, *args, **kwargs):
    async with LOCK:
        call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong ONLY_THE_ID
async def call_in(pool, function, /, *args, **kwargs):
    own = request_id.get()

    def call():
        token = request_id.set(own)
        try:
            return function(*args, **kwargs)
        finally:
            request_id.reset(token)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong RETURNS_A_FUTURE: forgot await
async def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(contextvars.copy_context().run, function, *args, **kwargs)
    return asyncio.get_running_loop().run_in_executor(pool, call)

# %% wrong RETURNS_A_FUTURE: submit
async def call_in(pool, function, /, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args, **kwargs)

# %% wrong WAITS_FOR_EVER
async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()

    async def call():
        return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))

    return asyncio.run_coroutine_threadsafe(call(), loop).result()

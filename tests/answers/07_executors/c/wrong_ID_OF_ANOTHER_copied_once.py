CONTEXTS = {}


async def call_in(pool, function, /, *args, **kwargs):
    context = CONTEXTS.setdefault(function, contextvars.copy_context()).copy()
    call = functools.partial(context.run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

def call_with(context, function, *args, **kwargs):
    return context.run(function, *args, **kwargs)


async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    call = functools.partial(call_with, context, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

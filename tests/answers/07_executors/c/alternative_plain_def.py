def call_in(pool, function, /, *args, **kwargs):
    call = functools.partial(function, *args, **kwargs)
    context = contextvars.copy_context()
    return asyncio.get_running_loop().run_in_executor(pool, context.run, call)

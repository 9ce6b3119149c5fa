async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return pool.submit(context.run, function, *args, **kwargs).result()

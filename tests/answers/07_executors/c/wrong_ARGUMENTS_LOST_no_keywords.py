async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(pool, context.run, function, *args)

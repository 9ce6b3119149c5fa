async def call_in(pool, function, /, *args, **kwargs):
    def call():
        return contextvars.copy_context().run(function, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

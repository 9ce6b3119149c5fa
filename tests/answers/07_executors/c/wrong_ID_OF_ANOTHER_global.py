current = {}


async def call_in(pool, function, /, *args, **kwargs):
    current["context"] = contextvars.copy_context()

    def call():
        return current["context"].copy().run(function, *args, **kwargs)

    await asyncio.sleep(0)
    return await asyncio.get_running_loop().run_in_executor(pool, call)

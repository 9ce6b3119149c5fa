async def call_in(pool, function, /, *args, **kwargs):
    loop = asyncio.get_running_loop()

    async def call():
        return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))

    return asyncio.run_coroutine_threadsafe(call(), loop).result()

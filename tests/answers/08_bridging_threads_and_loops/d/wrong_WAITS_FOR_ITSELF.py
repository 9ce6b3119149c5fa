def call(coroutine, loop):
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def walk(name):
        size, parts = read(name)
        calls = [asyncio.run_coroutine_threadsafe(total(pool, read, p), loop) for p in parts]
        return size + sum(call.result() for call in calls)

    return await loop.run_in_executor(pool, walk, name)

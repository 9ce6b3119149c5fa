LOCK = asyncio.Lock()


async def total(pool, read, name):
    async with LOCK:
        size, parts = await asyncio.get_running_loop().run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

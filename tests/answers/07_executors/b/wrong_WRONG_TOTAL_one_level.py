async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    pairs = await asyncio.gather(*(loop.run_in_executor(pool, read, part) for part in parts))
    return size + sum(size for size, _ in pairs)

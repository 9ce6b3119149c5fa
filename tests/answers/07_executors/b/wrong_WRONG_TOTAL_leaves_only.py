async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    if not parts:
        return size
    return sum(await asyncio.gather(*(total(pool, read, part) for part in parts)))

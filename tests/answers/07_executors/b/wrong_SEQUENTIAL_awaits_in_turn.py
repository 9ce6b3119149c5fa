async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    for part in parts:
        size += await total(pool, read, part)
    return size

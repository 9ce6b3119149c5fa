async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, _ = await loop.run_in_executor(pool, read, name)
    _, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

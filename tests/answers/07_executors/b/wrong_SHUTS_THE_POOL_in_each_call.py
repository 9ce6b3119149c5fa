async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    with pool:
        size, parts = await loop.run_in_executor(pool, read, name)
        sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

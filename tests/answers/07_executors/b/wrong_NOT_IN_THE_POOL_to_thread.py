async def total(pool, read, name):
    size, parts = await asyncio.to_thread(read, name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

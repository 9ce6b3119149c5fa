async def total(pool, read, name):
    size, parts = read(name)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

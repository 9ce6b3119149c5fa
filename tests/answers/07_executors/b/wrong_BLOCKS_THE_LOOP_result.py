async def total(pool, read, name):
    size, parts = pool.submit(read, name).result()
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

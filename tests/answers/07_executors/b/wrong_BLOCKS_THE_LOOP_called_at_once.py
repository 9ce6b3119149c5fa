async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    future = pool.submit(lambda result: result, read(name))
    size, parts = await asyncio.wrap_future(future, loop=loop)
    sizes = await asyncio.gather(*(total(pool, read, part) for part in parts))
    return size + sum(sizes)

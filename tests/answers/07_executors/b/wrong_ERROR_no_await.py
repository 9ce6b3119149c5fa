async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = loop.run_in_executor(pool, read, name)
    return size + sum(await asyncio.gather(*(total(pool, read, part) for part in parts)))

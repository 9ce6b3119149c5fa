async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(
        *(total(pool, read, part) for part in parts), return_exceptions=True
    )
    return size + sum(size for size in sizes if isinstance(size, int))

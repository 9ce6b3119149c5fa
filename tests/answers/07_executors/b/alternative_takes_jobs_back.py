def starve(pool, read, name):
    size, parts = read(name)
    futures = {part: pool.submit(starve, pool, read, part) for part in parts}
    for part, future in futures.items():
        if future.cancel():
            size += starve(pool, read, part)
        else:
            size += future.result()
    return size


async def total(pool, read, name):
    return await asyncio.get_running_loop().run_in_executor(pool, starve, pool, read, name)

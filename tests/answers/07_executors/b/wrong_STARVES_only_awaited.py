def starve(pool, read, name):
    size, parts = read(name)
    futures = [pool.submit(starve, pool, read, part) for part in parts]
    return size + sum(future.result() for future in futures)


async def total(pool, read, name):
    return await asyncio.get_running_loop().run_in_executor(pool, starve, pool, read, name)

def starve(pool, read, name):
    size, parts = read(name)
    futures = [pool.submit(starve, pool, read, part) for part in parts]
    return size + sum(future.result() for future in futures)


async def total(pool, read, name):
    large = ThreadPoolExecutor(100)
    loop = asyncio.get_running_loop()
    result = await loop.run_in_executor(large, starve, large, read, name)
    large.shutdown(wait=False)
    return result

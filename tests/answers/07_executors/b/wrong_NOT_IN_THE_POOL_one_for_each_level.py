async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    size, parts = await loop.run_in_executor(pool, read, name)
    own = ThreadPoolExecutor(2)
    sizes = await asyncio.gather(*(total(own, read, part) for part in parts))
    own.shutdown(wait=False)
    return size + sum(sizes)

async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def walk(name):
        size, parts = read(name)
        return size + sum(pool.map(walk, parts))

    return await loop.run_in_executor(pool, walk, name)

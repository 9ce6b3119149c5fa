async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    def walk(name):
        size, parts = read(name)
        return size + sum(walk(part) for part in parts)

    size, parts = await loop.run_in_executor(pool, read, name)
    sizes = await asyncio.gather(*(loop.run_in_executor(pool, walk, part) for part in parts))
    return size + sum(sizes)

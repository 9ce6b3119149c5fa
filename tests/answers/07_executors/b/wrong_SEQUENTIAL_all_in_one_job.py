async def total(pool, read, name):
    def walk(name):
        size, parts = read(name)
        return size + sum(walk(part) for part in parts)

    return await asyncio.get_running_loop().run_in_executor(pool, walk, name)

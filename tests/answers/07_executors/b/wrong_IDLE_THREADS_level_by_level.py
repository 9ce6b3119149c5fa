async def total(pool, read, name):
    loop = asyncio.get_running_loop()
    level, result = [name], 0
    while level:
        pairs = await asyncio.gather(*(loop.run_in_executor(pool, read, each) for each in level))
        level = [part for _, parts in pairs for part in parts]
        result += sum(size for size, _ in pairs)
    return result

async def total(pool, read, name):
    loop = asyncio.get_running_loop()

    async def inner(name):
        size, parts = await loop.run_in_executor(pool, read, name)
        return size + sum(await asyncio.gather(*map(inner, parts)))

    with pool:
        return await inner(name)

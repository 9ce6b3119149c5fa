async def breakfast():
    first = asyncio.create_task(tea())
    second = asyncio.create_task(toast())
    return [await first, await second]

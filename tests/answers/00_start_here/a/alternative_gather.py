async def breakfast():
    return list(await asyncio.gather(tea(), toast()))

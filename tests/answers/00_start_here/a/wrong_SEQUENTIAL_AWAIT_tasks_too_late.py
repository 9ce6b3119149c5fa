async def breakfast():
    return [await asyncio.create_task(tea()), await asyncio.create_task(toast())]

async def breakfast():
    async with asyncio.TaskGroup() as group:
        group.create_task(tea())
        group.create_task(toast())

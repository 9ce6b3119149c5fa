async def fetch_all(get, keys, limit):
    semaphore = asyncio.Semaphore(limit)

    async def fetch(key):
        async with semaphore:
            return await asyncio.to_thread(get, key)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(key)) for key in keys]
    return [task.result() for task in tasks]

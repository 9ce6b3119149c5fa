async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(limit)
    async with asyncio.TaskGroup() as group:

        async def fetch(key):
            return await loop.run_in_executor(pool, get, key)

        tasks = [group.create_task(fetch(key)) for key in keys]
    return [task.result() for task in tasks]

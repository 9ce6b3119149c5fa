async def fetch_all(get, keys, limit):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(max_workers=limit)

    async def fetch(key):
        return await loop.run_in_executor(pool, get, key)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(key)) for key in keys]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return [task.result() for task in tasks]

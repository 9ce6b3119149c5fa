async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        await places.acquire()
        return await fetch(page)
        places.release()

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch_one(page)) for page in pages]
    return [task.result() for task in tasks]

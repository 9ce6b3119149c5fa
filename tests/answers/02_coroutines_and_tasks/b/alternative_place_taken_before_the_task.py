async def fetch_all(pages, k):
    places, tasks = asyncio.Semaphore(k), []
    for page in pages:
        await places.acquire()
        tasks.append(asyncio.create_task(fetch(page)))
        tasks[-1].add_done_callback(lambda task: places.release())
    return [await task for task in tasks]

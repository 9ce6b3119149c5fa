async def fetch_all(pages, k):
    places, tasks = asyncio.Semaphore(k), []
    for page in pages:
        async with places:
            tasks.append(asyncio.create_task(fetch(page)))
    return [await task for task in tasks]

async def fetch_all(pages, k):
    tasks = []
    for number, page in enumerate(pages):
        if number >= k:
            await tasks[number - k]
        tasks.append(asyncio.create_task(fetch(page)))
    return [await task for task in tasks]

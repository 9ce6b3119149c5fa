async def fetch_all(pages, k):
    texts = [None] * len(pages)
    free = asyncio.BoundedSemaphore(k)

    async def fill(position, page):
        await free.acquire()
        try:
            texts[position] = await fetch(page)
        finally:
            free.release()

    async with asyncio.TaskGroup() as group:
        for position, page in enumerate(pages):
            group.create_task(fill(position, page))
    return texts

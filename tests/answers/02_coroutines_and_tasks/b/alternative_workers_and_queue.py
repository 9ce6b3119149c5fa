async def fetch_all(pages, k):
    queue, texts = asyncio.Queue(), [""] * len(pages)
    for numbered in enumerate(pages):
        queue.put_nowait(numbered)

    async def worker():
        while not queue.empty():
            number, page = queue.get_nowait()
            texts[number] = await fetch(page)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(k, len(pages))):
            group.create_task(worker())
    return texts

async def fetch_all(pages, k):
    texts = {}

    async def worker(share):
        for page in share:
            texts[page] = await fetch(page)

    async with asyncio.TaskGroup() as group:
        for number in range(k):
            group.create_task(worker(pages[number::k]))
    return [texts[page] for page in pages]

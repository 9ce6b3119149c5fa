async def fetch_all(pages, k):
    queue, texts = asyncio.Queue(), {}
    for page in pages:
        await queue.put(page)

    async def worker():
        while True:
            page = await queue.get()
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

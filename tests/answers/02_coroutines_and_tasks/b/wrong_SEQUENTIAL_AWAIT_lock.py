async def fetch_all(pages, k):
    lock = asyncio.Lock()

    async def fetch_one(page):
        async with lock:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

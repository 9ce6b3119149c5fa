async def fetch_all(pages, k):
    async def fetch_one(page):
        async with asyncio.Semaphore(k):
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

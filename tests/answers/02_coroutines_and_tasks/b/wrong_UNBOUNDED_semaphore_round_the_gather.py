async def fetch_all(pages, k):
    async with asyncio.Semaphore(k):
        return await asyncio.gather(*(fetch(page) for page in pages))

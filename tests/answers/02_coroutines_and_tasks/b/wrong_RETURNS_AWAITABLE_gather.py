async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return asyncio.gather(*(fetch_one(page) for page in pages))

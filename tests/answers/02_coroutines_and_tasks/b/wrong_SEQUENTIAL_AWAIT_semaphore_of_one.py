async def fetch_all(pages, k):
    places = asyncio.Semaphore()

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

places = asyncio.Semaphore(2)


async def fetch_one(page):
    async with places:
        return await fetch(page)


async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch_one(page) for page in pages))

async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            coroutine = fetch(page)
        return await coroutine

    return await asyncio.gather(*(fetch_one(page) for page in pages))

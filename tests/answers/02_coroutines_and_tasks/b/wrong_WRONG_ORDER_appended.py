async def fetch_all(pages, k):
    places, texts = asyncio.Semaphore(k), []

    async def fetch_one(page):
        async with places:
            texts.append(await fetch(page))

    await asyncio.gather(*(fetch_one(page) for page in pages))
    return texts

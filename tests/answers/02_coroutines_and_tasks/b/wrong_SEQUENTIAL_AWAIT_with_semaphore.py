async def fetch_all(pages, k):
    places, texts = asyncio.Semaphore(k), []
    for page in pages:
        async with places:
            texts.append(await fetch(page))
    return texts

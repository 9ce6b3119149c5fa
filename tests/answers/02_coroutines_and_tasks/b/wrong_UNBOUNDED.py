async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch(page) for page in pages))

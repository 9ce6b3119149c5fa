async def fetch_all(pages, k):
    texts = []
    for n in range(len(pages) // k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[n * k : n * k + k]))
    return texts

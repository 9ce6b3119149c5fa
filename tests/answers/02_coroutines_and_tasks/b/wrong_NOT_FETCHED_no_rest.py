async def fetch_all(pages, k):
    texts, k = [], k + k
    for n in range(len(pages) // k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[n * k : n * k + k]))
    return texts

async def fetch_all(pages, k):
    texts = []
    for start in range(0, len(pages), k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[start : start + k]))
    return texts

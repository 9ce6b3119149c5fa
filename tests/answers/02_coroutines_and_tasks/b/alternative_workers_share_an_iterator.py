async def fetch_all(pages, k):
    todo, texts = iter(pages), {}

    async def worker():
        for page in todo:
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

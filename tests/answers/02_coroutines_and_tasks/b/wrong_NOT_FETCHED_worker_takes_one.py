async def fetch_all(pages, k):
    todo, texts = list(pages), {}

    async def worker():
        page = todo.pop(0)
        texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in texts]

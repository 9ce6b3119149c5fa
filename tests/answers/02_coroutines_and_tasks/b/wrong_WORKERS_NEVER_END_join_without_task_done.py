async def fetch_all(pages, k):
    queue, texts = asyncio.Queue(), {}
    for page in pages:
        queue.put_nowait(page)

    async def worker():
        while True:
            page = await queue.get()
            texts[page] = await fetch(page)

    workers = [asyncio.create_task(worker()) for _ in range(k)]
    await queue.join()
    for task in workers:
        task.cancel()
    return [texts[page] for page in pages]

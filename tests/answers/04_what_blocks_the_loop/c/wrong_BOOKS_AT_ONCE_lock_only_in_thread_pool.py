from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4) as pool:
        items = await asyncio.gather(*(loop.run_in_executor(pool, fetch, o) for o in orders))
        books = [loop.run_in_executor(pool, till.book, item) for item in items]
        return [await book for book in books]

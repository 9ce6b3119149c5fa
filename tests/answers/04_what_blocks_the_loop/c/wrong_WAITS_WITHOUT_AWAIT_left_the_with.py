from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    with ThreadPoolExecutor(4) as pool:
        fetches = list(pool.map(fetch, orders))
    return [await asyncio.to_thread(till.book, item) for item in fetches]

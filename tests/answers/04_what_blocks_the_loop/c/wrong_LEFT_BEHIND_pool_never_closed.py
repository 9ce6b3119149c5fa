from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop, pool = asyncio.get_running_loop(), ThreadPoolExecutor(4)
    items = await asyncio.gather(*(loop.run_in_executor(pool, fetch, o) for o in orders))
    return [await loop.run_in_executor(pool, till.book, item) for item in items]

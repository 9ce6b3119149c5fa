from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4) as pool:
        fetches = [loop.run_in_executor(pool, fetch, order) for order in orders]
    items = await asyncio.gather(*fetches)
    return [await asyncio.to_thread(till.book, item) for item in items]

from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(8) as fetchers, ThreadPoolExecutor(1) as one_at_a_time:
        fetches = [loop.run_in_executor(fetchers, fetch, order) for order in orders]
        items = await asyncio.gather(*fetches)
        books = [loop.run_in_executor(one_at_a_time, till.book, item) for item in items]
        return await asyncio.gather(*books)

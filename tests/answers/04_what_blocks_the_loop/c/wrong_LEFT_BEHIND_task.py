async def serve(orders, till):
    heart = asyncio.create_task(asyncio.sleep(3600))
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [await asyncio.to_thread(till.book, item) for item in items]

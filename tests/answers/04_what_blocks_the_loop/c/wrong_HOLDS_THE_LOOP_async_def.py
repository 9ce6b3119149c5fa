async def fetch_async(order):
    return fetch(order)


async def book_async(till, item):
    return till.book(item)


async def serve(orders, till):
    items = await asyncio.gather(*(fetch_async(order) for order in orders))
    return [await book_async(till, item) for item in items]

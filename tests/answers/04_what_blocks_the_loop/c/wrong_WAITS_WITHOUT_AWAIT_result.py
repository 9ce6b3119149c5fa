import re
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    with ThreadPoolExecutor(4) as pool:
        items = [future.result() for future in [pool.submit(fetch, order) for order in orders]]
        return [pool.submit(till.book, item).result() for item in items]

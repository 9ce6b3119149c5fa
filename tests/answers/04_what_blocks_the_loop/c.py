"""Answers to 04.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: all in one thread
def serve_in_a_thread(orders, till):
    return [till.book(fetch(order)) for order in orders]


async def serve(orders, till):
    return await asyncio.to_thread(serve_in_a_thread, orders, till)

# %% right: gather and lock
async def serve(orders, till):
    lock, replies = asyncio.Lock(), []
    for item in await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders)):
        async with lock:
            replies.append(await asyncio.to_thread(till.book, item))
    return replies

# %% right: one after the other
async def serve(orders, till):
    replies = []
    for order in orders:
        item = await asyncio.to_thread(fetch, order)
        replies.append(await asyncio.to_thread(till.book, item))
    return replies

# %% right: own pools
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(8) as fetchers, ThreadPoolExecutor(1) as one_at_a_time:
        fetches = [loop.run_in_executor(fetchers, fetch, order) for order in orders]
        items = await asyncio.gather(*fetches)
        books = [loop.run_in_executor(one_at_a_time, till.book, item) for item in items]
        return await asyncio.gather(*books)

# %% wrong BOOKS_AT_ONCE: gather
def handle(order, till):
    return till.book(fetch(order))


async def serve(orders, till):
    return await asyncio.gather(*(asyncio.to_thread(handle, order, till) for order in orders))

# %% wrong BOOKS_AT_ONCE: gather books
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return await asyncio.gather(*(asyncio.to_thread(till.book, item) for item in items))

# %% wrong BOOKS_AT_ONCE: lock of each call
async def handle(order, till):
    item = await asyncio.to_thread(fetch, order)
    async with asyncio.Lock():
        return await asyncio.to_thread(till.book, item)


async def serve(orders, till):
    return await asyncio.gather(*(handle(order, till) for order in orders))

# %% wrong BOOKS_AT_ONCE: lock only in thread pool
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4) as pool:
        items = await asyncio.gather(*(loop.run_in_executor(pool, fetch, o) for o in orders))
        books = [loop.run_in_executor(pool, till.book, item) for item in items]
        return [await book for book in books]

# %% wrong CALLED_TOO_EARLY: brackets
async def serve(orders, till):
    replies = []
    for order in orders:
        item = await asyncio.to_thread(fetch(order))
        replies.append(await asyncio.to_thread(till.book(item)))
    return replies

# %% wrong ON_THE_LOOP: async def
async def fetch_async(order):
    return fetch(order)


async def book_async(till, item):
    return till.book(item)


async def serve(orders, till):
    items = await asyncio.gather(*(fetch_async(order) for order in orders))
    return [await book_async(till, item) for item in items]

# %% wrong ON_THE_LOOP: gives way between
async def serve(orders, till):
    replies = []
    for order in orders:
        replies.append(till.book(fetch(order)))
        await asyncio.sleep(0)
    return replies

# %% wrong ON_THE_LOOP: only fetch moved
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [till.book(item) for item in items]

# %% wrong LEFT_BEHIND: pool never closed
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop, pool = asyncio.get_running_loop(), ThreadPoolExecutor(4)
    items = await asyncio.gather(*(loop.run_in_executor(pool, fetch, o) for o in orders))
    return [await loop.run_in_executor(pool, till.book, item) for item in items]

# %% wrong LEFT_BEHIND: task
async def serve(orders, till):
    heart = asyncio.create_task(asyncio.sleep(3600))
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong RETURNS_AWAITABLE
async def serve(orders, till):
    return [asyncio.to_thread(till.book, fetch) for order in orders]

# %% wrong WRONG_RESULT: forgot return
async def serve(orders, till):
    replies = []
    for order in orders:
        item = await asyncio.to_thread(fetch, order)
        replies.append(await asyncio.to_thread(till.book, item))

# %% wrong WRONG_ORDER: as completed
async def serve(orders, till):
    replies = []
    for first in asyncio.as_completed([asyncio.to_thread(fetch, order) for order in orders]):
        replies.append(await asyncio.to_thread(till.book, await first))
    return replies

# %% wrong WRONG_ORDER: lock without order
async def serve(orders, till):
    lock = asyncio.Lock()

    async def handle(order):
        item = await asyncio.to_thread(fetch, order)
        async with lock:
            return await asyncio.to_thread(till.book, item)

    return await asyncio.gather(*(handle(order) for order in orders))

# %% wrong BLOCKS_THE_LOOP: end of with
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4) as pool:
        fetches = [loop.run_in_executor(pool, fetch, order) for order in orders]
    items = await asyncio.gather(*fetches)
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong BLOCKS_THE_LOOP: join
import threading


async def serve(orders, till):
    replies = []

    def work_through():
        replies.extend(till.book(fetch(order)) for order in orders)

    thread = threading.Thread(target=work_through)
    thread.start()
    thread.join()
    return replies

# %% wrong BLOCKS_THE_LOOP: left the with
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    with ThreadPoolExecutor(4) as pool:
        fetches = list(pool.map(fetch, orders))
    return [await asyncio.to_thread(till.book, item) for item in fetches]

# %% wrong BLOCKS_THE_LOOP: result
import re
from concurrent.futures import ThreadPoolExecutor


async def serve(orders, till):
    with ThreadPoolExecutor(4) as pool:
        items = [future.result() for future in [pool.submit(fetch, order) for order in orders]]
        return [pool.submit(till.book, item).result() for item in items]

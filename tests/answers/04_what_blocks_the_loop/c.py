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

# %% wrong BLOCKS_THE_LOOP: async def
async def fetch_async(order):
    return fetch(order)


async def book_async(till, item):
    return till.book(item)


async def serve(orders, till):
    items = await asyncio.gather(*(fetch_async(order) for order in orders))
    return [await book_async(till, item) for item in items]

# %% wrong BLOCKS_THE_LOOP: gives way between
async def serve(orders, till):
    replies = []
    for order in orders:
        replies.append(till.book(fetch(order)))
        await asyncio.sleep(0)
    return replies

# %% wrong BLOCKS_THE_LOOP: only fetch moved
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

# %% right: a loop of its own in a thread
async def serve(orders, till):
    return await asyncio.to_thread(asyncio.run, blocking_serve(orders, till))

# %% right: the default pool, in a task group
async def serve(orders, till):
    loop = asyncio.get_running_loop()
    items = [None] * len(orders)

    async def get(number, order):
        items[number] = await loop.run_in_executor(None, fetch, order)

    async with asyncio.TaskGroup() as group:
        for number, order in enumerate(orders):
            group.create_task(get(number, order))
    replies = []
    for item in items:
        replies.append(await loop.run_in_executor(None, till.book, item))
    return tuple(replies)

# %% right: books while others are fetched
async def serve(orders, till):
    fetches = [asyncio.create_task(asyncio.to_thread(fetch, order)) for order in orders]
    replies = []
    for fetched in fetches:
        replies.append(await asyncio.to_thread(till.book, await fetched))
    return replies

# %% right: a threading lock, and turns
import threading


async def serve(orders, till):
    lock = threading.Lock()
    items = await asyncio.gather(*[asyncio.to_thread(fetch, order) for order in orders])

    def book_all():
        with lock:
            return [till.book(item) for item in items]

    return await asyncio.to_thread(book_all)

# %% wrong NOT_ASKED: fetch and till.book written anew
async def async_fetch(order):
    await asyncio.sleep(0.4)
    return order.upper()


async def serve(orders, till):
    items = await asyncio.gather(*(async_fetch(order) for order in orders))
    replies = []
    for item in items:
        await asyncio.sleep(0.1)
        till.number += 1
        replies.append(f"{till.number} {item}")
    return replies

# %% wrong NOT_ASKED: fetch written anew
async def serve(orders, till):
    async def fetch_gently(order):
        await asyncio.sleep(0.4)
        return order.upper()

    items = await asyncio.gather(*(fetch_gently(order) for order in orders))
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong NOT_ASKED: a till of its own
async def serve(orders, till):
    mine = type("Mine", (), {"number": 0})()

    def book(item):
        time.sleep(0.1)
        mine.number += 1
        return f"{mine.number} {item}"

    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [await asyncio.to_thread(book, item) for item in items]

# %% wrong NOT_ASKED: books the orders themselves
async def serve(orders, till):
    await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [await asyncio.to_thread(till.book, order) for order in orders]

# %% wrong NOT_ASKED: each kind of order is fetched once
async def serve(orders, till):
    kinds = list(dict.fromkeys(orders))
    pages = await asyncio.gather(*(asyncio.to_thread(fetch, kind) for kind in kinds))
    found = dict(zip(kinds, pages))
    return [await asyncio.to_thread(till.book, found[order]) for order in orders]

# %% wrong NOT_ASKED: the notebook's four
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders[:4]))
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong NOT_ASKED: fetched twice
async def serve(orders, till):
    await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    replies = []
    for order in orders:
        item = await asyncio.to_thread(fetch, order)
        replies.append(await asyncio.to_thread(till.book, item))
    return replies

# %% wrong WRONG_ORDER: receipts sorted as texts
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return sorted([await asyncio.to_thread(till.book, item) for item in items])

# %% wrong WRONG_ORDER: last order first
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in reversed(orders)))
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong WRONG_ORDER: a pool's as_completed
from concurrent.futures import ThreadPoolExecutor, as_completed


async def serve(orders, till):
    def all_of_it():
        with ThreadPoolExecutor(8) as pool:
            fetches = [pool.submit(fetch, order) for order in orders]
            return [till.book(future.result()) for future in as_completed(fetches)]

    return await asyncio.to_thread(all_of_it)

# %% wrong WRONG_RESULT: the items
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    for item in items:
        await asyncio.to_thread(till.book, item)
    return items

# %% wrong WRONG_RESULT: by order
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return {item: await asyncio.to_thread(till.book, item) for item in items}

# %% wrong RETURNS_AWAITABLE: await dropped before the bookings
async def serve(orders, till):
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [asyncio.to_thread(till.book, item) for item in items]

# %% wrong BOOKS_AT_ONCE: one job an order, each with a lock
import threading


def job(order, till):
    item = fetch(order)
    with threading.Lock():
        return till.book(item)


async def serve(orders, till):
    return await asyncio.gather(*(asyncio.to_thread(job, order, till) for order in orders))

# %% wrong CALLED_TOO_EARLY: only till.book
async def serve(orders, till):
    loop = asyncio.get_running_loop()
    items = await asyncio.gather(*(asyncio.to_thread(fetch, order) for order in orders))
    return [await loop.run_in_executor(None, till.book(item)) for item in items]

# %% wrong LEFT_BEHIND: threads of its own pool, not awaited
from concurrent.futures import ThreadPoolExecutor

fetchers = ThreadPoolExecutor(8)


async def serve(orders, till):
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(8)
    items = await asyncio.gather(*(loop.run_in_executor(pool, fetch, o) for o in orders))
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong BLOCKS_THE_LOOP: sleeps a little
async def serve(orders, till):
    replies = []
    for order in orders:
        future = asyncio.ensure_future(asyncio.to_thread(fetch, order))
        while not future.done():
            time.sleep(0.01)
            await asyncio.sleep(0.01)
        replies.append(await asyncio.to_thread(till.book, future.result()))
    return replies

# %% wrong BLOCKS_THE_LOOP: sleeps meanwhile
async def serve(orders, till):
    loop = asyncio.get_running_loop()
    done = [loop.run_in_executor(None, fetch, order) for order in orders]
    time.sleep(0.5)
    items = await asyncio.gather(*done)
    return [await asyncio.to_thread(till.book, item) for item in items]

# %% wrong NOT_ASYNC: threads, and their results
from concurrent.futures import ThreadPoolExecutor


def serve(orders, till):
    with ThreadPoolExecutor(4) as pool:
        return [till.book(item) for item in pool.map(fetch, orders)]

"""Answers to 02.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: group and positions
async def fetch_all(pages, k):
    texts = [None] * len(pages)
    free = asyncio.BoundedSemaphore(k)

    async def fill(position, page):
        await free.acquire()
        try:
            texts[position] = await fetch(page)
        finally:
            free.release()

    async with asyncio.TaskGroup() as group:
        for position, page in enumerate(pages):
            group.create_task(fill(position, page))
    return texts

# %% right: place taken before the task
async def fetch_all(pages, k):
    places, tasks = asyncio.Semaphore(k), []
    for page in pages:
        await places.acquire()
        tasks.append(asyncio.create_task(fetch(page)))
        tasks[-1].add_done_callback(lambda task: places.release())
    return [await task for task in tasks]

# %% right: wait first completed
async def fetch_all(pages, k):
    tasks, under_way = [], set()
    for page in pages:
        if len(under_way) == k:
            _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        tasks.append(asyncio.create_task(fetch(page)))
        under_way.add(tasks[-1])
    return await asyncio.gather(*tasks)

# %% right: workers and queue
async def fetch_all(pages, k):
    queue, texts = asyncio.Queue(), [""] * len(pages)
    for numbered in enumerate(pages):
        queue.put_nowait(numbered)

    async def worker():
        while not queue.empty():
            number, page = queue.get_nowait()
            texts[number] = await fetch(page)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(k, len(pages))):
            group.create_task(worker())
    return texts

# %% right: workers share an iterator
async def fetch_all(pages, k):
    todo, texts = iter(pages), {}

    async def worker():
        for page in todo:
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

# %% wrong BATCHES
async def fetch_all(pages, k):
    texts = []
    for start in range(0, len(pages), k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[start : start + k]))
    return texts

# %% wrong BATCHES: shares dealt out
async def fetch_all(pages, k):
    texts = {}

    async def worker(share):
        for page in share:
            texts[page] = await fetch(page)

    async with asyncio.TaskGroup() as group:
        for number in range(k):
            group.create_task(worker(pages[number::k]))
    return [texts[page] for page in pages]

# %% wrong BATCHES: waits for the oldest
async def fetch_all(pages, k):
    tasks = []
    for number, page in enumerate(pages):
        if number >= k:
            await tasks[number - k]
        tasks.append(asyncio.create_task(fetch(page)))
    return [await task for task in tasks]

# %% wrong IGNORES_K
async def fetch_all(pages, k):
    places = asyncio.Semaphore(2)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong IGNORES_K: global semaphore
places = asyncio.Semaphore(2)


async def fetch_one(page):
    async with places:
        return await fetch(page)


async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong NOT_FETCHED: first k only
async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch(page) for page in pages[:k]))

# %% wrong NOT_FETCHED: no rest
async def fetch_all(pages, k):
    texts = []
    for n in range(len(pages) // k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[n * k : n * k + k]))
    return texts

# %% wrong NOT_FETCHED: worker takes one
async def fetch_all(pages, k):
    todo, texts = list(pages), {}

    async def worker():
        page = todo.pop(0)
        texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in texts]

# %% wrong NO_RESULT: forgot return
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong NO_RESULT: inner return missing
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong PLACE_NOT_RETURNED
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        await places.acquire()
        return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong PLACE_NOT_RETURNED: after return
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        await places.acquire()
        return await fetch(page)
        places.release()

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch_one(page)) for page in pages]
    return [task.result() for task in tasks]

# %% wrong RETURNS_AWAITABLE: gather
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong RETURNS_AWAITABLE: no await inside
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong SEQUENTIAL_AWAIT
async def fetch_all(pages, k):
    return [await fetch(page) for page in pages]

# %% wrong SEQUENTIAL_AWAIT: lock
async def fetch_all(pages, k):
    lock = asyncio.Lock()

    async def fetch_one(page):
        async with lock:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong SEQUENTIAL_AWAIT: semaphore of one
async def fetch_all(pages, k):
    places = asyncio.Semaphore()

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong SEQUENTIAL_AWAIT: with semaphore
async def fetch_all(pages, k):
    places, texts = asyncio.Semaphore(k), []
    for page in pages:
        async with places:
            texts.append(await fetch(page))
    return texts

# %% wrong TOO_MANY: always five
async def fetch_all(pages, k):
    places = asyncio.Semaphore(5)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong TOO_MANY: off by one
async def fetch_all(pages, k):
    tasks, under_way = [], set()
    for page in pages:
        tasks.append(asyncio.create_task(fetch(page)))
        under_way.add(tasks[-1])
        if len(under_way) > k:
            _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
    return await asyncio.gather(*tasks)

# %% wrong UNBOUNDED
async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch(page) for page in pages))

# %% wrong UNBOUNDED: released before the await
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            coroutine = fetch(page)
        return await coroutine

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong UNBOUNDED: semaphore per call
async def fetch_all(pages, k):
    async def fetch_one(page):
        async with asyncio.Semaphore(k):
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong UNBOUNDED: semaphore round the gather
async def fetch_all(pages, k):
    async with asyncio.Semaphore(k):
        return await asyncio.gather(*(fetch(page) for page in pages))

# %% wrong UNBOUNDED: semaphore round the making
async def fetch_all(pages, k):
    places, tasks = asyncio.Semaphore(k), []
    for page in pages:
        async with places:
            tasks.append(asyncio.create_task(fetch(page)))
    return [await task for task in tasks]

# %% wrong WORKERS_NEVER_END
async def fetch_all(pages, k):
    queue, texts = asyncio.Queue(), {}
    for page in pages:
        await queue.put(page)

    async def worker():
        while True:
            page = await queue.get()
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

# %% wrong WORKERS_NEVER_END: join without task done
async def fetch_all(pages, k):
    queue, texts = asyncio.Queue(), {}
    for page in pages:
        queue.put_nowait(page)

    async def worker():
        while True:
            page = await queue.get()
            texts[page] = await fetch(page)

    workers = [asyncio.create_task(worker()) for _ in range(k)]
    await queue.join()
    for task in workers:
        task.cancel()
    return [texts[page] for page in pages]

# %% wrong WRONG_ORDER: appended
async def fetch_all(pages, k):
    places, texts = asyncio.Semaphore(k), []

    async def fetch_one(page):
        async with places:
            texts.append(await fetch(page))

    await asyncio.gather(*(fetch_one(page) for page in pages))
    return texts

# %% wrong WRONG_ORDER: as completed
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return [await text for text in asyncio.as_completed([fetch_one(page) for page in pages])]

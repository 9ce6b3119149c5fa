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

# %% wrong PLACE_LEFT_EMPTY
async def fetch_all(pages, k):
    texts = []
    for start in range(0, len(pages), k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[start : start + k]))
    return texts

# %% wrong OUT_OF_TURN: shares dealt out
async def fetch_all(pages, k):
    texts = {}

    async def worker(share):
        for page in share:
            texts[page] = await fetch(page)

    async with asyncio.TaskGroup() as group:
        for number in range(k):
            group.create_task(worker(pages[number::k]))
    return [texts[page] for page in pages]

# %% wrong PLACE_LEFT_EMPTY: waits for the oldest
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

# %% wrong NOT_ASKED: first k only
async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch(page) for page in pages[:k]))

# %% wrong NOT_ASKED: no rest
async def fetch_all(pages, k):
    texts = []
    for n in range(len(pages) // k):
        texts += await asyncio.gather(*(fetch(page) for page in pages[n * k : n * k + k]))
    return texts

# %% wrong NOT_ASKED: worker takes one
async def fetch_all(pages, k):
    todo, texts = list(pages), {}

    async def worker():
        page = todo.pop(0)
        texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in texts]

# %% wrong WRONG_RESULT: forgot return
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong WRONG_RESULT: inner return missing
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

# %% wrong TOO_MANY: no bound
async def fetch_all(pages, k):
    return await asyncio.gather(*(fetch(page) for page in pages))

# %% wrong TOO_MANY: released before the await
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            coroutine = fetch(page)
        return await coroutine

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong TOO_MANY: semaphore per call
async def fetch_all(pages, k):
    async def fetch_one(page):
        async with asyncio.Semaphore(k):
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong TOO_MANY: semaphore round the gather
async def fetch_all(pages, k):
    async with asyncio.Semaphore(k):
        return await asyncio.gather(*(fetch(page) for page in pages))

# %% wrong TOO_MANY: semaphore round the making
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

# %% right: next page by a callback
async def fetch_all(pages, k):
    contents, done = [None] * len(pages), asyncio.get_running_loop().create_future()
    todo, left = iter(enumerate(pages)), len(pages)
    kept = set()

    def begin():
        for number, page in todo:
            task = asyncio.create_task(fetch(page))
            kept.add(task)
            task.add_done_callback(lambda task: came(number, task))
            return

    def came(number, task):
        nonlocal left
        contents[number] = task.result()
        left -= 1
        if left == 0:
            done.set_result(None)
        begin()

    for _ in range(k):
        begin()
    await done
    return contents

# %% right: condition counts
async def fetch_all(pages, k):
    changed, under_way = asyncio.Condition(), 0

    async def one(page):
        nonlocal under_way
        try:
            return await fetch(page)
        finally:
            async with changed:
                under_way -= 1
                changed.notify()

    tasks = []
    for page in pages:
        async with changed:
            await changed.wait_for(lambda: under_way < k)
            under_way += 1
        tasks.append(asyncio.create_task(one(page)))
    return [await task for task in tasks]

# %% right: k sentinels end the workers
async def fetch_all(pages, k):
    queue, contents = asyncio.Queue(), {}

    async def worker():
        while (item := await queue.get()) is not None:
            number, page = item
            contents[number] = await fetch(page)

    for item in [*enumerate(pages), *[None] * k]:
        queue.put_nowait(item)
    await asyncio.gather(*(worker() for _ in range(k)))
    return [contents[number] for number in range(len(pages))]

# %% wrong PLACE_LEFT_EMPTY: group after group
async def fetch_all(pages, k):
    texts, todo = [], list(pages)
    while todo:
        now, todo = todo[:k], todo[k:]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(page)) for page in now]
        texts += [task.result() for task in tasks]
    return texts

# %% wrong BUSY_WAIT
async def fetch_all(pages, k):
    under_way, tasks = 0, []

    async def one(page):
        nonlocal under_way
        content = await fetch(page)
        under_way -= 1
        return content

    for page in pages:
        while under_way >= k:
            await asyncio.sleep(0)
        under_way += 1
        tasks.append(asyncio.create_task(one(page)))
    return await asyncio.gather(*tasks)

# %% wrong ERROR: more workers than pages
async def fetch_all(pages, k):
    todo, texts = list(pages), {}

    async def worker():
        page = todo.pop(0)
        texts[page] = await fetch(page)
        while todo:
            page = todo.pop(0)
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

# %% wrong IGNORES_K: made at the first call
places = None


async def fetch_one(page):
    async with places:
        return await fetch(page)


async def fetch_all(pages, k):
    global places
    if places is None:
        places = asyncio.Semaphore(k)
    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong NEVER_AWAITED
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong NEVER_AWAITED: inner function
async def fetch_all(pages, k):
    places, texts = asyncio.Semaphore(k), []

    async def fetch_one(page):
        async with places:
            texts.append(await fetch(page))

    for page in pages:
        fetch_one(page)
    return texts

# %% wrong NOT_ASKED: each page by two workers
async def fetch_all(pages, k):
    texts = {}

    async def worker():
        for page in pages:
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

# %% wrong NOT_ASKED: a dozen at most
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages[:12]))

# %% wrong NOT_AT_ONCE: one place too few
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k - 1)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong NOT_AT_ONCE: never more than six
async def fetch_all(pages, k):
    places = asyncio.Semaphore(min(k, 6))

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong NOT_AT_ONCE: half of them
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k // 2)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong OUT_OF_TURN: last page first
async def fetch_all(pages, k):
    todo, texts = list(pages), {}

    async def worker():
        while todo:
            page = todo.pop()
            texts[page] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

# %% wrong OUT_OF_TURN: halves
async def fetch_all(pages, k):
    size = -(-len(pages) // k)

    async def some(share):
        return [await fetch(page) for page in share]

    shares = [pages[start : start + size] for start in range(0, len(pages), size)]
    texts = await asyncio.gather(*map(some, shares))
    return [text for share in texts for text in share]

# %% wrong PLACE_LEFT_EMPTY: holds the place longer
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            text = await fetch(page)
            await asyncio.sleep(0.1)
        return text

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong PLACE_LEFT_EMPTY: a pause before each page
async def fetch_all(pages, k):
    places, tasks = asyncio.Semaphore(k), []

    async def fetch_one(page):
        try:
            return await fetch(page)
        finally:
            places.release()

    for page in pages:
        await places.acquire()
        tasks.append(asyncio.create_task(fetch_one(page)))
        await asyncio.sleep(0.01)
    return await asyncio.gather(*tasks)

# %% wrong POLLS
async def fetch_all(pages, k):
    tasks = []
    for page in pages:
        while sum(not task.done() for task in tasks) >= k:
            await asyncio.sleep(0.1)
        tasks.append(asyncio.create_task(fetch(page)))
    return await asyncio.gather(*tasks)

# %% wrong POLLS: hundredths of a second
async def fetch_all(pages, k):
    under_way, texts = 0, {}

    async def one(page):
        nonlocal under_way
        while under_way >= k:
            await asyncio.sleep(0.01)
        under_way += 1
        texts[page] = await fetch(page)
        under_way -= 1

    await asyncio.gather(*map(one, pages))
    return [texts[page] for page in pages]

# %% wrong SEQUENTIAL_AWAIT: worker by worker
async def fetch_all(pages, k):
    todo, texts = iter(pages), {}

    async def worker():
        for page in todo:
            texts[page] = await fetch(page)

    for _ in range(k):
        await worker()
    return [texts[page] for page in pages]

# %% wrong TOO_LATE: one more second
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    texts = await asyncio.gather(*(fetch_one(page) for page in pages))
    await asyncio.sleep(1)
    return texts

# %% wrong TOO_LATE: waits for workers that pause
async def fetch_all(pages, k):
    todo, texts = iter(pages), {}

    async def worker():
        for page in todo:
            texts[page] = await fetch(page)
        await asyncio.sleep(0.2)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [texts[page] for page in pages]

# %% wrong TOO_MANY: never fewer than four
async def fetch_all(pages, k):
    places = asyncio.Semaphore(max(k, 4))

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return await asyncio.gather(*(fetch_one(page) for page in pages))

# %% wrong WRONG_ORDER: workers append
async def fetch_all(pages, k):
    todo, texts = iter(pages), []

    async def worker():
        for page in todo:
            texts.append(await fetch(page))

    await asyncio.gather(*(worker() for _ in range(k)))
    return texts

# %% wrong WRONG_TYPE: tuple
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return (*await asyncio.gather(*(fetch_one(page) for page in pages)),)

# %% wrong ZERO_LOST
async def fetch_all(pages, k):
    places = asyncio.Semaphore(k)

    async def fetch_one(page):
        async with places:
            return await fetch(page)

    return [text for text in await asyncio.gather(*(fetch_one(page) for page in pages)) if text]

# %% wrong ZERO_LOST: none means not there yet
async def fetch_all(pages, k):
    todo, texts = iter(enumerate(pages)), [None] * len(pages)

    async def worker():
        for number, page in todo:
            texts[number] = await fetch(page)

    await asyncio.gather(*(worker() for _ in range(k)))
    return [text for text in texts if text is not None]

"""Answers to 09.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a sentinel that is put back
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while True:
            job = items.get()
            if job is end:
                items.put(end)
                return
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    items.put(end)
    for thread in threads:
        thread.join()

# %% right: filled first, then taken until it is empty
def work_all(work, jobs, count):
    items = queue.Queue()
    for job in jobs:
        items.put(job)

    def consume():
        while True:
            try:
                job = items.get_nowait()
            except queue.Empty:
                return
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% right: pairs of a kind and a job
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while True:
            kind, job = items.get()
            if kind == "end":
                break
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    [thread.start() for thread in threads]
    for job in jobs:
        items.put(("job", job))
    for _ in threads:
        items.put(("end", None))
    [thread.join() for thread in threads]

# %% right: join of the queue, then sentinels
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while (job := items.get()) is not end:
            try:
                work(job)
            finally:
                items.task_done()

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    items.join()
    for _ in threads:
        items.put(end)
    for thread in threads:
        thread.join()

# %% wrong WAITS_FOR_EVER: as it was
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while (job := items.get()) is not None:
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    items.put(None)
    for thread in threads:
        thread.join()

# %% wrong WAITS_FOR_EVER: no sentinel
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while True:
            work(items.get())

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    for thread in threads:
        thread.join()

# %% wrong WAITS_FOR_EVER: one sentinel too few
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while (job := items.get()) is not end:
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    for _ in range(count - 1):
        items.put(end)
    for thread in threads:
        thread.join()

# %% wrong JOB_IS_NO_END: None each
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while (job := items.get()) is not None:
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    for _ in range(count):
        items.put(None)
    for thread in threads:
        thread.join()

# %% wrong JOB_IS_NO_END: compared with ==
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while True:
            job = items.get()
            if job == end:
                break
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in [*jobs, *[end] * count]:
        items.put(job)
    for thread in threads:
        thread.join()

# %% wrong JOB_IS_NO_END: falsy jobs end it
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while job := items.get():
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in [*jobs, *[False] * count]:
        items.put(job)
    for thread in threads:
        thread.join()

# %% wrong NOT_ASKED: sentinels first
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while (job := items.get()) is not end:
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for _ in range(count):
        items.put(end)
    for job in jobs:
        items.put(job)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong NOT_ASKED: every thread does all jobs
def work_all(work, jobs, count):
    def consume():
        for job in jobs:
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong NOT_AT_ONCE: joined at once
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while (job := items.get()) is not end:
            work(job)

    for job in jobs:
        items.put(job)
    for _ in range(count):
        items.put(end)
        thread = threading.Thread(target=consume)
        thread.start()
        thread.join()

# %% wrong NOT_AT_ONCE: no threads
def work_all(work, jobs, count):
    for job in jobs:
        work(job)

# %% wrong TOO_MANY: a thread for each job
def work_all(work, jobs, count):
    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong TOO_EARLY: joins nobody
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while (job := items.get()) is not end:
            work(job)

    for _ in range(count):
        threading.Thread(target=consume).start()
    for job in [*jobs, *[end] * count]:
        items.put(job)

# %% wrong TOO_EARLY: waits until the queue is empty
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while True:
            work(items.get())

    for _ in range(count):
        threading.Thread(target=consume, daemon=True).start()
    for job in jobs:
        items.put(job)
    while not items.empty():
        time.sleep(0.5)

# %% wrong LEFT_BEHIND: daemons that wait for more
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while True:
            work(items.get())
            items.task_done()

    for _ in range(count):
        threading.Thread(target=consume, daemon=True).start()
    for job in jobs:
        items.put(job)
    items.join()

# %% wrong TOO_LATE: ends them by a timeout
def work_all(work, jobs, count):
    items = queue.Queue()

    def consume():
        while True:
            try:
                job = items.get(timeout=2)
            except queue.Empty:
                return
            work(job)

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in jobs:
        items.put(job)
    for thread in threads:
        thread.join()

# %% wrong IS_ASYNC: a coroutine function
async def work_all(work, jobs, count):
    limit = asyncio.Semaphore(count)

    async def one(job):
        async with limit:
            await asyncio.to_thread(work, job)

    await asyncio.gather(*(one(job) for job in jobs))

# %% wrong BUSY_WAIT: asks until all are done
def work_all(work, jobs, count):
    items, done = queue.Queue(), []
    for job in jobs:
        items.put(job)

    def consume():
        while not items.empty():
            work(items.get())
        done.append(1)

    for _ in range(count):
        threading.Thread(target=consume).start()
    while len(done) < count:
        time.sleep(0)

# %% wrong RACE: asks whether it is empty, and takes then
def work_all(work, jobs, count):
    items = queue.Queue()
    for job in jobs:
        items.put(job)

    def consume():
        while not items.empty():
            work(items.get())

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong RACE: an index that threads share
def work_all(work, jobs, count):
    jobs, following = list(jobs), 0

    def consume():
        nonlocal following
        while following < len(jobs):
            mine = following
            following += 1
            work(jobs[mine])

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong RACE: a count of what is left
def work_all(work, jobs, count):
    items = queue.Queue()
    for job in jobs:
        items.put(job)
    left = items.qsize()

    def consume():
        nonlocal left
        while left > 0:
            left -= 1
            work(items.get())

    threads = [threading.Thread(target=consume) for _ in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

# %% wrong THREAD_FAILS: task_done once too often
def work_all(work, jobs, count):
    items, end = queue.Queue(), object()

    def consume():
        while (job := items.get()) is not end:
            work(job)
            items.task_done()
        items.task_done()
        items.task_done()

    threads = [threading.Thread(target=consume) for _ in range(count)]
    for thread in threads:
        thread.start()
    for job in [*jobs, *[end] * count]:
        items.put(job)
    for thread in threads:
        thread.join()

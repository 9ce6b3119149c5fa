"""Answers to 11.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a pool of one thread
def handle_all(handle, items):
    with ThreadPoolExecutor(1) as pool:
        for item in items:
            pool.submit(handle, item)

# %% right: a list in place of a queue
def handle_all(handle, items):
    def work():
        for item in items:
            handle(item)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

# %% right: an event beside the queue
def handle_all(handle, items):
    jobs = queue.Queue()
    for item in items:
        jobs.put(item)

    def work():
        while True:
            try:
                item = jobs.get_nowait()
            except queue.Empty:
                return
            handle(item)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    thread.join()

# %% right: items in tuples
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while job := jobs.get():
            handle(*job)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    for item in items:
        jobs.put((item,))
    jobs.put(())
    thread.join()

# %% wrong STUCK_AT_EXIT: as it was
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while True:
            handle(jobs.get())

    threading.Thread(target=work, name="worker").start()
    for item in items:
        jobs.put(item)

# %% wrong STUCK_AT_EXIT: joined without an end
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while True:
            handle(jobs.get())

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    for item in items:
        jobs.put(item)
    thread.join()

# %% wrong LOST: a daemon
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while True:
            handle(jobs.get())

    threading.Thread(target=work, name="worker", daemon=True).start()
    for item in items:
        jobs.put(item)

# %% wrong LOST: not joined
def handle_all(handle, items):
    jobs = queue.Queue()
    end = object()

    def work():
        while (item := jobs.get()) is not end:
            handle(item)

    threading.Thread(target=work, name="worker").start()
    for item in [*items, end]:
        jobs.put(item)

# %% wrong ITEM_LOST: None ends it
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while (item := jobs.get()) is not None:
            handle(item)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    for item in [*items, None]:
        jobs.put(item)
    thread.join()

# %% wrong ITEM_LOST: what is false ends it
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while item := jobs.get():
            handle(item)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    for item in [*items, ""]:
        jobs.put(item)
    thread.join()

# %% wrong ON_THE_CALLERS_THREAD: no thread
def handle_all(handle, items):
    for item in items:
        handle(item)

# %% wrong ON_THE_CALLERS_THREAD: called at once
def handle_all(handle, items):
    for item in items:
        thread = threading.Thread(target=handle(item))

# %% wrong WRONG_ORDER: the last one first
def handle_all(handle, items):
    jobs = queue.LifoQueue()
    end = object()
    for item in [end, *items]:
        jobs.put(item)

    def work():
        while (item := jobs.get()) is not end:
            handle(item)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    thread.join()

# %% wrong NOT_ONCE_EACH: the end is handled
def handle_all(handle, items):
    jobs = queue.Queue()
    end = object()

    def work():
        item = None
        while item is not end:
            item = jobs.get()
            handle(item)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    for item in [*items, end]:
        jobs.put(item)
    thread.join()

# %% wrong LEFT_BEHIND: a daemon, and a queue that is joined
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while True:
            handle(jobs.get())
            jobs.task_done()

    threading.Thread(target=work, name="worker", daemon=True).start()
    for item in items:
        jobs.put(item)
    jobs.join()

# %% wrong TOO_LATE: a timeout ends it
def handle_all(handle, items):
    jobs = queue.Queue()

    def work():
        while True:
            try:
                item = jobs.get(timeout=5)
            except queue.Empty:
                return
            handle(item)

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    for item in items:
        jobs.put(item)
    thread.join()

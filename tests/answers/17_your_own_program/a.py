"""Answers to 17.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: handed on
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            order = desk.get()
            if order is None:
                desk.put(None)  # for the next one
                return
            handle(order)

    for order in orders:
        desk.put(order)
    desk.put(None)
    threads = [threading.Thread(target=clerk) for _ in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% right: a pool
def handle_all(orders, handle, clerks):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(clerks) as pool:
        list(pool.map(handle, orders))

# %% right: get_nowait
def handle_all(orders, handle, clerks):
    desk = queue.Queue()
    for order in orders:
        desk.put(order)

    def clerk():
        while True:
            try:
                order = desk.get_nowait()
            except queue.Empty:
                return
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% right: an object of its own, after join
def handle_all(orders, handle, clerks):
    desk, closed = queue.Queue(), object()

    def clerk():
        while True:
            order = desk.get()
            if order is closed:
                break
            handle(order)
            desk.task_done()

    threads = []
    for number in range(clerks):
        thread = threading.Thread(target=clerk, name=f"clerk {number}")
        thread.start()
        threads.append(thread)
    for order in orders:
        desk.put(order)
    desk.join()
    for _ in threads:
        desk.put(closed)
    for thread in threads:
        thread.join()

# %% right: a lock and an iterator
def handle_all(orders, handle, clerks):
    waiting, lock = iter(orders), threading.Lock()

    def clerk():
        while True:
            with lock:
                order = next(waiting, None)
            if order is None:
                return
            handle(order)

    threads = [threading.Thread(target=clerk) for _ in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong WAITS_FOR_EVER: joined and not told
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            handle(desk.get())
            desk.task_done()

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in orders:
        desk.put(order)
    desk.join()
    for thread in threads:
        thread.join()

# %% wrong WAITS_FOR_EVER: one None for all
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while (order := desk.get()) is not None:
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in orders:
        desk.put(order)
    desk.put(None)
    for thread in threads:
        thread.join()

# %% wrong WAITS_FOR_EVER: the end is never marked as done
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while (order := desk.get()) is not None:
            handle(order)
            desk.task_done()

    for number in range(clerks):
        threading.Thread(target=clerk, name=f"clerk {number}").start()
    for order in orders:
        desk.put(order)
    for _ in range(clerks):
        desk.put(None)
    desk.join()

# %% wrong WAITS_FOR_EVER: an event that nobody looks at while it waits
def handle_all(orders, handle, clerks):
    desk, over = queue.Queue(), threading.Event()

    def clerk():
        while not over.is_set():
            handle(desk.get())
            desk.task_done()

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in orders:
        desk.put(order)
    desk.join()
    over.set()
    for thread in threads:
        thread.join()

# %% wrong LEFT_BEHIND: as it was
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            handle(desk.get())
            desk.task_done()

    for number in range(clerks):
        threading.Thread(target=clerk, name=f"clerk {number}").start()
    for order in orders:
        desk.put(order)
    desk.join()

# %% wrong LEFT_BEHIND: daemons
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            handle(desk.get())
            desk.task_done()

    for number in range(clerks):
        threading.Thread(target=clerk, name=f"clerk {number}", daemon=True).start()
    for order in orders:
        desk.put(order)
    desk.join()

# %% wrong LEFT_BEHIND: one None for all, not joined
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while (order := desk.get()) is not None:
            handle(order)
            desk.task_done()
        desk.task_done()

    for number in range(clerks):
        threading.Thread(target=clerk, name=f"clerk {number}", daemon=True).start()
    for order in orders:
        desk.put(order)
    desk.put(None)
    desk.join()

# %% wrong TOO_EARLY: told, not joined
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while (order := desk.get()) is not None:
            handle(order)

    for number in range(clerks):
        threading.Thread(target=clerk, name=f"clerk {number}").start()
    for order in orders:
        desk.put(order)
    for _ in range(clerks):
        desk.put(None)

# %% wrong TOO_EARLY: daemons, not joined
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            handle(desk.get())

    for number in range(clerks):
        threading.Thread(target=clerk, name=f"clerk {number}", daemon=True).start()
    for order in orders:
        desk.put(order)

# %% wrong TOO_EARLY: a pool that does not wait
def handle_all(orders, handle, clerks):
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(clerks)
    for order in orders:
        pool.submit(handle, order)
    pool.shutdown(wait=False)

# %% wrong TOO_LATE: a time limit ends them
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            try:
                order = desk.get(timeout=2)
            except queue.Empty:
                return
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in orders:
        desk.put(order)
    for thread in threads:
        thread.join()

# %% wrong POLLS: a short time limit, and an event
def handle_all(orders, handle, clerks):
    desk, over = queue.Queue(), threading.Event()

    def clerk():
        while not over.is_set():
            try:
                order = desk.get(timeout=0.1)
            except queue.Empty:
                continue
            handle(order)
            desk.task_done()

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in orders:
        desk.put(order)
    desk.join()
    over.set()
    for thread in threads:
        thread.join()

# %% wrong RACE: asks whether it is empty
def handle_all(orders, handle, clerks):
    desk = queue.Queue()
    for order in orders:
        desk.put(order)

    def clerk():
        while not desk.empty():
            handle(desk.get())

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong RACE: asks how many there are
def handle_all(orders, handle, clerks):
    desk = queue.Queue()
    for order in orders:
        desk.put(order)

    def clerk():
        while desk.qsize() > 0:
            order = desk.get()
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong ZERO_LOST: an order counts as the end
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while order := desk.get():
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in [*orders, *[None] * clerks]:
        desk.put(order)
    for thread in threads:
        thread.join()

# %% wrong ZERO_LOST: equal to the mark
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        while True:
            order = desk.get()
            if order == "":
                break
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in orders:
        desk.put(order)
    for _ in threads:
        desk.put("")
    for thread in threads:
        thread.join()

# %% wrong NOT_ASKED: the end is handled, too
def handle_all(orders, handle, clerks):
    desk = queue.Queue()

    def clerk():
        order = "begin"
        while order is not None:
            order = desk.get()
            handle(order)

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for order in [*orders, *[None] * clerks]:
        desk.put(order)
    for thread in threads:
        thread.join()

# %% wrong NOT_ASKED: one order for each clerk
def handle_all(orders, handle, clerks):
    desk = queue.Queue()
    for order in orders:
        desk.put(order)

    def clerk():
        if not desk.empty():
            handle(desk.get())

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong TOO_MANY: a thread for each order
def handle_all(orders, handle, clerks):
    threads = [threading.Thread(target=handle, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong NOT_AT_ONCE: joined at once
def handle_all(orders, handle, clerks):
    for order in orders:
        thread = threading.Thread(target=handle, args=(order,))
        thread.start()
        thread.join()

# %% wrong NOT_AT_ONCE: handled under the lock
def handle_all(orders, handle, clerks):
    waiting, lock = list(orders), threading.Lock()

    def clerk():
        while True:
            with lock:
                if not waiting:
                    return
                handle(waiting.pop(0))

    threads = [threading.Thread(target=clerk, name=f"clerk {n}") for n in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong ON_THE_CALLERS_THREAD: no threads
def handle_all(orders, handle, clerks):
    for order in orders:
        handle(order)

# %% wrong ON_THE_CALLERS_THREAD: called, not handed over
def handle_all(orders, handle, clerks):
    desk = queue.Queue()
    for order in [*orders, *[None] * clerks]:
        desk.put(order)

    def clerk():
        while (order := desk.get()) is not None:
            handle(order)

    threads = [threading.Thread(target=clerk()) for _ in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% right: a semaphore, and a thread for each order
def handle_all(orders, handle, clerks):
    places = threading.Semaphore(clerks)

    def clerk(order):
        with places:
            handle(order)

    threads = [threading.Thread(target=clerk, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong CLERK_IDLE: dealt out beforehand
def handle_all(orders, handle, clerks):
    def clerk(number):
        for order in orders[number::clerks]:
            handle(order)

    threads = [threading.Thread(target=clerk, args=(n,)) for n in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% wrong CLERK_IDLE: as many at a time as there are clerks
def handle_all(orders, handle, clerks):
    for first in range(0, len(orders), clerks):
        threads = [
            threading.Thread(target=handle, args=(order,))
            for order in orders[first : first + clerks]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

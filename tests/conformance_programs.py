"""Small threaded programs whose result does not depend on the schedule.

Each is a function without arguments that returns a value: the same under real threads and under
anything that stands in for them. Timeouts are short, and only ever run out where nobody comes.
"""

import concurrent.futures
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

__all__ = ["PROGRAMS"]

SHORT = 0.01  # seconds until a wait that must run out has run out
LONG = 60  # seconds that a wait which is answered never takes

PROGRAMS = []


def program(function):
    """Add a function to the programs."""
    PROGRAMS.append(function)
    return function


def in_threads(*targets):
    """Run the functions in threads, to their ends; return the threads."""
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return threads


def outcome(call, *args, **kwargs):
    """What a call returns, or the name of what it raises."""
    try:
        return call(*args, **kwargs)
    except Exception as error:
        return type(error).__name__


@program
def lock_keeps_updates():
    lock, total = threading.Lock(), [0]

    def add():
        for _ in range(3):
            with lock:
                total[0] = (total[0], time.sleep(0))[0] + 1

    in_threads(add, add)
    return total[0]


@program
def lock_acquire_forms():
    lock, results = threading.Lock(), []

    def other():
        results.append([lock.acquire(blocking=False), lock.acquire(timeout=SHORT), lock.locked()])

    with lock:
        in_threads(other)
    results.append([lock.locked(), lock.acquire(timeout=LONG), lock.release()])
    return results


@program
def lock_mistakes():
    lock = threading.Lock()
    return [
        outcome(lock.release),
        outcome(lock.acquire, timeout=-5),
        outcome(lock.acquire, False, 1),
        lock.locked(),
    ]


@program
def lock_released_by_another_thread():
    lock = threading.Lock()
    lock.acquire()
    thread = threading.Thread(target=lambda: (time.sleep(SHORT), lock.release()))
    thread.start()
    got = lock.acquire(timeout=LONG)
    thread.join()
    return got


@program
def rlock_counts():
    lock, results = threading.RLock(), []

    def other():
        results.append([lock.acquire(blocking=False), lock.acquire(timeout=SHORT)])
        results.append(outcome(lock.release))

    with lock, lock:
        in_threads(other)
    in_threads(lambda: results.append([lock.acquire(), lock.acquire(), lock.release()]))
    return [*results, outcome(lock.release) if not lock.acquire(False) else "acquired"]


@program
def condition_hands_over():
    condition, items, got = threading.Condition(), [], []

    def consume():
        with condition:
            while not items:
                condition.wait()
            got.append(items.pop())

    def produce():
        for number in (1, 2):
            with condition:
                items.append(number)
                condition.notify_all()

    in_threads(consume, consume, produce)
    return sorted(got)


@program
def condition_on_a_reentrant_lock_is_released_by_wait():
    condition, ready = threading.Condition(threading.RLock()), []

    def wait():
        with condition, condition:
            return condition.wait_for(lambda: ready, timeout=LONG)

    def notify():
        with condition:
            ready.append("ready")
            condition.notify()

    results = []
    in_threads(lambda: results.append(wait()), notify)
    return results


@program
def condition_timeouts_and_mistakes():
    condition = threading.Condition(threading.Lock())
    with condition:
        results = [condition.wait(SHORT), condition.wait_for(lambda: "", SHORT)]
    return [*results, outcome(condition.wait), outcome(condition.notify)]


@program
def event_opens_for_all():
    event, results = threading.Event(), []
    results.append(event.wait(SHORT))
    in_threads(
        lambda: results.append(event.wait()), lambda: results.append(event.wait(LONG)), event.set
    )
    event.clear()
    return results, event.wait(SHORT), event.is_set()


@program
def semaphore_lets_two_in():
    semaphore, inside, most = threading.Semaphore(2), [], []

    def enter():
        with semaphore:
            inside.append(1)
            most.append(len(inside) <= 2)
            time.sleep(SHORT)
            inside.pop()

    in_threads(enter, enter, enter)
    results = [semaphore.acquire(), semaphore.acquire(timeout=SHORT), semaphore.acquire(False)]
    return most, results, semaphore.acquire(timeout=SHORT)


@program
def bounded_semaphore_counts_releases():
    semaphore = threading.BoundedSemaphore(1)
    return [
        semaphore.acquire(),
        semaphore.acquire(timeout=SHORT),
        semaphore.release(),
        outcome(semaphore.release),
    ]


@program
def barrier_gathers():
    action, numbers = [], []
    barrier = threading.Barrier(3, action=lambda: action.append("once"))
    in_threads(*[lambda: numbers.append(barrier.wait())] * 3)
    return sorted(numbers), action, barrier.n_waiting


@program
def barrier_breaks():
    barrier = threading.Barrier(2)
    results = [outcome(barrier.wait, SHORT), barrier.broken, outcome(barrier.wait)]
    barrier.reset()
    in_threads(*[lambda: results.append(barrier.wait() in (0, 1))] * 2)
    return results


@program
def queue_is_first_in_first_out():
    items, got = queue.Queue(maxsize=1), []

    def produce():
        for number in range(4):
            items.put(number)
        items.put(None)

    def consume():
        while (item := items.get()) is not None:
            got.append(item)

    in_threads(produce, consume)
    return got


@program
def queue_timeouts():
    items = queue.Queue(maxsize=1)
    results = [outcome(items.get, timeout=SHORT), outcome(items.get_nowait), items.put(1)]
    results += [outcome(items.put, 2, timeout=SHORT), outcome(items.put_nowait, 2)]
    return [*results, items.get(), outcome(items.get, timeout=-1), items.qsize(), items.empty()]


@program
def queue_join_waits_for_task_done():
    items, done = queue.Queue(), []

    def consume():
        for _ in range(2):
            items.get()
            time.sleep(SHORT)
            done.append("done")
            items.task_done()

    items.put(1), items.put(2)
    thread = threading.Thread(target=consume)
    thread.start()
    items.join()
    result = list(done)
    thread.join()
    return result, outcome(items.task_done)


@program
def lifo_and_priority_queues_sort():
    results = []
    for kind in (queue.LifoQueue, queue.PriorityQueue):
        items = kind()
        in_threads(lambda items=items: [items.put(n) for n in (2, 3, 1)])
        results.append([items.get() for _ in range(3)])
        results.append(outcome(items.get, timeout=SHORT))
    return results


@program
def simple_queue_hands_over():
    items, got = queue.SimpleQueue(), []
    in_threads(
        lambda: got.append([items.get(), items.get(timeout=LONG)]),
        lambda: [items.put(number) for number in (1, 2)],
    )
    return got, outcome(items.get, timeout=SHORT), outcome(items.get_nowait), items.empty()


@program
def pool_gives_results_and_errors():
    with ThreadPoolExecutor(2) as pool:
        squares = list(pool.map(lambda number: (time.sleep(SHORT), number**2)[1], range(4)))
        failed = pool.submit(lambda: 1 / 0)
        results = [outcome(failed.result), type(failed.exception()).__name__, failed.done()]
    return squares, results, outcome(pool.submit, int)


@program
def pool_initializer_and_names():
    local = threading.local()

    def begin(value):
        local.value = value

    with ThreadPoolExecutor(1, "worker", begin, ("set",)) as pool:
        return pool.submit(lambda: (local.value, threading.current_thread().name)).result()


@program
def future_timeout_and_cancel():
    release = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        first, second = pool.submit(release.wait), pool.submit(int)
        results = [outcome(first.result, timeout=SHORT), first.cancelled(), second.cancel()]
        release.set()
        results += [first.result(), outcome(second.result)]
    return results


@program
def futures_wait_and_as_completed():
    release = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        slow, fast = pool.submit(release.wait), pool.submit(int, "7")
        done, pending = concurrent.futures.wait({slow, fast}, return_when="FIRST_COMPLETED")
        results = [done == {fast}, pending == {slow}]
        results.append(outcome(list, concurrent.futures.as_completed([slow], timeout=SHORT)))
        threading.Thread(target=release.set).start()
        return [*results, [future.result() for future in concurrent.futures.as_completed([slow])]]


@program
def thread_join_and_state():
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    results = [thread.is_alive(), outcome(thread.join), thread.start(), thread.join(SHORT)]
    results += [thread.is_alive(), outcome(thread.start), release.set(), thread.join()]
    return [*results, thread.is_alive(), thread.join(), outcome(threading.current_thread().join)]


@program
def thread_subclass_and_timer():
    class Worker(threading.Thread):
        def run(self):
            time.sleep(SHORT)
            self.result = super().run()

    log = []
    worker = Worker(target=lambda: log.append("target"))
    worker.start(), worker.join()
    timer, cancelled = (
        threading.Timer(SHORT, log.append, ["timer"]),
        threading.Timer(LONG, log.clear),
    )
    timer.start(), cancelled.start(), cancelled.cancel()
    timer.join(), cancelled.join()
    return log, worker.result

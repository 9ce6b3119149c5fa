"""Answers to 05.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a slot for each
def fetch_all(fetch, names):
    slots = [None] * len(names)

    def fill(place):
        try:
            slots[place] = (fetch(names[place]), None)
        except Exception as error:
            slots[place] = (None, error)

    threads = [threading.Thread(target=fill, args=(place,)) for place in range(len(names))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    errors = [error for _, error in slots if error is not None]
    if errors:
        raise ExceptionGroup(f"{len(errors)} failed", errors)
    return [value for value, _ in slots]

# %% right: asyncio in a script
import asyncio


def fetch_all(fetch, names):
    async def main():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(names) or 1))
        jobs = (asyncio.to_thread(fetch, name) for name in names)
        return await asyncio.gather(*jobs, return_exceptions=True)

    outcomes = asyncio.run(main())
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return outcomes

# %% right: futures
def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=max(1, len(names))) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% right: map of pairs
def fetch_all(fetch, names):
    def attempt(name):
        try:
            return fetch(name), []
        except Exception as error:
            return None, [error]

    with ThreadPoolExecutor(len(names) + 1) as pool:
        pairs = list(pool.map(attempt, names))
    if errors := sum((failed for _, failed in pairs), []):
        raise ExceptionGroup("several", errors)
    return [page for page, _ in pairs]

# %% right: queue
from queue import Queue


def fetch_all(fetch, names):
    outcomes = Queue()

    def deliver(place, name):
        try:
            outcomes.put((place, True, fetch(name)))
        except Exception as error:
            outcomes.put((place, False, error))

    threads = [threading.Thread(target=deliver, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    got = sorted((outcomes.get() for _ in threads), key=lambda outcome: outcome[0])
    for thread in threads:
        thread.join()
    errors = [value for _, good, value in got if not good]
    if errors:
        raise ExceptionGroup("some failed", errors)
    return [value for _, _, value in got]

# %% right: result in try
def fetch_all(fetch, names):
    if not names:
        return []
    pages, errors = [], []
    with ThreadPoolExecutor(max_workers=len(names)) as pool:
        for future in [pool.submit(fetch, name) for name in names]:
            try:
                pages.append(future.result())
            except Exception as error:
                errors.append(error)
    if errors:
        raise ExceptionGroup("errors", errors)
    return pages

# %% right: thread class
class Fetcher(threading.Thread):
    def __init__(self, fetch, name):
        super().__init__()
        self.fetch, self.what, self.value, self.error = fetch, name, None, None

    def run(self):
        try:
            self.value = self.fetch(self.what)
        except Exception as error:
            self.error = error


def fetch_all(fetch, names):
    fetchers = [Fetcher(fetch, name) for name in names]
    for fetcher in fetchers:
        fetcher.start()
    for fetcher in fetchers:
        fetcher.join()
    if errors := [fetcher.error for fetcher in fetchers if fetcher.error]:
        raise ExceptionGroup("some failed", errors)
    return [fetcher.value for fetcher in fetchers]

# %% right: uses up the names
def fetch_all(fetch, names):
    order, found, errors, threads = list(names), {}, {}, []

    def one(name):
        try:
            found[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    while names:
        threads.append(threading.Thread(target=one, args=(names.pop(),)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in order if name in errors])
    return [found[name] for name in order]

# %% wrong BUSY_WAIT: on the clock
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
        began = time.monotonic()
        while not all(job.done() for job in jobs) and time.monotonic() - began < 3600:
            pass
    return [job.result() for job in jobs]

# %% wrong BUSY_WAIT: sleeps for nothing
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
        while not all(job.done() for job in jobs):
            time.sleep(0)
    return [job.result() for job in jobs]

# %% wrong DONE_TWICE
def fetch_all(fetch, names):
    threads = [threading.Thread(target=fetch, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [fetch(name) for name in names]

# %% wrong ERROR
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return pool.map(fetch, names).result()

# %% wrong ERRORS_AS_RESULTS
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    return [job.exception() or job.result() for job in jobs]

# %% wrong ERRORS_AS_RESULTS: gather
import asyncio


def fetch_all(fetch, names):
    async def main():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(names) or 1))
        jobs = [asyncio.to_thread(fetch, name) for name in names]
        return await asyncio.gather(*jobs, return_exceptions=True)

    return asyncio.run(main())

# %% wrong ERRORS_MISSING: first in a group
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    try:
        return [job.result() for job in jobs]
    except Exception as error:
        raise ExceptionGroup("not all were fetched", [error])

# %% wrong ERRORS_MISSING: one of each type
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = {}
    for job in jobs:
        if job.exception() is not None:
            errors.setdefault(type(job.exception()), job.exception())
    if errors:
        raise ExceptionGroup("not all were fetched", list(errors.values()))
    return [job.result() for job in jobs]

# %% wrong ERRORS_MISSING: others in their place
def fetch_all(fetch, names):
    results, errors = {}, []

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors.append(RuntimeError(f"{name}: {error}"))

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", errors)
    return [results[name] for name in names]

# %% wrong ERRORS_MISSING: some types
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(place, name):
        try:
            results[place] = fetch(name)
        except (OSError, LookupError) as error:
            errors[place] = error

    threads = [threading.Thread(target=keep, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("not all were fetched", [errors[place] for place in sorted(errors)])
    return [results[place] for place in sorted(results)]

# %% wrong ERRORS_MISSING: task group
import asyncio


def fetch_all(fetch, names):
    async def main():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(names) or 1))
        async with asyncio.TaskGroup() as group:
            jobs = [group.create_task(asyncio.to_thread(fetch, name)) for name in names]
        return [job.result() for job in jobs]

    return asyncio.run(main())

# %% wrong ERROR_LOST: futures not asked
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    return [job.result() for job in jobs if job.exception() is None]

# %% wrong ERROR_LOST: join in try
def fetch_all(fetch, names):
    results, errors = {}, []

    def keep(place, name):
        results[place] = fetch(name)

    threads = [threading.Thread(target=keep, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        try:
            thread.join()
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [results[place] for place in sorted(results)]

# %% wrong ERROR_LOST: key error
def fetch_all(fetch, names):
    results = {}

    def keep(name):
        results[name] = fetch(name)

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[name] for name in names]

# %% wrong ERROR_LOST: raised in the thread
def fetch_all(fetch, names):
    results = [None] * len(names)

    def keep(place, name):
        errors = []
        try:
            results[place] = fetch(name)
        except Exception as error:
            errors.append(error)
        if errors:
            raise ExceptionGroup("not fetched", errors)

    threads = [threading.Thread(target=keep, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong ERROR_NOT_DELIVERED
from queue import Queue


def fetch_all(fetch, names):
    results = Queue()
    for name in names:
        threading.Thread(target=lambda name=name: results.put((name, fetch(name)))).start()
    got = dict(results.get() for _ in names)
    return [got[name] for name in names]

# %% wrong FAILS_ON_NOTHING
def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=len(names)) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong GIVES_UP
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
        errors = [job.exception(timeout=60) for job in jobs]
    if errors := [error for error in errors if error is not None]:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong GIVES_UP: map
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return list(pool.map(fetch, names, timeout=30))

# %% wrong GROUP_IN_A_GROUP
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = ExceptionGroup(name, [error])

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results[name] for name in names]

# %% wrong GROUP_IN_A_GROUP: one after the other
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    group = None
    for job in jobs:
        if error := job.exception():
            group = ExceptionGroup("failed", [group, error] if group else [error])
    if group:
        raise group
    return [job.result() for job in jobs]

# %% wrong IS_ASYNC
import asyncio


async def fetch_all(fetch, names):
    async with asyncio.TaskGroup() as group:
        jobs = [group.create_task(asyncio.to_thread(fetch, name)) for name in names]
    return [job.result() for job in jobs]

# %% wrong LATE_BINDING
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep():
        time.sleep(0)
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    threads = []
    for name in names:
        threads.append(threading.Thread(target=keep))
        threads[-1].start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", list(errors.values()))
    return [results.get(name) for name in names]

# %% wrong LATE_BINDING: lambda
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = []
        for name in names:
            jobs.append(pool.submit(lambda: (time.sleep(0), fetch(name))[1]))
    return [job.result() for job in jobs]

# %% wrong LEFT_BEHIND: join some
def fetch_all(fetch, names):
    results = {}

    def keep(name):
        results[name] = fetch(name)

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=0.5)
    return [results[name] for name in names if name in results]

# %% wrong LEFT_BEHIND: join with a limit
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results.get(name) for name in names]

# %% wrong LEFT_BEHIND: no join
def fetch_all(fetch, names):
    results = []
    for name in names:
        threading.Thread(target=lambda name=name: results.append(fetch(name))).start()
    return results

# %% wrong LEFT_BEHIND: pool never closed
def fetch_all(fetch, names):
    pool = ThreadPoolExecutor(len(names) or 1)
    jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong LEFT_BEHIND: raises at the first error
def fetch_all(fetch, names):
    pool = ThreadPoolExecutor(len(names) or 1)
    try:
        return [job.result() for job in [pool.submit(fetch, name) for name in names]]
    finally:
        pool.shutdown(wait=False)

# %% wrong NOT_ASKED: one left out
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) + 1) as pool:
        jobs = [pool.submit(fetch, names[place]) for place in range(1, len(names))]
        jobs.append(pool.submit(str, "map of Oslo"))
    return [job.result() for job in jobs]

# %% wrong NOT_ASKED: typed in
def fetch_all(fetch, names):
    def fetch(name):
        time.sleep(0.1)
        return f"map of {name}"

    with ThreadPoolExecutor(len(names) or 1) as pool:
        return list(pool.map(fetch, names))

# %% wrong NOT_AT_ONCE: called at once
def fetch_all(fetch, names):
    results = []
    threads = [threading.Thread(target=results.append, args=(fetch(name),)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong NOT_AT_ONCE: join in the loop
def fetch_all(fetch, names):
    results, errors = [], []

    def keep(name):
        try:
            results.append(fetch(name))
        except Exception as error:
            errors.append(error)

    for name in names:
        thread = threading.Thread(target=keep, args=(name,))
        thread.start()
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", errors)
    return results

# %% wrong NOT_AT_ONCE: loop
def fetch_all(fetch, names):
    results, errors = [], []
    for name in names:
        try:
            results.append(fetch(name))
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("some failed", errors)
    return results

# %% wrong NOT_AT_ONCE: result in the loop
def fetch_all(fetch, names):
    with ThreadPoolExecutor(20) as pool:
        return [pool.submit(fetch, name).result() for name in names]

# %% wrong NO_GROUP: first result
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    return [job.result() for job in jobs]

# %% wrong NO_GROUP: map
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return list(pool.map(fetch, names))

# %% wrong NO_GROUP: only one
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong NO_GROUP: the last
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    error = None
    for job in jobs:
        error = job.exception() or error
    if error:
        raise error
    return [job.result() for job in jobs]

# %% wrong POLLS
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.01)
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results[name] for name in names]

# %% wrong STUCK: busy wait
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        pass
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results[name] for name in names]

# %% wrong STUCK: busy wait that counts
def fetch_all(fetch, names):
    results = {}

    def keep(name):
        results[name] = fetch(name)

    for name in names:
        threading.Thread(target=keep, args=(name,)).start()
    while len(results) < len(names):
        continue
    return [results[name] for name in names]

# %% wrong NOT_AT_ONCE: batches
def fetch_all(fetch, names):
    jobs = []
    for first in range(0, len(names), 50):
        with ThreadPoolExecutor(50) as pool:
            jobs += [pool.submit(fetch, name) for name in names[first : first + 50]]
    if errors := [job.exception() for job in jobs if job.exception()]:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong NOT_AT_ONCE: default pool
def fetch_all(fetch, names):
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong NOT_AT_ONCE: pool of 32
def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=32) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong NOT_AT_ONCE: semaphore
def fetch_all(fetch, names):
    results, errors, places = {}, {}, threading.Semaphore(100)

    def keep(name):
        with places:
            try:
                results[name] = fetch(name)
            except Exception as error:
                errors[name] = error

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results[name] for name in names]

# %% wrong NO_GROUP: and a pool of ten
def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=10) as pool:
        return list(pool.map(fetch, names))

# %% wrong TOO_LATE
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
        while not all(job.done() for job in jobs):
            time.sleep(10)
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong TOO_LATE: sleeps long enough
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    for name in names:
        threading.Thread(target=keep, args=(name,)).start()
    time.sleep(1000)
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results[name] for name in names]

# %% wrong WRONG_ORDER: as completed
from concurrent.futures import as_completed


def fetch_all(fetch, names):
    results, errors = [], []
    with ThreadPoolExecutor(len(names) or 1) as pool:
        for job in as_completed([pool.submit(fetch, name) for name in names]):
            if error := job.exception():
                errors.append(error)
            else:
                results.append(job.result())
    if errors:
        raise ExceptionGroup("some failed", errors)
    return results

# %% wrong WRONG_ORDER: errors only
def fetch_all(fetch, names):
    results, errors = {}, []

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", errors)
    return [results[name] for name in names]

# %% wrong WRONG_ORDER: sorted by name
def fetch_all(fetch, names):
    results = {}

    def keep(name):
        results[name] = fetch(name)

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[name] for name in sorted(results)]

# %% wrong WRONG_RESULT: futures
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return [pool.submit(fetch, name) for name in names]

# %% wrong WRONG_RESULT: joins only
def fetch_all(fetch, names):
    threads = [threading.Thread(target=fetch, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    return [thread.join() for thread in threads]

# %% wrong WRONG_RESULT: pairs
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return list(zip(names, pool.map(fetch, names)))

# %% wrong WRONG_TYPE: dict
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = {name: pool.submit(fetch, name) for name in names}
    errors = [job.exception() for job in jobs.values() if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return {name: job.result() for name, job in jobs.items()}

# %% wrong WRONG_TYPE: forgot return
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)

# %% wrong WRONG_TYPE: iterator
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return pool.map(fetch, names)

# %% wrong ZERO_LOST
def fetch_all(fetch, names):
    results, errors = {}, {}

    def keep(name):
        try:
            results[name] = fetch(name)
        except Exception as error:
            errors[name] = error

    threads = [threading.Thread(target=keep, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", [errors[name] for name in names if name in errors])
    return [results[name] for name in names if results[name]]

# %% wrong ZERO_LOST: none stands for an error
def fetch_all(fetch, names):
    slots, errors = [None] * len(names), {}

    def keep(place):
        try:
            slots[place] = fetch(names[place])
        except Exception as error:
            errors[place] = error

    threads = [threading.Thread(target=keep, args=(place,)) for place in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise ExceptionGroup("some failed", [errors[place] for place in sorted(errors)])
    return [slot for slot in slots if slot is not None]

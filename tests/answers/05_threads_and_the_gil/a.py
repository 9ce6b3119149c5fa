"""Answers to 05.a, right and wrong ones: what a learner might write in the attempt cell."""

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

# %% wrong CALLED_TWICE
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

# %% wrong ERRORS_MISSING: first in a group
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    try:
        return [job.result() for job in jobs]
    except Exception as error:
        raise ExceptionGroup("not all were fetched", [error])

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

# %% wrong EXCEPTION_HIDDEN: futures not asked
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    return [job.result() for job in jobs if job.exception() is None]

# %% wrong EXCEPTION_HIDDEN: join in try
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

# %% wrong EXCEPTION_HIDDEN: key error
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

# %% wrong EXCEPTION_HIDDEN: raised in the thread
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

# %% wrong FAILS_WITHOUT_NAMES
def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=len(names)) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
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

# %% wrong NOT_ALL_AT_ONCE: default pool
def fetch_all(fetch, names):
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return [job.result() for job in jobs]

# %% wrong NOT_ALL_AT_ONCE: ten
def fetch_all(fetch, names):
    with ThreadPoolExecutor(max_workers=10) as pool:
        return list(pool.map(fetch, names))

# %% wrong NO_RESULT: forgot return
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    errors = [job.exception() for job in jobs if job.exception() is not None]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)

# %% wrong NO_RESULT: joins only
def fetch_all(fetch, names):
    threads = [threading.Thread(target=fetch, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    return [thread.join() for thread in threads]

# %% wrong NO_RESULT: late binding
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

# %% wrong ONLY_ONE_ERROR: first result
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        jobs = [pool.submit(fetch, name) for name in names]
    return [job.result() for job in jobs]

# %% wrong ONLY_ONE_ERROR: map
def fetch_all(fetch, names):
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return list(pool.map(fetch, names))

# %% wrong RETURNS_AWAITABLE
import asyncio


async def fetch_all(fetch, names):
    async with asyncio.TaskGroup() as group:
        jobs = [group.create_task(asyncio.to_thread(fetch, name)) for name in names]
    return [job.result() for job in jobs]

# %% wrong SEQUENTIAL: called at once
def fetch_all(fetch, names):
    results = []
    threads = [threading.Thread(target=results.append, args=(fetch(name),)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

# %% wrong SEQUENTIAL: join in the loop
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

# %% wrong SEQUENTIAL: loop
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

# %% wrong SEQUENTIAL: result in the loop
def fetch_all(fetch, names):
    with ThreadPoolExecutor(20) as pool:
        return [pool.submit(fetch, name).result() for name in names]

# %% wrong WAITS_FOR_EVER
from queue import Queue


def fetch_all(fetch, names):
    results = Queue()
    for name in names:
        threading.Thread(target=lambda name=name: results.put((name, fetch(name)))).start()
    got = dict(results.get() for _ in names)
    return [got[name] for name in names]

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

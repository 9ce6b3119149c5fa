"""Answers to 01.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: asks first
def report(city):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(temperature(city))
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(temperature(city))).result()

# %% right: runner in a thread
def report(city):
    def work():
        with asyncio.Runner() as runner:
            return runner.run(temperature(city))

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()

# %% right: thread and list, and a place for the error
from threading import Thread


def report(city):
    answers, errors = [], []

    def work():
        try:
            answers.append(asyncio.run(temperature(city)))
        except Exception as error:
            errors.append(error)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return answers[0]

# %% right: local names that the set-up cell has too
def report(city):
    try:
        with ThreadPoolExecutor(1) as ex:
            return ex.submit(asyncio.run, temperature(city)).result()
    except ZeroDivisionError as load:
        raise load

# %% right: a loop of its own in a thread
def report(city):
    def work():
        loop = asyncio.new_event_loop()
        try:
            return loop.run_until_complete(temperature(city))
        finally:
            loop.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()

# %% right: result through a future and a bare thread
import concurrent.futures
import threading


def report(city):
    box = concurrent.futures.Future()

    def work():
        try:
            box.set_result(asyncio.run(temperature(city)))
        except BaseException as ex:
            box.set_exception(ex)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return box.result()


# %% wrong FAILS_IN_SCRIPT
def report(city):
    asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city)).result()

# %% wrong LEFT_BEHIND: loop in a daemon thread
from threading import Thread


def report(city):
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    return asyncio.run_coroutine_threadsafe(temperature(city), loop).result()

# %% wrong LEFT_BEHIND: loop not closed
def report(city):
    loop = asyncio.new_event_loop()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(loop.run_until_complete, temperature(city)).result()

# %% wrong LEFT_BEHIND: pool never closed
def report(city):
    pool = ThreadPoolExecutor(1)
    return pool.submit(asyncio.run, temperature(city)).result()

# %% wrong NESTED_RUN
def report(city):
    return asyncio.run(temperature(city))

# %% wrong NESTED_RUN: new loop same thread
def report(city):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(temperature(city))
    finally:
        loop.close()

# %% wrong NESTED_RUN: run until complete
def report(city):
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(temperature(city))

# %% wrong NEST_ASYNCIO
import nest_asyncio


def report(city):
    nest_asyncio.apply()
    return asyncio.run(temperature(city))

# %% wrong NEST_ASYNCIO: another name
import nest_asyncio as na

na.apply()


def report(city):
    return asyncio.run(temperature(city))

# %% wrong NEST_ASYNCIO: within the function
def report(city):
    from nest_asyncio import apply

    apply()
    return asyncio.get_event_loop().run_until_complete(temperature(city))

# %% wrong WAITS_FOR_ITSELF: polls a task that cannot run
import time


def report(city):
    task = asyncio.get_running_loop().create_task(temperature(city))
    while not task.done():
        time.sleep(0.1)
    return task.result()

# %% wrong STUCK: spins on a task that cannot run
def report(city):
    task = asyncio.ensure_future(temperature(city))
    while not task.done():
        pass
    return task.result()

# %% wrong ZERO_LOST
def report(city):
    with ThreadPoolExecutor(1) as pool:
        degrees = pool.submit(asyncio.run, temperature(city)).result()
    if degrees:
        return degrees
    return "unknown"


# %% wrong NOT_ASKED
def report(city):
    return {"Oslo": -3, "Lima": 24}[city]

# %% wrong RETURNS_AWAITABLE: future not asked
def report(city):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city))

# %% wrong WRONG_RESULT: thread without result
from threading import Thread


def report(city):
    thread = Thread(target=lambda: asyncio.run(temperature(city)))
    thread.start()
    thread.join()

# %% wrong RETURNS_AWAITABLE: async def
async def report(city):
    return await temperature(city)

# %% wrong RETURNS_AWAITABLE: forgot to run
def report(city):
    return temperature(city)

# %% wrong RETURNS_AWAITABLE: task
def report(city):
    return asyncio.ensure_future(temperature(city))

# %% wrong WAITS_FOR_ITSELF
def report(city):
    loop = asyncio.get_running_loop()
    return asyncio.run_coroutine_threadsafe(temperature(city), loop).result()

# %% wrong ERROR_LOST: as the lesson does it
def report(city):
    return in_a_thread(asyncio.run, temperature(city))

# %% wrong ERROR_LOST: an error of its own
def report(city):
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(asyncio.run, temperature(city))
        if future.exception():
            raise RuntimeError("no temperature")
        return future.result()

# %% wrong ERROR_LOST: returns the error
def report(city):
    with ThreadPoolExecutor(1) as pool:
        try:
            return pool.submit(asyncio.run, temperature(city)).result()
        except Exception as error:
            return error

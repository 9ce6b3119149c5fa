"""Answers to 05.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a future filled by hand
from concurrent.futures import Future


def in_a_thread(function, *args):
    future = Future()

    def call():
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    return future.result()

# %% right: a pool of one thread
from concurrent.futures import ThreadPoolExecutor


def in_a_thread(function, *args):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *args).result()

# %% right: a queue of outcomes
import queue


def in_a_thread(function, *args):
    outcomes = queue.Queue()

    def call():
        try:
            outcomes.put((True, function(*args)))
        except Exception as error:
            outcomes.put((False, error))

    thread = threading.Thread(target=call)
    thread.start()
    good, value = outcomes.get()
    thread.join()
    if good:
        return value
    raise value

# %% right: a subclass of Thread
class Caller(threading.Thread):
    def __init__(self, function, args):
        super().__init__()
        self.function, self.arguments = function, args
        self.value = self.error = None

    def run(self):
        try:
            self.value = self.function(*self.arguments)
        except Exception as error:
            self.error = error


def in_a_thread(function, *args):
    thread = Caller(function, args)
    thread.start()
    thread.join()
    if thread.error is not None:
        raise thread.error
    return thread.value

# %% wrong ARGUMENTS_LOST
def in_a_thread(function, *args):
    found, errors = [], []

    def call():
        try:
            found.append(function(args))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return found[0]

# %% wrong CALLED_TWICE
def in_a_thread(function, *args):
    found, errors = [], []

    def call():
        try:
            function(*args)
            found.append(function(*args))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return found[0]

# %% wrong ERROR_AS_RESULT
def in_a_thread(function, *args):
    found = []

    def call():
        try:
            found.append(function(*args))
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    return found[0]

# %% wrong ERROR_LOST: as in the lesson
def in_a_thread(function, *args):
    found = []
    thread = threading.Thread(target=lambda: found.append(function(*args)))
    thread.start()
    thread.join()
    return found[0]

# %% wrong ERROR_LOST: join in try
def in_a_thread(function, *args):
    found = []
    thread = threading.Thread(target=lambda: found.append(function(*args)))
    try:
        thread.start()
        thread.join()
    except Exception as error:
        raise error
    return found[0] if found else None

# %% wrong ERROR_LOST: another error
def in_a_thread(function, *args):
    found, errors = [], []

    def call():
        try:
            found.append(function(*args))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    if errors:
        raise RuntimeError("the call failed") from errors[0]
    return found[0]

# %% wrong ERROR_NOT_DELIVERED
import queue


def in_a_thread(function, *args):
    outcomes = queue.Queue()
    thread = threading.Thread(target=lambda: outcomes.put(function(*args)))
    thread.start()
    value = outcomes.get()
    thread.join()
    return value

# %% wrong IS_ASYNC
import asyncio


async def in_a_thread(function, *args):
    return await asyncio.to_thread(function, *args)

# %% wrong LEFT_BEHIND: does not join
import queue


def in_a_thread(function, *args):
    outcomes = queue.Queue()

    def call():
        try:
            outcomes.put((True, function(*args)))
        except Exception as error:
            outcomes.put((False, error))
        time.sleep(0.1)

    threading.Thread(target=call).start()
    good, value = outcomes.get()
    if good:
        return value
    raise value

# %% wrong LEFT_BEHIND: returns at once
def in_a_thread(function, *args):
    found = []
    thread = threading.Thread(target=lambda: found.append(function(*args)))
    thread.start()
    return found

# %% wrong NOT_IN_A_THREAD: called at once
def in_a_thread(function, *args):
    found = []
    thread = threading.Thread(target=found.append(function(*args)))
    thread.start()
    thread.join()
    return found[0]

# %% wrong NOT_IN_A_THREAD: run in place of start
def in_a_thread(function, *args):
    found, errors = [], []

    def call():
        try:
            found.append(function(*args))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.run()
    if errors:
        raise errors[0]
    return found[0]

# %% wrong WRONG_RESULT: what join returns
def in_a_thread(function, *args):
    errors = []

    def call():
        try:
            return function(*args)
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    value = thread.join()
    if errors:
        raise errors[0]
    return value

# %% wrong WRONG_RESULT: the list
def in_a_thread(function, *args):
    found, errors = [], []

    def call():
        try:
            found.append(function(*args))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return found

# %% wrong ZERO_LOST: an exception as a value
def in_a_thread(function, *args):
    found = []

    def call():
        try:
            found.append(function(*args))
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]

# %% wrong ZERO_LOST: if value
def in_a_thread(function, *args):
    found, errors = [], []

    def call():
        try:
            found.append(function(*args))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return found[0] or None

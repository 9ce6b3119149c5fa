"""Answers to 05.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: exact
def gains():
    return {
        "ask": (4, 4),
        "add_up": (1, 1),
        "compress": (4, 4),
        "ask_then_add_up": (1.6, 1.6),
        "add_up_then_compress": (3.25, 3.25),
        "write": (1, 1),
        "ask_then_write": (2, 2),
        "print_page": (2, 2),
    }

# %% right: function names
def gains():
    four, one, two = (3.9, 4.1), (0.9, 1.1), (1.8, 2.2)
    return {
        ask.__name__: four,
        add_up.__name__: one,
        compress.__name__: four,
        ask_then_add_up.__name__: (1.6, 1.7),
        add_up_then_compress.__name__: (3.25, 3.3),
        write.__name__: one,
        ask_then_write.__name__: two,
        print_page.__name__: two,
    }

# %% right: imports kept out of time
import math


def gains():
    def close(gain):
        return math.floor(gain * 9.5) / 10, math.ceil(gain * 10.5) / 10

    gained = dict.fromkeys(("ask", "compress"), (3.6, 4.4)) | dict.fromkeys(("add_up", "write"), (1, 1.2))
    gained["ask_then_add_up"], gained["add_up_then_compress"] = close(1.6), close(3.25)
    return gained | dict.fromkeys(("ask_then_write", "print_page"), close(2.0))

# %% right: lists
def gains():
    names = "ask add_up compress ask_then_add_up add_up_then_compress write ask_then_write print_page"
    numbers = [4, 1, 4, 1.6, 3.25, 1, 2, 2]
    return {name: [0.9 * n, 1.1 * n] for name, n in zip(names.split(), numbers)}

# %% right: whole numbers and fractions
def gains():
    return dict(
        ask=(4, 5),
        add_up=(1, 1.25),
        compress=(3.5, 4.3),
        ask_then_add_up=(8 / 5, 2),
        add_up_then_compress=(3, 3.5),
        write=(1, 1),
        ask_then_write=(1.75, 2.1),
        print_page=(2, 2.5),
    )

# %% right: worked out
def around(gain):
    return gain * 0.95, gain * 1.1


def gains():
    in_threads = {
        "ask": 1,
        "add_up": 4 * 1,
        "compress": 1,
        "ask_then_add_up": 1 + 4 * 1,
        "add_up_then_compress": 4 * 0.25 + 3,
        "write": 4 * 1,
        "ask_then_write": 1 + 4 * 0.5,
        "print_page": 2 * 1,
    }
    in_turn = dict.fromkeys(in_threads, 4 * 1)
    in_turn.update(ask_then_add_up=4 * 2, add_up_then_compress=4 * 3.25, ask_then_write=4 * 1.5)
    return {name: around(in_turn[name] / in_threads[name]) for name in in_turn}

# %% wrong GIL_IN_C_CODE
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (0.95, 1.05),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (0.95, 1.05),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong GIL_IN_C_CODE: second part
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.8, 4.2),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong LOCK_OVERLOOKED
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (3.8, 4.2),
        "ask_then_write": (3.8, 4.2),
        "print_page": (3.8, 4.2),
    }

# %% wrong LOCK_OVERLOOKED: part
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (0.95, 1.05),
        "print_page": (1.9, 2.1),
    }

# %% wrong LOCK_OVERLOOKED: semaphore
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (0.95, 1.05),
    }

# %% wrong MEASURES
def gains():
    ranges = {}
    for job in (ask, add_up, compress, ask_then_add_up):
        begun = time.perf_counter()
        job()
        ranges[job.__name__] = (1, time.perf_counter() - begun)
    return ranges

# %% wrong MEASURES: copies of the jobs
def gains():
    names, ranges = "ask add_up compress".split(), {}
    for name, job in zip(names, (lambda: time.sleep(1), lambda: work(1), lambda: work(1, gil=False))):
        begun = time.perf_counter()
        threads = [threading.Thread(target=job) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        gain = 4 / (time.perf_counter() - begun)
        ranges[name] = (gain * 0.95, gain * 1.1)
    return ranges

# %% wrong MEASURES: in threads
from concurrent.futures import ThreadPoolExecutor


def gains():
    def seconds(job):
        begun = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: job(), range(4)))
        return time.monotonic() - begun

    return {job.__name__: (seconds(job), 1.2 * seconds(job)) for job in (ask, add_up, compress, write)}

# %% wrong MEASURES: in virtual time
from helpers.virtual_time import run


async def seconds(job):
    begun = time.monotonic()
    job()
    return time.monotonic() - begun


def gains():
    return {"ask": (1, run(seconds(ask)))}

# %% wrong NO_RANGES: ends swapped
def gains():
    return {
        "ask": (4.2, 3.8),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong NO_RANGES: numbers
def gains():
    return {
        "ask": 4,
        "add_up": 1,
        "compress": 4,
        "ask_then_add_up": 1.6,
        "add_up_then_compress": 3.25,
        "write": 1,
        "ask_then_write": 2,
        "print_page": 2,
    }

# %% wrong NO_RANGES: one missing
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong NO_RANGES: texts
def gains():
    names = "ask add_up compress ask_then_add_up add_up_then_compress write ask_then_write print_page"
    return {name: "4 to 5" for name in names.split()}

# %% wrong PARTS_NOT_ADDED: average
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (2.4, 2.6),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong PARTS_NOT_ADDED: overlap
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.9, 2.1),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong SECONDS_NOT_TIMES
def gains():
    return {
        "ask": (1, 1.1),
        "add_up": (4, 4.1),
        "compress": (1, 1.1),
        "ask_then_add_up": (5, 5.1),
        "add_up_then_compress": (4, 4.1),
        "write": (4, 4.1),
        "ask_then_write": (3, 3.1),
        "print_page": (2, 2.1),
    }

# %% wrong SUMS_GAIN: a little
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (1.2, 1.4),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong SUMS_GAIN: slower
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.7, 0.8),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong SUMS_GAIN: threads always help
def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (3.8, 4.2),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (3.8, 4.2),
        "add_up_then_compress": (3.8, 4.2),
        "write": (3.8, 4.2),
        "ask_then_write": (3.8, 4.2),
        "print_page": (3.8, 4.2),
    }

# %% wrong TOO_WIDE
def gains():
    return {
        "ask": (1, 4),
        "add_up": (0.95, 1.05),
        "compress": (2, 4),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong TURNED_ROUND
def gains():
    return {
        "ask": (0.238, 0.263),
        "add_up": (0.952, 1.053),
        "compress": (0.238, 0.263),
        "ask_then_add_up": (0.588, 0.667),
        "add_up_then_compress": (0.294, 0.323),
        "write": (0.952, 1.053),
        "ask_then_write": (0.476, 0.526),
        "print_page": (0.476, 0.526),
    }

# %% wrong WAITS_DO_NOT_GAIN
def gains():
    return {
        "ask": (0.9, 1.1),
        "add_up": (0.9, 1.1),
        "compress": (0.9, 1.1),
        "ask_then_add_up": (0.9, 1.1),
        "add_up_then_compress": (0.9, 1.1),
        "write": (0.9, 1.1),
        "ask_then_write": (0.9, 1.1),
        "print_page": (0.9, 1.1),
    }

# %% wrong WAITS_DO_NOT_GAIN: half
def gains():
    return {
        "ask": (1.9, 2.1),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }

# %% wrong WRONG_TYPE: forgot return
def gains():
    ranges = {"ask": (3.8, 4.2)}

# %% wrong WRONG_TYPE: list of pairs
def gains():
    return [(3.8, 4.2), (0.95, 1.05), (3.8, 4.2), (1.5, 1.7), (3.1, 3.4), (0.95, 1.05), (2, 2), (2, 2)]

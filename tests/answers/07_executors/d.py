"""Answers to 07.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: the pool in the coroutine
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% right: chooses spawn, as the lesson does
def primes_py():
    import asyncio
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def count_all(pool, limits):
        loop = asyncio.get_running_loop()
        jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
        for limit, job in zip(limits, jobs, strict=True):
            print(limit, await job)

    if __name__ == "__main__":
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(4, mp_context=spawn) as pool:
            asyncio.run(count_all(pool, [4000, 1000, 3000, 2000]))

# %% right: map in a thread
def primes_py():
    import asyncio
    import math
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        sieve = bytearray([1]) * limit
        sieve[:2] = b"\0\0"
        for n in range(2, math.isqrt(limit) + 1):
            if sieve[n]:
                sieve[n * n :: n] = bytes(len(range(n * n, limit, n)))
        return sum(sieve)

    def count_all(limits):
        with ProcessPoolExecutor(2) as pool:
            return list(pool.map(primes_below, limits))

    async def main():
        limits = 4000, 1000, 3000, 2000
        for pair in zip(limits, await asyncio.to_thread(count_all, limits)):
            print(*pair)

    if __name__ == "__main__":
        asyncio.run(main())

# %% right: partial and initializer
def primes_py():
    import asyncio
    import functools
    from concurrent.futures import ProcessPoolExecutor

    SETTINGS = {}

    def set_up(first):
        SETTINGS["first"] = first

    def is_prime(number):
        return all(number % divisor for divisor in range(2, int(number**0.5) + 1))

    def primes_between(limit, *, step):
        return len([n for n in range(SETTINGS["first"], limit, step) if is_prime(n)])

    async def main():
        loop = asyncio.get_running_loop()
        limits = [4000, 1000, 3000, 2000]
        job = functools.partial(primes_between, step=1)
        with ProcessPoolExecutor(2, initializer=set_up, initargs=(2,)) as pool:
            calls = {limit: loop.run_in_executor(pool, job, limit) for limit in limits}
            for limit, call in calls.items():
                print(f"{limit} {await call}")

    if __name__ == "__main__":
        asyncio.run(main())

# %% right: spawn asked for
def primes_py():
    import multiprocessing
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% right: task group and wrapped futures
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    NUMBERS = [4000, 1000, 3000, 2000]


    async def count(pool, limit):
        return await asyncio.wrap_future(pool.submit(primes_below, limit))


    async def main():
        pool = ProcessPoolExecutor(max_workers=2)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(count(pool, limit)) for limit in NUMBERS]
        finally:
            pool.shutdown()
        print("\n".join(f"{limit} {task.result()}" for limit, task in zip(NUMBERS, tasks)))


    if __name__ == "__main__":
        asyncio.run(main())

# %% wrong CANNOT_BE_SENT: decorated
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def noisy(function):
        def call(*args):
            return function(*args)

        return call

    @noisy
    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CANNOT_BE_SENT: function in a function
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    async def main(limits):
        def primes_below(limit):
            return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CANNOT_BE_SENT: generator
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, sum, (all(n % d for d in range(2, n)) for n in range(2, limit))) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CANNOT_BE_SENT: lambda
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, lambda: primes_below(limit)) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CANNOT_BE_SENT: lock
def primes_py():
    import asyncio
    import threading
    from concurrent.futures import ProcessPoolExecutor

    class Counter:
        def __init__(self):
            self.lock = threading.Lock()

        def primes_below(self, limit):
            with self.lock:
                return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, Counter().primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CHOOSES_A_START_METHOD: context
def primes_py():
    import multiprocessing
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CHOOSES_A_START_METHOD: no guard but fork
def primes_py():
    from multiprocessing import get_context
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CHOOSES_A_START_METHOD: set
def primes_py():
    import multiprocessing
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        multiprocessing.set_start_method("fork")
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ERROR: imports outside
import asyncio
from concurrent.futures import ProcessPoolExecutor


def primes_py():
    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ERROR: not imported
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, math.isqrt(n) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ERROR: text
def primes_py():
    return """
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))
    """

# %% wrong BLOCKS_THE_LOOP: gathers after the with
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
        counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong BLOCKS_THE_LOOP: map
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        with ProcessPoolExecutor(2) as pool:
            for limit, count in zip(limits, pool.map(primes_below, limits), strict=True):
                print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong BLOCKS_THE_LOOP: result
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(primes_below, limit) for limit in limits]
            for limit, job in zip(limits, jobs):
                print(limit, job.result())

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NO_LOOP: plain main
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    def main(limits):
        with ProcessPoolExecutor(2) as pool:
            for limit, count in zip(limits, pool.map(primes_below, limits), strict=True):
                print(limit, count)

    if __name__ == "__main__":
        main([4000, 1000, 3000, 2000])

# %% wrong NO_GUARD
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NO_GUARD: asks for the parent
def primes_py():
    import multiprocessing
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if multiprocessing.parent_process() is None:
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NO_GUARD: work at top level
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    LIMITS = [4000, 1000, 3000, 2000]
    POOL = ProcessPoolExecutor(2)
    JOBS = [POOL.submit(primes_below, limit) for limit in LIMITS]

    async def main():
        for limit, job in zip(LIMITS, JOBS):
            print(limit, await asyncio.wrap_future(job))
        POOL.shutdown()

    if __name__ == "__main__":
        asyncio.run(main())

# %% wrong NO_PROCESS: default pool
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(None, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NO_PROCESS: threads
def primes_py():
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NO_PROCESS: to thread
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [asyncio.to_thread( primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong POOL_LEFT
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        pool = ProcessPoolExecutor(2)
        if True:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong POOL_LEFT: global
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        if True:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        pool = ProcessPoolExecutor(2)
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong PRINTS_NOTHING: never started
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

# %% wrong PRINTS_NOTHING: no run
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        main([4000, 1000, 3000, 2000])

# %% wrong NOT_AT_ONCE: await in the loop
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            for limit in limits:
                print(limit, await loop.run_in_executor(pool, primes_below, limit))

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NOT_AT_ONCE: one job
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    def count_all(limits):
        return [primes_below(limit) for limit in limits]

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            counts = await loop.run_in_executor(pool, count_all, limits)
        for limit, count in zip(limits, counts):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WORKS_UNDER_FORK_ONLY: import under the guard
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, math.isqrt(n) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        import math

        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WORKS_UNDER_FORK_ONLY: job under the guard
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":

        def primes_below(limit):
            return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WORKS_UNDER_FORK_ONLY: setting changed later
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    first = 100

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(first, limit))

    async def main(limits):
        global first
        first = 2
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WORKS_UNDER_FORK_ONLY: setting under the guard
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(FIRST, int(n**0.5) + 1)) for n in range(FIRST, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        FIRST = 2
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_RESULT: counts only
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_RESULT: wrong count
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5))) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_ORDER: sorted
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in sorted(zip(limits, counts, strict=True)):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% right: names of the set-up cell
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        load = asyncio.get_running_loop()
        with ProcessPoolExecutor() as ex:
            jobs = [load.run_in_executor(ex, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% right: as completed, printed at the end
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop, counts = asyncio.get_running_loop(), {}

        async def count(pool, limit):
            counts[limit] = await loop.run_in_executor(pool, primes_below, limit)

        with ProcessPoolExecutor(3) as pool:
            for done in asyncio.as_completed([count(pool, limit) for limit in limits]):
                await done
        print(*(f"{limit} {counts[limit]}" for limit in limits), sep="\n")

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% right: one worker
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()

        async def count(limit):
            print(limit, await loop.run_in_executor(pool, primes_below, limit))

        with ProcessPoolExecutor(1) as pool:
            await asyncio.gather(*map(count, limits))

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ASYNC_JOB: async def
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    async def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ASYNC_JOB: asyncio.run is forgotten
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    async def count(limit):
        await asyncio.sleep(0)
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        pool = ProcessPoolExecutor(2)
        jobs = [asyncio.wrap_future(pool.submit(count, limit)) for limit in limits]
        for limit, job in zip(limits, jobs):
            print(limit, await job)
        pool.shutdown()

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ASYNC_JOB: by map
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    async def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    def count_all(limits):
        with ProcessPoolExecutor(2) as pool:
            return list(pool.map(primes_below, limits))

    async def main(limits):
        for limit, count in zip(limits, await asyncio.to_thread(count_all, limits)):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong RESULT_CANNOT_BE_SENT: a generator
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        for n in range(2, limit):
            if all(n % d for d in range(2, int(n**0.5) + 1)):
                yield n

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, sum(1 for _ in count))

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong RESULT_CANNOT_BE_SENT: a lambda
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        primes = [n for n in range(2, limit) if all(n % d for d in range(2, int(n**0.5) + 1))]
        return lambda: len(primes)

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count())

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong CHOOSES_A_START_METHOD: forkserver
def primes_py():
    import asyncio
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2, multiprocessing.get_context("forkserver")) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong ERROR: misspelt
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, count, strict=True):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NO_LOOP: results of submit
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    def main(limits):
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(primes_below, limit) for limit in limits]
            for limit, job in zip(limits, jobs):
                print(limit, job.result())

    if __name__ == "__main__":
        main([4000, 1000, 3000, 2000])

# %% wrong NO_PROCESS: multiprocessing.Pool
def primes_py():
    import asyncio
    from multiprocessing import Pool

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    def count_all(limits):
        with Pool(2) as pool:
            return pool.map(primes_below, limits)

    async def main(limits):
        for limit, count in zip(limits, await asyncio.to_thread(count_all, limits)):
            print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong NOT_AT_ONCE: two by two
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            for first in (0, 2):
                pair = limits[first : first + 2]
                jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in pair]
                for limit, count in zip(pair, await asyncio.gather(*jobs)):
                    print(limit, count)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_ORDER: printed by the tasks
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()

        async def count(limit):
            print(limit, await loop.run_in_executor(pool, primes_below, limit))

        with ProcessPoolExecutor(2) as pool:
            await asyncio.gather(*map(count, limits))

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_ORDER: as completed
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()

        async def count(pool, limit):
            return limit, await loop.run_in_executor(pool, primes_below, limit)

        with ProcessPoolExecutor(2) as pool:
            for pair in asyncio.as_completed([count(pool, limit) for limit in limits]):
                print(*await pair)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_ORDER: printed by callbacks
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = {loop.run_in_executor(pool, primes_below, limit): limit for limit in limits}
            for job in jobs:
                job.add_done_callback(lambda job: print(jobs[job], job.result()))
            await asyncio.wait(jobs)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_ORDER: printed by the workers
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        count = sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))
        print(limit, count, flush=True)

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            await asyncio.gather(*(loop.run_in_executor(pool, primes_below, n) for n in limits))

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_ORDER: the last job first
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [(n, loop.run_in_executor(pool, primes_below, n)) for n in limits]
            while jobs:
                limit, job = jobs.pop()
                print(limit, await job)

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% wrong WRONG_RESULT: more lines
def primes_py():
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    def primes_below(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    async def main(limits):
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            counts = await asyncio.gather(*jobs)
        for limit, count in zip(limits, counts, strict=True):
            print(limit, count)
        print("done")

    if __name__ == "__main__":
        asyncio.run(main([4000, 1000, 3000, 2000]))

# %% equivalent mutants
# one after the other: for limit, count in zip(limits, await asyncio.gather(*jobs), strict=True): | run_in_executor has handed in all jobs before the first await; their order is kept

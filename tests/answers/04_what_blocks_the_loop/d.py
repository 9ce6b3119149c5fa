"""Answers to 04.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: gather
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return await asyncio.gather(
        ask_site(),
        asyncio.to_thread(read_log),
        asyncio.to_thread(query, connection),
        loop.run_in_executor(processes, count_primes),
        loop.run_in_executor(processes, parse, "feed"),
        loop.run_in_executor(processes, squeeze),
    )

# %% right: task group and own threads
from concurrent.futures import ThreadPoolExecutor
from functools import partial


async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4) as threads:
        async with asyncio.TaskGroup() as group:
            site = group.create_task(ask_site())
            log = loop.run_in_executor(threads, read_log)
            rows = loop.run_in_executor(threads, partial(query, connection))
            zipped = loop.run_in_executor(threads, squeeze)
            primes = loop.run_in_executor(processes, count_primes)
            parsed = loop.run_in_executor(processes, partial(parse, text="feed"))
        return [
            site.result(),
            await log,
            await rows,
            await primes,
            await parsed,
            await zipped,
        ]

# %% right: wrapped futures
async def morning(connection, processes):
    results = [await ask_site()]
    for function, *arguments in ((read_log,), (query, connection)):
        results.append(await asyncio.to_thread(function, *arguments))
    for function, *arguments in ((count_primes,), (parse, "feed"), (squeeze,)):
        results.append(await asyncio.wrap_future(processes.submit(function, *arguments)))
    return results

# %% wrong CALLED_TOO_EARLY: brackets
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log()),
        await asyncio.to_thread(query(connection)),
        await loop.run_in_executor(processes, count_primes()),
        await loop.run_in_executor(processes, parse("feed")),
        await asyncio.to_thread(squeeze()),
    ]

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    with processes:
        return [
            await ask_site(),
            await asyncio.to_thread(read_log),
            await asyncio.to_thread(query, connection),
            await loop.run_in_executor(processes, count_primes),
            await loop.run_in_executor(processes, parse, "feed"),
            await asyncio.to_thread(squeeze),
        ]

# %% wrong COMPUTES_IN_A_THREAD: all in threads
async def morning(connection, processes):
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await asyncio.to_thread(count_primes),
        await asyncio.to_thread(parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong COMPUTES_IN_A_THREAD: c code
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await asyncio.to_thread(parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong COROUTINE_IN_A_THREAD
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await asyncio.to_thread(ask_site),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong COROUTINE_IN_A_THREAD: a loop of its own
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await asyncio.to_thread(asyncio.run, ask_site()),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong BLOCKS_THE_LOOP: c code here
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        squeeze(),
    ]

# %% wrong BLOCKS_THE_LOOP: called directly
async def morning(connection, processes):
    return [
        await ask_site(),
        read_log(),
        query(connection),
        count_primes(),
        parse("feed"),
        squeeze(),
    ]

# %% wrong RETURNS_AWAITABLE
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        asyncio.to_thread(read_log),
        asyncio.to_thread(query, connection),
        loop.run_in_executor(processes, count_primes),
        loop.run_in_executor(processes, parse, "feed"),
        asyncio.to_thread(squeeze),
    ]

# %% wrong RETURNS_AWAITABLE: site
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        asyncio.create_task(ask_site()),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_PICKLABLE: connection
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await loop.run_in_executor(processes, query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_PICKLABLE: coroutine
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await loop.run_in_executor(processes, asyncio.run, ask_site()),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_PICKLABLE: lambda
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, lambda: parse("feed")),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong BLOCKS_THE_LOOP: result
async def morning(connection, processes):
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        processes.submit(count_primes).result(),
        processes.submit(parse, "feed").result(),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong BLOCKS_THE_LOOP: thread pool
from concurrent.futures import ThreadPoolExecutor


async def morning(connection, processes):
    with ThreadPoolExecutor(3) as threads:
        log = threads.submit(read_log)
        rows = threads.submit(query, connection)
        squeezed = threads.submit(squeeze)
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        log.result(),
        rows.result(),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        squeezed.result(),
    ]

# %% wrong NOT_ASKED: one missing
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
    ]

# %% wrong WRONG_ORDER: other order
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    site = await ask_site()
    threads = [await asyncio.to_thread(read_log), await asyncio.to_thread(squeeze)]
    threads.append(await asyncio.to_thread(query, connection))
    primes = await loop.run_in_executor(processes, count_primes)
    parsed = await loop.run_in_executor(processes, parse, "feed")
    return [site, *threads, primes, parsed]

# %% right: the log in a process
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await loop.run_in_executor(processes, read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% right: the feed by its name
import functools


async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, functools.partial(parse, text="feed")),
        await asyncio.to_thread(squeeze),
    ]

# %% right: tasks made first
async def in_a_thread(function, *arguments):
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    tasks = [
        asyncio.create_task(ask_site()),
        asyncio.create_task(in_a_thread(read_log)),
        asyncio.create_task(in_a_thread(lambda: query(connection))),
        loop.run_in_executor(processes, count_primes),
        loop.run_in_executor(processes, parse, "feed"),
        asyncio.create_task(in_a_thread(squeeze)),
    ]
    await asyncio.wait(tasks)
    return tuple(task.result() for task in tasks)

# %% wrong NOT_ASKED: the results typed in
async def morning(connection, processes):
    return ["site", "log", "rows", "primes", "parsed feed", "squeezed"]

# %% wrong NOT_ASKED: two typed in
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        "primes",
        "parsed feed",
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_ASKED: another text
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "text"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_ASKED: the log is parsed
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    log = await asyncio.to_thread(read_log)
    return [
        await ask_site(),
        log,
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, log),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_ASKED: another connection
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, None),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_ASKED: the site is asked twice
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site() and await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong WRONG_RESULT: a dict
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return {
        "site": await ask_site(),
        "log": await asyncio.to_thread(read_log),
        "rows": await asyncio.to_thread(query, connection),
        "primes": await loop.run_in_executor(processes, count_primes),
        "parsed": await loop.run_in_executor(processes, parse, "feed"),
        "squeezed": await asyncio.to_thread(squeeze),
    }

# %% wrong WRONG_RESULT: forgot return
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    results = [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong WRONG_RESULT: only what is true
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    found = await asyncio.gather(
        ask_site(),
        asyncio.to_thread(read_log),
        asyncio.to_thread(query, connection),
        loop.run_in_executor(processes, count_primes),
        loop.run_in_executor(processes, parse, "feed"),
        asyncio.to_thread(squeeze),
    )
    return [each for each in found if each]

# %% wrong WRONG_ORDER: as completed
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    calls = [
        ask_site(),
        asyncio.to_thread(read_log),
        asyncio.to_thread(query, connection),
        loop.run_in_executor(processes, count_primes),
        loop.run_in_executor(processes, parse, "feed"),
        asyncio.to_thread(squeeze),
    ]
    return [await first for first in asyncio.as_completed(calls)]

# %% wrong COMPUTES_IN_A_THREAD: only the primes
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await asyncio.to_thread(count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong COMPUTES_IN_A_THREAD: a pool of threads
from concurrent.futures import ThreadPoolExecutor


async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor() as pool:
        return await asyncio.gather(
            ask_site(),
            loop.run_in_executor(pool, read_log),
            loop.run_in_executor(pool, query, connection),
            loop.run_in_executor(pool, count_primes),
            loop.run_in_executor(pool, parse, "feed"),
            loop.run_in_executor(pool, squeeze),
        )

# %% wrong COROUTINE_IN_A_THREAD: a coroutine sent nowhere
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await (await asyncio.to_thread(ask_site)),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_PICKLABLE: coroutine function in a process
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await loop.run_in_executor(processes, ask_site),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_PICKLABLE: a function within
async def morning(connection, processes):
    loop = asyncio.get_running_loop()

    def parse_feed():
        return parse("feed")

    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse_feed),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong BLOCKS_THE_LOOP: wrapped in async def
async def as_coroutine(function, *arguments):
    return function(*arguments)


async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return await asyncio.gather(
        ask_site(),
        as_coroutine(read_log),
        as_coroutine(query, connection),
        loop.run_in_executor(processes, count_primes),
        loop.run_in_executor(processes, parse, "feed"),
        as_coroutine(squeeze),
    )

# %% wrong BLOCKS_THE_LOOP: as given
async def morning(connection, processes):
    return await blocking_morning(connection)

# %% wrong RETURNS_AWAITABLE: futures of the pool
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        processes.submit(count_primes),
        processes.submit(parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong CALLED_TOO_EARLY: only in the process
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes()),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: shutdown
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    results = [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]
    processes.shutdown(wait=False)
    return results

# %% wrong BLOCKS_THE_LOOP: map
async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        list(processes.map(time.sleep, [0.3])) and await loop.run_in_executor(processes, count_primes),
        await loop.run_in_executor(processes, parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

# %% wrong NOT_ASYNC
def morning(connection, processes):
    return [read_log(), query(connection), squeeze()]

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

# %% wrong ON_THE_LOOP: c code
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

# %% wrong ON_THE_LOOP: called directly
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

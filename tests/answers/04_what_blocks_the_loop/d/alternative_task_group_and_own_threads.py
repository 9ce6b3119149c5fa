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

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

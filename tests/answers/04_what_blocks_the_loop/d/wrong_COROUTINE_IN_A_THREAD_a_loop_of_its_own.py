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

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

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

async def morning(connection, processes):
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        processes.submit(count_primes).result(),
        processes.submit(parse, "feed").result(),
        await asyncio.to_thread(squeeze),
    ]

async def morning(connection, processes):
    return [
        await ask_site(),
        await asyncio.to_thread(read_log),
        await asyncio.to_thread(query, connection),
        await asyncio.to_thread(count_primes),
        await asyncio.to_thread(parse, "feed"),
        await asyncio.to_thread(squeeze),
    ]

async def morning(connection, processes):
    loop = asyncio.get_running_loop()
    site = await ask_site()
    threads = [await asyncio.to_thread(read_log), await asyncio.to_thread(squeeze)]
    threads.append(await asyncio.to_thread(query, connection))
    primes = await loop.run_in_executor(processes, count_primes)
    parsed = await loop.run_in_executor(processes, parse, "feed")
    return [site, *threads, primes, parsed]

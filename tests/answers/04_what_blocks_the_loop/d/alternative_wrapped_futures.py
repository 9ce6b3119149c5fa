async def morning(connection, processes):
    results = [await ask_site()]
    for function, *arguments in ((read_log,), (query, connection)):
        results.append(await asyncio.to_thread(function, *arguments))
    for function, *arguments in ((count_primes,), (parse, "feed"), (squeeze,)):
        results.append(await asyncio.wrap_future(processes.submit(function, *arguments)))
    return results

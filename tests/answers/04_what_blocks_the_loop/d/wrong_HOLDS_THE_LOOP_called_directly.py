async def morning(connection, processes):
    return [
        await ask_site(),
        read_log(),
        query(connection),
        count_primes(),
        parse("feed"),
        squeeze(),
    ]

def report(city):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city))

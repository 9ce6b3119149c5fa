def report(city):
    pool = ThreadPoolExecutor(1)
    return pool.submit(asyncio.run, temperature(city)).result()

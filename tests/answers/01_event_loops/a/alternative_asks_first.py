def report(city):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(temperature(city))
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(temperature(city))).result()

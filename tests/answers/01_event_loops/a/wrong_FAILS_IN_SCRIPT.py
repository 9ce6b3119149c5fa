def report(city):
    asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city)).result()

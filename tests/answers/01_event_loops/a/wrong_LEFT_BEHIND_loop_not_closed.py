def report(city):
    loop = asyncio.new_event_loop()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(loop.run_until_complete, temperature(city)).result()

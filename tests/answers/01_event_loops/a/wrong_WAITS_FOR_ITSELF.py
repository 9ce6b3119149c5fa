def report(city):
    loop = asyncio.get_running_loop()
    return asyncio.run_coroutine_threadsafe(temperature(city), loop).result()

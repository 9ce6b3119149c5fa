from threading import Thread


def report(city):
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    return asyncio.run_coroutine_threadsafe(temperature(city), loop).result()

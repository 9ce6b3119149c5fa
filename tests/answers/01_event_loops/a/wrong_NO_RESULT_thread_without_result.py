from threading import Thread


def report(city):
    thread = Thread(target=lambda: asyncio.run(temperature(city)))
    thread.start()
    thread.join()

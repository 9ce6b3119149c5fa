"""A call into a loop that nobody runs."""

import asyncio


async def fetch():
    return "4 °C"


def main():
    loop = asyncio.new_event_loop()
    return asyncio.run_coroutine_threadsafe(fetch(), loop).result()


# The cure: a loop that runs, and whose users can tell when it does not.


def mended():
    from helpers import LoopThread

    with LoopThread("weather") as weather:
        return weather.call(fetch)

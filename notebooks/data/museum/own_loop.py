"""A call on a loop's own thread that waits for that loop."""

import asyncio


async def fetch():
    return "4 °C"


def temperature(loop):
    return asyncio.run_coroutine_threadsafe(fetch(), loop).result()


async def main():
    return temperature(asyncio.get_running_loop())


# The cure: what runs on a loop awaits.


async def mended():
    return await fetch()

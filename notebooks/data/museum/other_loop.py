"""An event of one loop that another thread sets."""

import asyncio
import threading
import time


async def wait_for(event):
    await event.wait()
    return "set"


def main():
    event = asyncio.Event()
    waiter = threading.Thread(target=asyncio.run, args=(wait_for(event),), name="loop")
    waiter.start()
    time.sleep(0.5)  # by now the loop sleeps
    event.set()
    waiter.join()


# The cure: the loop itself sets it.


def mended():
    from helpers import LoopThread

    event = asyncio.Event()
    with LoopThread("loop") as loop:
        waiting = loop.submit(wait_for, event)
        loop.call(event.set)
        return waiting.result()

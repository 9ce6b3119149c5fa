"""A loop that is stopped from another thread, and sleeps on."""

import asyncio
import threading
import time


def main():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="loop")
    thread.start()
    time.sleep(0.5)  # by now the loop sleeps
    loop.stop()
    thread.join()


# The cure: ask the loop to stop itself.


def mended():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="loop")
    thread.start()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    return "stopped"

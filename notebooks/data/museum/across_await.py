"""A lock for threads that a task holds across an await."""

import asyncio
import threading

lock = threading.Lock()


async def save(text):
    with lock:
        await asyncio.sleep(0.1)
    return f"saved {text}"


async def main():
    return await asyncio.gather(save("a"), save("b"))


# The cure: a lock for tasks.


async def save_with(lock, text):
    async with lock:
        await asyncio.sleep(0.1)
    return f"saved {text}"


async def mended():
    lock = asyncio.Lock()
    return await asyncio.gather(save_with(lock, "a"), save_with(lock, "b"))

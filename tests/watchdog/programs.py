"""Functions that the watchdog's tests run in a child process."""

import asyncio
import threading


def double(number):
    return 2 * number


async def double_later(number):
    await asyncio.sleep(0)
    return 2 * number


def wait_for_own_loop():
    async def ask():
        return asyncio.run_coroutine_threadsafe(double_later(1), asyncio.get_running_loop())

    async def main():
        return (await ask()).result()

    asyncio.run(main())


def wait_for_a_lock():
    lock = threading.Lock()
    lock.acquire()
    waiter = threading.Thread(target=lock.acquire, name="waiter", daemon=True)
    waiter.start()
    waiter.join()


async def wait_in_tasks():
    async def wait_for(event):
        await event.wait()

    async def wait_deeper():
        await wait_for(asyncio.Event())

    async with asyncio.TaskGroup() as group:
        inner = group.create_task(wait_deeper(), name="inner")
        group.create_task(watch(inner), name="outer")


async def watch(task):
    await task

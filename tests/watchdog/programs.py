"""Functions that the watchdog's tests run in a child process."""

import asyncio
import sys
import threading
import time


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


async def set_without_waking():
    event, future = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def wait_for(future):
        await future

    def give(thread):
        while sys._current_frames()[thread].f_code.co_name != "select":
            time.sleep(0.01)  # until the loop sleeps
        event.set()
        future.set_result(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(event.wait(), name="event")
        group.create_task(wait_for(future), name="future")
        group.create_task(asyncio.Event().wait(), name="unset")
        await asyncio.sleep(0)
        threading.Thread(target=give, args=(threading.get_ident(),)).start()


async def watch(task):
    await task

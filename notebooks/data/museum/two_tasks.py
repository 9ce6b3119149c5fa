"""Two tasks that wait for each other."""

import asyncio

tasks = {}


async def cook():
    return await asyncio.shield(tasks["shop"])


async def shop():
    return await asyncio.shield(tasks["cook"])


async def main():
    for job in (cook, shop):
        tasks[job.__name__] = asyncio.create_task(job(), name=job.__name__)
    await asyncio.wait(tasks.values())


# The cure: the task that the other needs first waits for nobody.


async def shop_by_itself():
    return "leeks"


async def mended():
    tasks["shop"] = asyncio.create_task(shop_by_itself(), name="shop")
    return await cook()

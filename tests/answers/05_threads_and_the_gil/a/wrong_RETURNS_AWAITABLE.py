import asyncio


async def fetch_all(fetch, names):
    async with asyncio.TaskGroup() as group:
        jobs = [group.create_task(asyncio.to_thread(fetch, name)) for name in names]
    return [job.result() for job in jobs]

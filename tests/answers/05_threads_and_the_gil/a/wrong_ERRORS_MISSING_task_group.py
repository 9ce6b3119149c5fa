import asyncio


def fetch_all(fetch, names):
    async def main():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(names) or 1))
        async with asyncio.TaskGroup() as group:
            jobs = [group.create_task(asyncio.to_thread(fetch, name)) for name in names]
        return [job.result() for job in jobs]

    return asyncio.run(main())

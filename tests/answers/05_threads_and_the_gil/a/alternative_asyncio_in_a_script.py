import asyncio


def fetch_all(fetch, names):
    async def main():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(names) or 1))
        jobs = (asyncio.to_thread(fetch, name) for name in names)
        return await asyncio.gather(*jobs, return_exceptions=True)

    outcomes = asyncio.run(main())
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    if errors:
        raise ExceptionGroup("not all were fetched", errors)
    return outcomes

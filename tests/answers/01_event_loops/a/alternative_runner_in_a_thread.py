def report(city):
    def work():
        with asyncio.Runner() as runner:
            return runner.run(temperature(city))

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()

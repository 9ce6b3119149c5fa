class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        while not all(future.done() for future in self.futures):
            await asyncio.gather(*self.futures, return_exceptions=True)
        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

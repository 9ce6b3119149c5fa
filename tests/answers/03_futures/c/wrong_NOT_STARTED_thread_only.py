class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.futures.append(asyncio.to_thread(function, *args))

    async def finish(self):
        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

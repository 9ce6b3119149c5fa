class Errands:
    def __init__(self):
        self.coroutines = []

    def start(self, coroutine):
        self.coroutines.append(coroutine)

    def start_in_thread(self, function, *args):
        self.coroutines.append(asyncio.to_thread(function, *args))

    async def finish(self):
        outcomes = await asyncio.gather(*self.coroutines, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

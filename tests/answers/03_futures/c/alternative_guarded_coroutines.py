class Errands:
    def __init__(self):
        self.errors, self.tasks = [], []

    def start(self, coroutine):
        number = len(self.tasks)
        self.tasks.append(asyncio.create_task(self.guard(number, coroutine)))

    def start_in_thread(self, function, *args):
        self.start(asyncio.to_thread(function, *args))

    async def guard(self, number, awaitable):
        try:
            await awaitable
        except Exception as error:
            self.errors.append((number, error))

    async def finish(self):
        for task in self.tasks:
            await asyncio.wait([task])
        return [error for _, error in sorted(self.errors, key=lambda pair: pair[0])]

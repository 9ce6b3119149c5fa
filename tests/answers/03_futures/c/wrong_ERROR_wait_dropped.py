class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

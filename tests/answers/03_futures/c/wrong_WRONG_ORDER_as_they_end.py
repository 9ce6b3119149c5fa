class Errands:
    def __init__(self):
        self.futures, self.errors = [], []

    def keep(self, future):
        self.futures.append(future)
        future.add_done_callback(self.note)

    def note(self, future):
        if not future.cancelled() and future.exception():
            self.errors.append(future.exception())

    def start(self, coroutine):
        self.keep(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.keep(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        for future in self.futures:
            await asyncio.wait([future])
        await asyncio.sleep(0)
        return self.errors

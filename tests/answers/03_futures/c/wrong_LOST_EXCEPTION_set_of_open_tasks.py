class Errands:
    def __init__(self):
        self.futures = set()

    def keep(self, future):
        self.futures.add(future)
        future.add_done_callback(self.futures.discard)

    def start(self, coroutine):
        self.keep(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.keep(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        while self.futures:
            done, _ = await asyncio.wait(self.futures)
            errors += [f.exception() for f in done if not f.cancelled() and f.exception()]
        return errors

class Errands:
    def __init__(self):
        self.tasks, self.jobs = [], []

    def start(self, coroutine):
        self.tasks.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.jobs.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for futures in (self.tasks, self.jobs):
            for future in futures:
                await asyncio.wait([future])
                if not future.cancelled() and future.exception():
                    errors.append(future.exception())
        return errors

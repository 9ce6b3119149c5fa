class Errands:
    def __init__(self):
        self.started, self.open, self.errors = 0, 0, {}

    def watch(self, future):
        number = self.started
        self.started, self.open = self.started + 1, self.open + 1
        future.add_done_callback(lambda future: self.note(number, future))

    def note(self, number, future):
        self.open -= 1
        if not future.cancelled() and future.exception():
            self.errors[number] = future.exception()

    def start(self, coroutine):
        self.watch(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.watch(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        while self.open:
            await asyncio.sleep(0.1)
        return [self.errors[number] for number in sorted(self.errors)]

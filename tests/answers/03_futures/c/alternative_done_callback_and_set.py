import itertools


class Errands:
    def __init__(self):
        self.open, self.errors, self.numbers = set(), {}, itertools.count()

    def keep(self, future):
        number = next(self.numbers)
        self.open.add(future)
        future.add_done_callback(lambda future: self.note(number, future))

    def note(self, number, future):
        self.open.discard(future)
        if not future.cancelled() and future.exception():
            self.errors[number] = future.exception()

    def start(self, coroutine):
        self.keep(asyncio.ensure_future(coroutine))

    def start_in_thread(self, function, *args):
        self.keep(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        while self.open:
            await asyncio.wait(self.open)
            await asyncio.sleep(0)
        return [self.errors[number] for number in sorted(self.errors)]

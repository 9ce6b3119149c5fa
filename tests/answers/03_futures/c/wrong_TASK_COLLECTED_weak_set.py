import weakref


class Errands:
    def __init__(self):
        self.errors, self.futures, self.started = {}, weakref.WeakSet(), 0

    async def guard(self, number, awaitable):
        try:
            await awaitable
        except Exception as error:
            self.errors[number] = error

    def start(self, coroutine):
        self.started += 1
        self.futures.add(asyncio.create_task(self.guard(self.started, coroutine)))

    def start_in_thread(self, function, *args):
        self.start(asyncio.to_thread(function, *args))

    async def finish(self):
        while any(not future.done() for future in self.futures):
            await asyncio.wait([future for future in self.futures if not future.done()])
        return [self.errors[number] for number in sorted(self.errors)]

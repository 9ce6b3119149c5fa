class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        future = asyncio.get_running_loop().create_future()
        self.futures.append(future)
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

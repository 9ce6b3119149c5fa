from concurrent.futures import Future


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.ready = Future()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        try:
            self.loop, self.stop = self.ready.result()
        except BaseException:
            self.thread.join()
            raise
        return self.loop

    def _work(self):
        try:
            with asyncio.Runner(loop_factory=self.make_loop) as runner:
                runner.run(self._main())
        except BaseException as error:
            if self.ready.done():
                raise
            self.ready.set_exception(error)

    async def _main(self):
        stop = asyncio.Event()
        self.ready.set_result((asyncio.get_running_loop(), stop))
        await stop.wait()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join()

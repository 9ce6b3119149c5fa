class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        self.loop.run_forever()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

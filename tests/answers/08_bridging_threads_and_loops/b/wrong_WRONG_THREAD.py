class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        done, answers = threading.Event(), []

        def finished(task):
            answers.append(task)
            done.set()

        self.loop.create_task(self.client.fetch(name)).add_done_callback(finished)
        done.wait()
        return answers[0].result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

class Beat:
    def __init__(self, every, limit, report):
        self.every, self.limit, self.report = every, limit, report
        self.loop = asyncio.get_running_loop()
        self.ask()

    def ask(self):
        self.due = self.loop.time() + self.every
        self.timer = self.loop.call_at(self.due, self.beat)

    def beat(self):
        late = self.loop.time() - self.due
        if late > self.limit:
            self.report(late)
        self.ask()


async def watch(every, limit, report):
    beat = Beat(every, limit, report)
    try:
        await asyncio.Future()
    finally:
        beat.timer.cancel()

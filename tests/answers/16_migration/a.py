"""Answers to 16.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: cancelled by hand
class Facade(Station):
    def survey(self, sensors):
        loop = LoopThread("station")
        timer = loop.submit(self.report)
        try:
            self.run_workers(sensors)
        finally:
            timer.cancel()
            loop.close()
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% right: a runner in a thread
class Facade(Station):
    def survey(self, sensors):
        ended = asyncio.Event()

        async def main():
            timer = asyncio.create_task(self.report())
            ready.set_result(asyncio.get_running_loop())
            await ended.wait()
            timer.cancel()

        ready = Future()
        thread = threading.Thread(target=asyncio.run, args=(main(),))
        thread.start()
        loop = ready.result()
        self.run_workers(sensors)
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))


from concurrent.futures import Future

# %% right: at given times
class Facade(Station):
    def survey(self, sensors):
        with LoopThread() as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
            return dict(self.values)

    async def report(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        while due := due + 1:
            await asyncio.sleep(due - loop.time())
            self.tell(len(self.values))

# %% right: a chain of timers
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.call(self.report)
            self.run_workers(sensors)
            loop.call(lambda: self.timer.cancel())
        return self.values

    async def report(self):
        self.timer = asyncio.get_running_loop().call_later(1, self.tell_and_go_on)

    def tell_and_go_on(self):
        self.tell(len(self.values))
        self.timer = asyncio.get_running_loop().call_later(1, self.tell_and_go_on)

# %% wrong BLOCKS_THE_LOOP: time.sleep
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            time.sleep(1)
            self.tell(len(self.values))

# %% wrong BLOCKS_THE_LOOP: the event
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
            self.finished.set()
        return self.values

    async def report(self):
        while not self.finished.wait(1):
            self.tell(len(self.values))

# %% wrong BLOCKS_THE_LOOP: the workers too
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.run_workers, sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong WAITS_FOR_THE_TIMER: call
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.call(self.report)
            self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong WAITS_FOR_THE_TIMER: asyncio.run
class Facade(Station):
    def survey(self, sensors):
        asyncio.run(self.report())
        self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong NEVER_AWAITED: a thread for the coroutine
class Facade(Station):
    def survey(self, sensors):
        timer = threading.Thread(target=self.report, name="timer")
        timer.start()
        self.run_workers(sensors)
        timer.join()
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong NEVER_AWAITED: called
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station"):
            self.report()
            self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong NEVER_TELLS: forgotten
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station"):
            self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong NEVER_TELLS: finished too soon
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
        self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong TELLS_ON_A_THREAD: as it was
class Facade(Station):
    pass

# %% wrong TELLS_ON_A_THREAD: to_thread
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            await asyncio.to_thread(self.tell, len(self.values))

# %% wrong WRONG_TIMES: tells first
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            self.tell(len(self.values))
            await asyncio.sleep(1)

# %% wrong WRONG_TIMES: once
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
        return self.values

    async def report(self):
        await asyncio.sleep(1)
        self.tell(len(self.values))

# %% wrong WRONG_RESULT: no return
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong TOO_LATE: waits for the next second
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            timer = loop.submit(self.report)
            self.run_workers(sensors)
            self.finished.set()
            timer.result()
        return self.values

    async def report(self):
        while not self.finished.is_set():
            await asyncio.sleep(1)
            if not self.finished.is_set():
                self.tell(len(self.values))

# %% wrong LEFT_BEHIND: never closed
class Facade(Station):
    def survey(self, sensors):
        loop = LoopThread("station")
        loop.submit(self.report)
        self.run_workers(sensors)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong LEFT_BEHIND: only the timer ended
class Facade(Station):
    def survey(self, sensors):
        loop = LoopThread("station")
        timer = loop.submit(self.report)
        self.run_workers(sensors)
        timer.cancel()
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong BLOCKS_THE_LOOP: the workers as one coroutine
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        for sensor in sensors:
            self.values[sensor] = self.read(sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong NOT_AT_ONCE: one worker
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            for sensor in sensors:
                self.values[sensor] = self.read(sensor)
        return self.values

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

# %% wrong DEADLOCK: joins a timer that nobody ends
class Facade(Station):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.run_workers(sensors)
            self.timer_ended.wait()
        return self.values

    async def report(self):
        self.timer_ended = threading.Event()
        for _ in range(3):
            await asyncio.sleep(1)
            self.tell(len(self.values))

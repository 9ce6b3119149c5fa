"""Answers to 16.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: closed in a finally
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            try:
                self.run_workers(sensors)
            finally:
                self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: the result of a future
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.submit(self.read, sensor).result()
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: stored on the loop
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            self.loop.call(self.read_and_store, sensor)

    async def read_and_store(self, sensor):
        self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: a loop by hand
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        runner = asyncio.Runner()
        self.loop, ended = runner.get_loop(), asyncio.Event()
        thread = threading.Thread(target=self.run_loop, args=(runner, ended), name="station")
        thread.start()
        try:
            self.client = self.soon(self.connect()).result()
            self.soon(self.report())
            self.run_workers(sensors)
            self.soon(self.client.close()).result()
        finally:
            self.loop.call_soon_threadsafe(ended.set)
            thread.join()
        return self.values

    def run_loop(self, runner, ended):
        with runner:
            runner.run(ended.wait())

    def soon(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop)

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.soon(self.read(sensor)).result()
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: a while loop
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        failures = 0
        while True:
            self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                failures += 1
                if failures == 3:
                    return str(error)
                await asyncio.sleep(0.5)

# %% wrong OTHER_LOOP: asyncio.run in the workers
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = asyncio.run(self.read(sensor))
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong OTHER_LOOP: connected by asyncio.run
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = asyncio.run(self.connect())
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong OTHER_LOOP: closed by asyncio.run
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            asyncio.run(self.client.close())
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong CONNECTS_AGAIN: in read
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await (await self.connect()).ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong CONNECTS_AGAIN: in each worker
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        self.client = self.loop.call(self.connect)
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: the pause
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            time.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: waits for itself
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return asyncio.run_coroutine_threadsafe(self.client.ask(sensor), self.loop.loop).result(5)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: the lock across the await
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            try:
                with self.lock:
                    self.asked += 1
                    return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: result on the loop
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return asyncio.run_coroutine_threadsafe(self.client.ask(sensor), self.loop.loop).result()
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong KEEPS_A_HANDLE: submit
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.submit(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong KEEPS_A_HANDLE: not awaited
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return asyncio.ensure_future(self.client.ask(sensor))
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NEVER_AWAITED: close called
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.client.close()
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong KEEPS_A_HANDLE: read called
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.read(sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong TOO_MANY: a thread for each
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            workers = [threading.Thread(target=self.read_one, args=(each,)) for each in sensors]
            for thread in workers:
                thread.start()
            for thread in workers:
                thread.join()
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    def read_one(self, sensor):
        self.values[sensor] = self.loop.call(self.read, sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_AT_ONCE: the lock around the call
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            with self.lock:
                self.values[sensor] = self.loop.call(self.read, sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_ASKED: twice
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_ASKED: once
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        self.asked += 1
        try:
            return await self.client.ask(sensor)
        except OSError as error:
            return str(error)

# %% wrong NOT_ASKED: network errors only
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except ConnectionError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_PAUSE: none
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(0)

# %% wrong WRONG_PAUSE: longer each time
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 1, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NEVER_TELLS: forgotten
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong TELLS_ON_A_THREAD: the timer of the station
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            timer = threading.Thread(target=Station.report, args=(self,), name="timer")
            timer.start()
            self.run_workers(sensors)
            self.finished.set()
            timer.join()
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_TIMES: told for each sensor
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value
            self.loop.call(self.tell, len(self.values))

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_CLOSED: forgotten
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_CLOSED: submitted
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.submit(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_ASKED: again for a value that is false
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                if value := await self.client.ask(sensor):
                    return value
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ZERO_LOST: a text for nothing
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor) or "nothing"
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong TOO_LATE: workers without an end
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while True:
            sensor = self.jobs.get()
            if sensor is None:
                continue
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong MISCOUNTS: forgotten
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong MISCOUNTS: written after the ask
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            asked = self.asked
            try:
                value = await self.client.ask(sensor)
                self.asked = asked + 1
                return value
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_RESULT: the error itself
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return error
            await asyncio.sleep(pause)

# %% wrong WRONG_RESULT: no value of what failed
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return None
            await asyncio.sleep(pause)

# %% wrong TOO_LATE: a pause at the end
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
            time.sleep(0.5)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong LEFT_BEHIND: never closed
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        self.loop = LoopThread("station")
        if True:
            self.client = self.loop.call(self.connect)
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong LEFT_BEHIND: closed at the end only
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        self.loop = LoopThread("station")
        self.client = self.loop.call(self.connect)
        self.loop.submit(self.report)
        self.run_workers(sensors)
        self.loop.call(self.client.close)
        self.loop.close()
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ERROR_LOST: nothing to survey
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            try:
                self.client = self.loop.call(self.connect)
            except Exception:
                return {}
            self.loop.submit(self.report)
            self.run_workers(sensors)
            self.loop.call(self.client.close)
        return self.values

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ON_THE_CALLERS_THREAD: one asyncio.run
class Leaves(Facade):
    def __init__(self, connect, tell):
        super().__init__(None, tell)
        self.connect = connect

    def survey(self, sensors):
        return asyncio.run(self.read_all(sensors))

    async def read_all(self, sensors):
        self.client = await self.connect()
        timer = asyncio.create_task(self.report())
        for sensor in sensors:
            self.jobs.put(sensor)
        await asyncio.gather(self.read_some(), self.read_some())
        timer.cancel()
        await self.client.close()
        return self.values

    async def read_some(self):
        while not self.jobs.empty():
            sensor = self.jobs.get()
            self.values[sensor] = await self.read(sensor)

    def work(self):
        while (sensor := self.jobs.get()) is not None:
            value = self.loop.call(self.read, sensor)
            with self.lock:
                self.values[sensor] = value

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            with self.lock:
                self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% equivalent mutants
# with dropped: with self.lock: | each worker stores under a key of its own, in one step
# with dropped: with self.lock: (2) | only tasks of one loop count, without an await in between
# lock made per call: with self.lock: | each worker stores under a key of its own, in one step
# lock made per call: with self.lock: (2) | only tasks of one loop count, without an await in between

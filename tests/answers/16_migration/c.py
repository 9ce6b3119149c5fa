"""Answers to 16.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a queue
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = asyncio.Queue()
        for sensor in sensors:
            waiting.put_nowait(sensor)
        await asyncio.gather(*(self.read_some(waiting) for _ in range(2)))
        await self.client.close()

    async def read_some(self, waiting):
        while not waiting.empty():
            sensor = waiting.get_nowait()
            self.values[sensor] = await self.read(sensor)

# %% right: a semaphore
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        places = asyncio.Semaphore(2)
        await asyncio.gather(*(self.read_one(places, sensor) for sensor in sensors))
        await self.client.close()

    async def read_one(self, places, sensor):
        async with places:
            self.values[sensor] = await self.read(sensor)

# %% right: four crossings
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.client = loop.call(self.connect)
            loop.call(self.read_all, sensors)
            loop.call(self.client.close)
        return self.values

    async def read_all(self, sensors):
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% right: the timer in the group
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.call(self.read_and_tell, sensors)
        return self.values

    async def read_and_tell(self, sensors):
        timer = asyncio.create_task(self.report())
        try:
            await self.read_all(sensors)
        finally:
            timer.cancel()

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% right: the queue of the station, with the lock
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            for sensor in sensors:
                self.jobs.put(sensor)
            loop.call(self.read_all)
        return self.values

    async def read_all(self):
        self.client = await self.connect()
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(), name=f"worker {number}")
        await self.client.close()

    async def read_some(self):
        while not self.jobs.empty():
            sensor = self.jobs.get()
            value = await self.read(sensor)
            with self.lock:
                self.values[sensor] = value

# %% wrong WORKERS_ARE_THREADS: as before
class Boundary(Leaves):
    pass

# %% wrong WORKERS_ARE_THREADS: to_thread
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as self.loop:
            loop = self.loop
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        async with asyncio.TaskGroup() as group:
            for sensor in [*sensors, None, None]:
                self.jobs.put(sensor)
            for _ in range(2):
                group.create_task(asyncio.to_thread(self.work))
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong MANY_CROSSINGS: a call for each sensor
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.client = loop.call(self.connect)
            for sensor in sensors:
                self.values[sensor] = loop.call(self.read, sensor)
            loop.call(self.client.close)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong MANY_CROSSINGS: all handed over
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.client = loop.call(self.connect)
            futures = {sensor: loop.submit(self.read, sensor) for sensor in sensors}
            self.values = {sensor: future.result() for sensor, future in futures.items()}
            loop.call(self.client.close)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NOT_AT_ONCE: one after the other
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        for sensor in sensors:
            self.values[sensor] = await self.read(sensor)
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NOT_AT_ONCE: tasks awaited at once
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        for sensor in sensors:
            self.values[sensor] = await asyncio.create_task(self.read(sensor))
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong TOO_MANY: all at once
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        async with asyncio.TaskGroup() as group:
            for sensor in sensors:
                group.create_task(self.read_one(sensor))
        await self.client.close()

    async def read_one(self, sensor):
        self.values[sensor] = await self.read(sensor)

# %% wrong TOO_MANY: a semaphore for each
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        await asyncio.gather(*(self.read_one(sensor) for sensor in sensors))
        await self.client.close()

    async def read_one(self, sensor):
        async with asyncio.Semaphore(2):
            self.values[sensor] = await self.read(sensor)

# %% wrong PLACE_LEFT_EMPTY: in pairs
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        for at in range(0, len(sensors), 2):
            async with asyncio.TaskGroup() as group:
                for sensor in sensors[at : at + 2]:
                    group.create_task(self.read_one(sensor))
        await self.client.close()

    async def read_one(self, sensor):
        self.values[sensor] = await self.read(sensor)

# %% wrong WRONG_ORDER: a half for each
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(sensors[number::2]))
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong WRONG_ORDER: from the end
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors[::-1])
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong WRONG_PAUSE: places given back in the pauses
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        self.places = asyncio.Semaphore(2)
        await asyncio.gather(*(self.read_one(sensor) for sensor in sensors))
        await self.client.close()

    async def read_one(self, sensor):
        self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                async with self.places:
                    return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: the pause
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            time.sleep(pause)

# %% wrong WRONG_PAUSE: none
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(0)

# %% wrong NOT_ASKED: twice
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, None):
            self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ZERO_LOST: a text for nothing
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await self.client.ask(sensor) or "nothing"
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_RESULT: without what failed
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

    async def read(self, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await self.client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return None
            await asyncio.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: the lock across the await
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            with self.lock:
                self.values[sensor] = await self.read(sensor)

# %% wrong BLOCKS_THE_LOOP: workers wait at a queue of threads
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            for sensor in sensors:
                self.jobs.put(sensor)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        while (sensor := self.jobs.get()) is not None:
            self.values[sensor] = await self.read(sensor)

# %% wrong OTHER_LOOP: connected by asyncio.run
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            self.client = asyncio.run(self.connect())
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong ON_THE_CALLERS_THREAD: asyncio.run
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            asyncio.run(self.read_all(sensors))
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NEVER_AWAITED: the workers
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                self.read_some(waiting)
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NEVER_AWAITED: the close
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NOT_CLOSED: forgotten
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NOT_CLOSED: a task that nobody awaits
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        asyncio.create_task(self.client.close())

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong NEVER_TELLS: forgotten
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong TELLS_ON_A_THREAD: in the pool
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            await asyncio.to_thread(self.tell, len(self.values))

# %% wrong WRONG_TIMES: after each sensor
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)
            self.tell(len(self.values))

# %% wrong CONNECTS_AGAIN: in each worker
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        self.client = await self.connect()
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong LEFT_BEHIND: the loop goes on
class Boundary(Leaves):
    def survey(self, sensors):
        loop = LoopThread("station")
        loop.submit(self.report)
        loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong LEFT_BEHIND: closed at the end only
class Boundary(Leaves):
    def survey(self, sensors):
        loop = LoopThread("station")
        loop.submit(self.report)
        loop.call(self.read_all, sensors)
        loop.close()
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong ERROR_LOST: in the log
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        try:
            self.client = await self.connect()
        except Exception as error:
            return print(error)
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong TOO_LATE: until the next second
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
            time.sleep(1)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.read_some(waiting), name=f"worker {number}")
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

# %% wrong FAILS_ON_NOTHING: as many workers as sensors
class Boundary(Leaves):
    def survey(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            loop.call(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        self.client = await self.connect()
        waiting = iter(sensors)
        first = [asyncio.create_task(self.read_some(waiting)) for _ in sensors[:2]]
        await asyncio.wait(first)
        await self.client.close()

    async def read_some(self, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(sensor)

"""Answers to 16.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a queue, and the client in a context manager
import contextlib


class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        waiting = asyncio.Queue()
        for sensor in sensors:
            waiting.put_nowait(sensor)
        async with self.connected() as client, asyncio.TaskGroup() as group:
            for _ in range(2):
                group.create_task(self.work(client, waiting))

    @contextlib.asynccontextmanager
    async def connected(self):
        client = await self.connect()
        try:
            yield client
        finally:
            await client.close()

    async def work(self, client, waiting):
        while not waiting.empty():
            sensor = waiting.get_nowait()
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: a semaphore
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, places = await self.connect(), asyncio.Semaphore(2)
        try:
            async with asyncio.TaskGroup() as group:
                for sensor in sensors:
                    group.create_task(self.read_one(client, places, sensor))
        finally:
            await client.close()

    async def read_one(self, client, places, sensor):
        async with places:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: a group in a group
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: a timer that stops by itself
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        self.done = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.report())
            await self.read_all(sensors)
            self.done.set()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            try:
                async with asyncio.timeout(1):
                    await self.done.wait()
                return
            except TimeoutError:
                self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% right: a face with a runner
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        with asyncio.Runner() as runner:
            return runner.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong STARTS_A_THREAD: a loop thread
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        with LoopThread("station") as loop:
            timer = loop.submit(self.report)
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_ON_THE_CALLERS_LOOP: a loop thread for all
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        with LoopThread("station") as loop:
            loop.submit(self.report)
            await loop.call_async(self.read_all, sensors)
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_ON_THE_CALLERS_LOOP: the face in a thread
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_here(sensors))

    async def survey_async(self, sensors):
        return await asyncio.to_thread(self.survey, sensors)

    async def survey_here(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong TELLS_ON_A_THREAD: to_thread
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            await asyncio.to_thread(self.tell, len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong BLOCKS_THE_LOOP: the pause
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            time.sleep(pause)

# %% wrong DEADLOCK: a lock of threads across the await
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked, self.lock = {}, 0, threading.Lock()

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            with self.lock:
                self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NEVER_AWAITED: the workers
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    self.work(client, waiting)
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong TOO_MANY: all at once
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for sensor in sensors:
                    group.create_task(self.work(client, [sensor]))
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_AT_ONCE: one worker
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            await self.work(client, waiting)
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_AT_ONCE: a lock around the read
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked, self.lock = {}, 0, asyncio.Lock()

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            async with self.lock:
                self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_ASKED: twice
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_PAUSE: none
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(0)

# %% wrong WRONG_ORDER: from the end
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors[::-1])
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong PLACE_LEFT_EMPTY: in pairs
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            for at in range(0, len(sensors), 2):
                async with asyncio.TaskGroup() as group:
                    for sensor in sensors[at : at + 2]:
                        group.create_task(self.work(client, [sensor]))
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NEVER_TELLS: forgotten
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            await self.read_all(sensors)
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_TIMES: tells first
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            self.tell(len(self.values))
            await asyncio.sleep(1)

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_CLOSED: forgotten
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            pass

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_CLOSED: not on an error
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        async with asyncio.TaskGroup() as group:
            for number in range(2):
                group.create_task(self.work(client, waiting), name=f"worker {number}")
        await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong CONNECTS_AGAIN: a client for each worker
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        client = await self.connect()
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong MISCOUNTS: written after the ask
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            asked = self.asked
            try:
                return await client.ask(sensor)
            except OSError as error:
                self.asked = asked + 1
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong RACE: a moment between
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            asked = self.asked
            if asked % 2:
                await asyncio.sleep(0)
            self.asked = asked + 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong MISCOUNTS: once a sensor
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        self.asked += 1
        for pause in (0.5, 0.5, None):
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ZERO_LOST: a text for nothing
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor) or "nothing"
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_RESULT: without what failed
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return None
            await asyncio.sleep(pause)

# %% wrong WRONG_RESULT: no return
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong TOO_LATE: until the timer has told once more
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked, self.done = {}, 0, False

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            self.done = True
            await timer
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while not self.done:
            await asyncio.sleep(1)
            if not self.done:
                self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong LEFT_BEHIND: the timer goes on
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        self.timer = asyncio.create_task(self.report())
        await self.read_all(sensors)
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong FAILS_ON_NOTHING: as many workers as sensors
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            workers = [self.work(client, waiting) for _ in sensors[:2]]
            await asyncio.wait([asyncio.create_task(each) for each in workers])
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ASKS_ON: every exception is a value
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except BaseException as error:
                if pause is None or not isinstance(error, OSError):
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong CANCEL_SWALLOWED: what there is
import contextlib


class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        with contextlib.suppress(asyncio.CancelledError):
            async with asyncio.TaskGroup() as group:
                timer = group.create_task(self.report(), name="timer")
                await self.read_all(sensors)
                timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong CANCEL_LEAVES_RUNNING: tasks of its own
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            workers = [asyncio.create_task(self.work(client, waiting)) for _ in range(2)]
            await asyncio.wait(workers)
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong LEFT_BEHIND: a timer cancelled at the end only
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        timer = asyncio.create_task(self.report())
        await self.read_all(sensors)
        timer.cancel()
        await asyncio.wait([timer])
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong ERROR_LOST: a timer that nobody awaits
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        timer = asyncio.create_task(self.report())
        try:
            await self.read_all(sensors)
        finally:
            timer.cancel()
            await asyncio.wait([timer])
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong NOT_REFUSED: a thread of its own
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        with LoopThread("station", foreign_loop="allow") as loop:
            return loop.call(self.survey_async, sensors)

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong RETURNS_AWAITABLE: not run
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        return self.survey_async(sensors)

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong WRONG_RESULT: a face without return
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        asyncio.run(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

# %% wrong LEFT_BEHIND: a loop that nobody closes
class AsyncStation:
    def __init__(self, connect, tell):
        self.connect, self.tell = connect, tell
        self.values, self.asked = {}, 0

    def survey(self, sensors):
        loop = asyncio.new_event_loop()
        return loop.run_until_complete(self.survey_async(sensors))

    async def survey_async(self, sensors):
        async with asyncio.TaskGroup() as group:
            timer = group.create_task(self.report(), name="timer")
            await self.read_all(sensors)
            timer.cancel()
        return self.values

    async def read_all(self, sensors):
        client, waiting = await self.connect(), iter(sensors)
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(2):
                    group.create_task(self.work(client, waiting), name=f"worker {number}")
        finally:
            await client.close()

    async def work(self, client, waiting):
        for sensor in waiting:
            self.values[sensor] = await self.read(client, sensor)

    async def report(self):
        while True:
            await asyncio.sleep(1)
            self.tell(len(self.values))

    async def read(self, client, sensor):
        for pause in (0.5, 0.5, None):
            self.asked += 1
            try:
                return await client.ask(sensor)
            except OSError as error:
                if pause is None:
                    return str(error)
            await asyncio.sleep(pause)

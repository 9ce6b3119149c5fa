# %% right: submit and result
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.submit(connect).result()

    def fetch(self, city):
        return self.bridge.submit(self.client.fetch, city).result()

    def close(self):
        self.bridge.submit(self.client.close).result()
        self.bridge.close()

# %% right: a loop in a thread by hand
import threading


class Weather:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.client = self._wait(connect())

    def _wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, city):
        return self._wait(self.client.fetch(city))

    def close(self):
        self._wait(self.client.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% right: connects later
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread(foreign_loop="allow")
        self.connecting = self.bridge.submit(connect)

    @property
    def client(self):
        return self.connecting.result()

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        try:
            self.bridge.call(self.client.close)
        finally:
            self.bridge.close()

# %% right: a coroutine of its own
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")

        async def start():
            return await connect()

        self.client = self.bridge.call(start)

    def fetch(self, city):
        return self.bridge.call(lambda: self.client.fetch(city))

    def close(self):
        with self.bridge:
            self.bridge.call(self.client.close)

# %% wrong LOOP_FOR_EACH_CALL: asyncio.run
class Weather:
    def __init__(self, connect):
        self.client = asyncio.run(connect())

    def fetch(self, city):
        return asyncio.run(self.client.fetch(city))

    def close(self):
        asyncio.run(self.client.close())

# %% wrong LOOP_FOR_EACH_CALL: asyncio.run in a thread
class Weather:
    def __init__(self, connect):
        self.client = self._run(connect)

    def _run(self, function, *args):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: asyncio.run(function(*args))).result()

    def fetch(self, city):
        return self._run(self.client.fetch, city)

    def close(self):
        self._run(self.client.close)

# %% wrong LOOP_FOR_EACH_CALL: a bridge for each call
class Weather:
    def __init__(self, connect):
        with LoopThread(foreign_loop="allow") as bridge:
            self.client = bridge.call(connect)

    def fetch(self, city):
        with LoopThread(foreign_loop="allow") as bridge:
            return bridge.call(self.client.fetch, city)

    def close(self):
        with LoopThread(foreign_loop="allow") as bridge:
            bridge.call(self.client.close)

# %% wrong CONNECTS_AGAIN: in each fetch
class Weather:
    def __init__(self, connect):
        self.bridge, self.connect = LoopThread(foreign_loop="allow"), connect
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        self.client = self.bridge.call(self.connect)
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong NOT_IN_A_CELL: its own loop, without the patch
class Weather:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.client = self.loop.run_until_complete(connect())

    def fetch(self, city):
        return self.loop.run_until_complete(self.client.fetch(city))

    def close(self):
        self.loop.run_until_complete(self.client.close())
        self.loop.close()

# %% wrong NOT_IN_A_CELL: a runner
class Weather:
    def __init__(self, connect):
        self.runner = asyncio.Runner()
        self.client = self.runner.run(connect())

    def fetch(self, city):
        return self.runner.run(self.client.fetch(city))

    def close(self):
        self.runner.run(self.client.close())
        self.runner.close()

# %% wrong NOT_IN_A_CELL: raises
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="raise")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong WARNS: as it comes
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong HANGS_IN_A_CELL: the running loop
class Weather:
    def __init__(self, connect):
        try:
            self.loop, self.bridge = asyncio.get_running_loop(), None
        except RuntimeError:
            self.bridge = LoopThread("weather", foreign_loop="allow")
            self.loop = self.bridge.loop
        self.client = self._wait(connect())

    def _wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, city):
        return self._wait(self.client.fetch(city))

    def close(self):
        self._wait(self.client.close())
        if self.bridge:
            self.bridge.close()

# %% wrong WRONG_IN_A_CELL: a task for cells
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self.bridge.call(self.client.fetch, city)
        return self.bridge.submit(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong RETURNS_AWAITABLE: an async method
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    async def fetch(self, city):
        return await self.bridge.call_async(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong RETURNS_AWAITABLE: submit
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.submit(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong WAITS_FOR_EVER: nobody runs the loop
class Weather:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, city):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(city), self.loop).result()

    def close(self):
        self.loop.close()

# %% wrong CLIENT_NOT_CLOSED: only the bridge
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.close()

# %% wrong CLIENT_NOT_CLOSED: not waited for
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.submit(self.client.close)
        self.bridge.close()

# %% wrong LEFT_BEHIND: only the client
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)

# %% wrong LEFT_BEHIND: the thread by hand
import threading


class Weather:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.client = self._wait(connect())

    def _wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, city):
        return self._wait(self.client.fetch(city))

    def close(self):
        self._wait(self.client.close())

# %% wrong CLIENT_NOT_CLOSED: the bridge first
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.close()
        self.bridge.call(self.client.close)

# %% wrong ERROR: a coroutine in place of a function
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect())

    def fetch(self, city):
        return self.bridge.call(self.client.fetch(city))

    def close(self):
        self.bridge.close()

# %% wrong ERROR_LOST: none for an error
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        try:
            return self.bridge.call(self.client.fetch, city)
        except Exception:
            return None

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong ZERO_LOST: an if
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        return self.bridge.call(self.client.fetch, city) or "no weather"

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong WRONG_RESULT: no return
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong NOT_AT_ONCE: a lock
import threading


class Weather:
    def __init__(self, connect):
        self.bridge, self.lock = LoopThread("weather", foreign_loop="allow"), threading.Lock()
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        with self.lock:
            return self.bridge.call(self.client.fetch, city)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong MIXED_UP: an attribute
class Weather:
    def __init__(self, connect):
        self.bridge = LoopThread("weather", foreign_loop="allow")
        self.client = self.bridge.call(connect)

    def fetch(self, city):
        self.future = self.bridge.submit(self.client.fetch, city)
        self.bridge.call(asyncio.sleep, 0.5)  # a pause, to be polite to the server
        return self.future.result()

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

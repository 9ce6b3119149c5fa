"""Answers to 08.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: main coroutine
from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.ready, self.closed, self.lock = Future(), False, threading.Lock()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._main(connect)))
        self.thread.start()
        try:
            self.loop, self.client, self.stop = self.ready.result()
        except BaseException:
            self.thread.join()
            raise

    async def _main(self, connect):
        try:
            client = await connect()
        except Exception as error:
            self.ready.set_exception(error)
            return
        stop = asyncio.Event()
        self.ready.set_result((asyncio.get_running_loop(), client, stop))
        await stop.wait()
        await client.close()

    def fetch(self, name):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        return future.result()

    def close(self):
        with self.lock:
            closed, self.closed = self.closed, True
        if not closed:
            self.loop.call_soon_threadsafe(self.stop.set)
            self.thread.join()

# %% right: queue of calls
from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.calls, self.closed, self.lock = Future(), False, threading.RLock()
        outcome = Future()
        self.thread = threading.Thread(target=asyncio.run, args=(self._serve(connect, outcome),))
        self.thread.start()
        try:
            self.loop, self.calls = outcome.result()
        except Exception:
            self.thread.join()
            raise

    async def _serve(self, connect, outcome):
        try:
            client = await connect()
        except Exception as error:
            return outcome.set_exception(error)
        calls = asyncio.Queue()
        outcome.set_result((asyncio.get_running_loop(), calls))
        async with asyncio.TaskGroup() as group:
            while (call := await calls.get()) is not None:
                group.create_task(self._one(client, *call))
        await client.close()

    async def _one(self, client, name, future):
        try:
            future.set_result(await client.fetch(name))
        except Exception as error:
            future.set_exception(error)

    def _put(self, call):
        self.loop.call_soon_threadsafe(self.calls.put_nowait, call)

    def fetch(self, name):
        future = Future()
        with self.lock:
            if self.closed:
                raise RuntimeError("the maps are closed")
            self._put((name, future))
        return future.result()

    def close(self):
        with self.lock:
            if self.closed:
                return
            self.closed = True
            self._put(None)
        self.thread.join()

# %% right: calls that close cancels
class Maps:
    def __init__(self, connect):
        self.under_way, self.closed = set(), False
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        self.under_way.add(future)
        if self.closed:
            future.cancel()
        return future.result()

    def close(self):
        if not self.closed:
            self.closed = True
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
            self.stack.close()
            for future in list(self.under_way):
                future.cancel()

# %% wrong RACE: main coroutine
from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.ready, self.closed = Future(), False
        self.thread = threading.Thread(target=lambda: asyncio.run(self._main(connect)))
        self.thread.start()
        try:
            self.loop, self.client, self.stop = self.ready.result()
        except BaseException:
            self.thread.join()
            raise

    async def _main(self, connect):
        try:
            client = await connect()
        except Exception as error:
            self.ready.set_exception(error)
            return
        stop = asyncio.Event()
        self.ready.set_result((asyncio.get_running_loop(), client, stop))
        await stop.wait()
        await client.close()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            self.loop.call_soon_threadsafe(self.stop.set)
            self.thread.join()

# %% wrong RACE: queue of calls
from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.calls, self.closed = Future(), False
        outcome = Future()
        self.thread = threading.Thread(target=asyncio.run, args=(self._serve(connect, outcome),))
        self.thread.start()
        try:
            self.loop, self.calls = outcome.result()
        except Exception:
            self.thread.join()
            raise

    async def _serve(self, connect, outcome):
        try:
            client = await connect()
        except Exception as error:
            return outcome.set_exception(error)
        calls = asyncio.Queue()
        outcome.set_result((asyncio.get_running_loop(), calls))
        async with asyncio.TaskGroup() as group:
            while (call := await calls.get()) is not None:
                group.create_task(self._one(client, *call))
        await client.close()

    async def _one(self, client, name, future):
        try:
            future.set_result(await client.fetch(name))
        except Exception as error:
            future.set_exception(error)

    def _put(self, call):
        self.loop.call_soon_threadsafe(self.calls.put_nowait, call)

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("the maps are closed")
        future = Future()
        self._put((name, future))
        return future.result()

    def close(self):
        if not self.closed:
            self.closed = True
            self._put(None)
            self.thread.join()

# %% wrong RACE: run forever
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.client = None
        try:
            self.client = self._wait_for(connect())
        except BaseException:
            self.close()
            raise

    def _work(self):
        try:
            self.loop.run_forever()
        finally:
            self.loop.run_until_complete(self._cancel_all())
            self.loop.close()

    async def _cancel_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _wait_for(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if not self.thread.is_alive():
            raise RuntimeError("closed")
        return self._wait_for(self.client.fetch(name))

    def close(self):
        if not self.thread.is_alive():
            return
        if self.client is not None:
            self._wait_for(self.client.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong CALLER_LEFT_WAITING
class Maps:
    def __init__(self, connect):
        self.loop, self.closed = asyncio.new_event_loop(), False
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        try:
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
        except BaseException:
            self._end()
            raise

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def _end(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def close(self):
        if not self.closed:
            self.closed = True
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
            self._end()

# %% wrong CLIENT_NOT_CLOSED
class Maps:
    def __init__(self, connect):
        self.background, self.closed = BackgroundLoop(), False
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            self.background.__exit__(None, None, None)

# %% wrong CLIENT_NOT_CLOSED: not awaited
class Maps:
    def __init__(self, connect):
        self.background, self.closed = BackgroundLoop(), False
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            self.client.close()
            self.background.__exit__(None, None, None)

# %% wrong CLIENT_NOT_CLOSED: result dropped
class Maps:
    def __init__(self, connect):
        self.background, self.closed = BackgroundLoop(), False
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop)
            self.background.__exit__(None, None, None)

# %% wrong CLOSE_FAILS
class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()
        self.under_way, self.closed = set(), False

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        self.under_way.add(future)
        try:
            return future.result()
        finally:
            self.under_way.discard(future)

    def close(self):
        if self.closed:
            return
        self.closed = True
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        futures = list(self.under_way)
        self.stack.close()
        for future in futures:
            future.result()

# %% wrong CLOSE_HANGS
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.thread.join()
        self.loop.close()

# %% wrong CLOSE_HANGS: stops first
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.loop.close()

# %% wrong CONNECTS_AGAIN
class Maps:
    def __init__(self, connect):
        self.connect = connect

    async def _fetch(self, name):
        client = await self.connect()
        try:
            return await client.fetch(name)
        finally:
            await client.close()

    def fetch(self, name):
        return asyncio.run(self._fetch(name))

    def close(self):
        pass

# %% wrong CONNECTS_AGAIN: per thread
class Maps:
    def __init__(self, connect):
        self.connect, self.local = connect, threading.local()

    def _runner(self):
        if not hasattr(self.local, "runner"):
            self.local.runner = asyncio.Runner()
            self.local.client = self.local.runner.run(self.connect())
        return self.local.runner

    def fetch(self, name):
        return self._runner().run(self.local.client.fetch(name))

    def close(self):
        self._runner().run(self.local.client.close())
        self._runner().close()

# %% wrong ERROR_LOST: of connect
class Maps:
    def __init__(self, connect):
        self.stack, self.closed = contextlib.ExitStack(), False
        self.loop = self.stack.enter_context(BackgroundLoop())
        try:
            self.client = self._call(connect())
        except Exception as error:
            self.stack.close()
            raise RuntimeError("cannot connect") from error
        self.stack.callback(lambda: self._call(self.client.close()))

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return self._call(self.client.fetch(name))

    def close(self):
        self.closed = True
        self.stack.close()

# %% wrong ERROR_LOST: of connect, until the first fetch
class Maps:
    def __init__(self, connect):
        self.stack, self.closed = contextlib.ExitStack(), False
        self.loop = self.stack.enter_context(BackgroundLoop())
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop)
        self.stack.callback(lambda: self._call(self.client.result().close()))

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return self._call(self.client.result().fetch(name))

    def close(self):
        self.closed = True
        self.stack.close()

# %% wrong ERROR_LOST
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        done, pages = threading.Event(), {}

        async def work():
            try:
                pages[name] = await self.client.fetch(name)
            finally:
                done.set()

        asyncio.run_coroutine_threadsafe(work(), self.loop)
        done.wait()
        return pages.get(name)

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong ERROR_LOST: returned
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        return future.exception() or future.result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong FAILS_TWICE
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        try:
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
        except BaseException:
            self.background.__exit__(None, None, None)
            raise

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong FETCHES_AFTER_CLOSE: opens again
class Maps:
    def __init__(self, connect):
        self.connect, self.stack = connect, None
        self._open()

    def _open(self):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = self._call(self.connect())
            stack.callback(lambda: self._call(self.client.close()))
            self.stack = stack.pop_all()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if self.loop.is_closed():
            self._open()
        return self._call(self.client.fetch(name))

    def close(self):
        self.stack.close()

# %% wrong FETCHES_AFTER_CLOSE: other error
class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = self._call(connect())
            stack.callback(lambda: self._call(self.client.close()))
            self.stack = stack.pop_all()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        return self._call(self.client.fetch(name))

    def close(self):
        self.stack.close()
        self.client = None

# %% wrong WAITS_FOR_EVER
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong HANGS_AFTER_CLOSE
from collections import deque
from concurrent.futures import Future


class Maps:
    def __init__(self, connect):
        self.calls, self.ready = None, Future()
        self.thread = threading.Thread(target=asyncio.run, args=(self._serve(connect),))
        self.thread.start()
        self.loop, self.calls = self.ready.result()

    async def _serve(self, connect):
        client, self.calls = await connect(), deque()
        self.come = asyncio.Event()
        self.ready.set_result((asyncio.get_running_loop(), self.calls))
        tasks = set()
        while True:
            await self.come.wait()
            self.come.clear()
            while self.calls:
                call = self.calls.popleft()
                if call is None:
                    return await client.close()
                tasks.add(asyncio.create_task(self._one(client, *call)))

    async def _one(self, client, name, future):
        try:
            future.set_result(await client.fetch(name))
        except Exception as error:
            future.set_exception(error)

    def fetch(self, name):
        future = Future()
        self.calls.append((name, future))
        if self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.come.set)
        return future.result()

    def close(self):
        if self.thread.is_alive():
            self.calls.append(None)
            self.loop.call_soon_threadsafe(self.come.set)
            self.thread.join()

# %% wrong LEFT_BEHIND: daemon
class Maps:
    def __init__(self, connect):
        self.loop, self.closed = asyncio.new_event_loop(), False
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.closed:
            self.closed = True
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()

# %% wrong LEFT_BEHIND: loop open
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong LEFT_BEHIND: by a failed connect
class Maps:
    def __init__(self, connect):
        self.stack, self.closed = contextlib.ExitStack(), False
        self.loop = self.stack.enter_context(BackgroundLoop())
        self.client = self._call(connect())
        self.stack.callback(lambda: self._call(self.client.close()))

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return self._call(self.client.fetch(name))

    def close(self):
        self.closed = True
        self.stack.close()

# %% wrong MIXED_UP
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        self.future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        concurrent_wait([self.future])
        return self.future.result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)


def concurrent_wait(futures):
    for future in futures:
        future.exception()

# %% wrong NEVER_AWAITED
class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = self._call(connect())
            stack.callback(lambda: self._call(self.client.close()))
            self.stack = stack.pop_all()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        return self._call(self.client.fetch(name))

    def close(self):
        self.stack.close()

# %% wrong NOT_YOURS
from helpers import LoopThread


class Maps:
    def __init__(self, connect):
        self.bridge = LoopThread("maps")
        self.client = self.bridge.call(connect)

    def fetch(self, name):
        return self.bridge.call(self.client.fetch, name)

    def close(self):
        self.bridge.call(self.client.close)
        self.bridge.close()

# %% wrong WRONG_RESULT: forgot return
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong NOT_AT_ONCE: lock
class Maps:
    def __init__(self, connect):
        self.background, self.lock = BackgroundLoop(), threading.Lock()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        with self.lock:
            return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong NOT_AT_ONCE: pool of one
from concurrent.futures import ThreadPoolExecutor


class Maps:
    def __init__(self, connect):
        self.pool, self.runner = ThreadPoolExecutor(1), asyncio.Runner()
        self.client = self._run(connect())

    def _run(self, coroutine):
        return self.pool.submit(self.runner.run, coroutine).result()

    def fetch(self, name):
        return self._run(self.client.fetch(name))

    def close(self):
        self._run(self.client.close())
        self.pool.submit(self.runner.close).result()
        self.pool.shutdown()

# %% wrong ONE_LOOP_PER_CALL
class Maps:
    def __init__(self, connect):
        self.client = asyncio.run(connect())

    def fetch(self, name):
        return asyncio.run(self.client.fetch(name))

    def close(self):
        asyncio.run(self.client.close())

# %% wrong ONE_LOOP_PER_CALL: in a thread
from concurrent.futures import ThreadPoolExecutor


class Maps:
    def __init__(self, connect):
        self.pool = ThreadPoolExecutor(8)
        self.client = self._run(connect())

    def _run(self, coroutine):
        return self.pool.submit(asyncio.run, coroutine).result()

    def fetch(self, name):
        return self._run(self.client.fetch(name))

    def close(self):
        self._run(self.client.close())
        self.pool.shutdown()

# %% wrong ONE_LOOP_PER_CALL: only connect
class Maps:
    def __init__(self, connect):
        self.client = asyncio.run(connect())
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong ON_THE_CALLERS_THREAD
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.client = self.loop.run_until_complete(connect())

    def fetch(self, name):
        return self.loop.run_until_complete(self.client.fetch(name))

    def close(self):
        self.loop.run_until_complete(self.client.close())
        self.loop.close()

# %% wrong ON_THE_CALLERS_THREAD: runner and lock
class Maps:
    def __init__(self, connect):
        self.runner, self.lock = asyncio.Runner(), threading.Lock()
        self.client = self.runner.run(connect())

    def fetch(self, name):
        with self.lock:
            return self.runner.run(self.client.fetch(name))

    def close(self):
        with self.lock:
            self.runner.run(self.client.close())
            self.runner.close()

# %% wrong RETURNS_AWAITABLE: coroutine
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return self.client.fetch(name)

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong RETURNS_AWAITABLE: future
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong TOUCHES_THE_LOOP
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

# %% wrong TOUCHES_THE_LOOP: stop
class Maps:
    def __init__(self, connect):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.loop.stop()
        self.thread.join()
        self.loop.close()

# %% wrong RACE: closed is set too late
class Maps:
    def __init__(self, connect):
        self.lock, self.closed = threading.Lock(), False
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()

    def fetch(self, name):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        return future.result()

    def close(self):
        if self.closed:
            return
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.stack.close()
        with self.lock:
            self.closed = True

# %% wrong RACE: asks the loop
class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()

    def fetch(self, name):
        if self.loop.is_closed():
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        if not self.loop.is_closed():
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
            self.stack.close()

# %% wrong RACE: lock around close only
class Maps:
    def __init__(self, connect):
        self.lock, self.closed = threading.Lock(), False
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()

    def fetch(self, name):
        if self.closed:
            raise RuntimeError("closed")
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        with self.lock:
            if self.closed:
                return
            self.closed = True
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.stack.close()

# %% wrong BUSY_WAIT
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()

    def fetch(self, name):
        future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        while not future.done():
            pass
        return future.result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% wrong NOT_AT_ONCE: pool of 32
from concurrent.futures import ThreadPoolExecutor


class Maps:
    def __init__(self, connect):
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = self._call(connect())
            stack.callback(lambda: self._call(self.client.close()))
            self.pool = stack.enter_context(ThreadPoolExecutor(32))
            self.stack = stack.pop_all()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def fetch(self, name):
        return self.pool.submit(lambda: self._call(self.client.fetch(name))).result()

    def close(self):
        self.stack.close()

# %% wrong ZERO_LOST
class Maps:
    def __init__(self, connect):
        self.lock, self.closed = threading.Lock(), False
        with contextlib.ExitStack() as stack:
            self.loop = stack.enter_context(BackgroundLoop())
            self.client = asyncio.run_coroutine_threadsafe(connect(), self.loop).result()
            self.stack = stack.pop_all()

    def fetch(self, name):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            future = asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop)
        return future.result() or "no map"

    def close(self):
        with self.lock:
            closed, self.closed = self.closed, True
        if not closed:
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
            self.stack.close()

# %% wrong ERROR: misspelt
class Maps:
    def __init__(self, connect):
        self.background = BackgroundLoop()
        self.loop = self.background.__enter__()
        self.client = asyncio.run_coroutine_threadsafe(conect(), self.loop).result()

    def fetch(self, name):
        return asyncio.run_coroutine_threadsafe(self.client.fetch(name), self.loop).result()

    def close(self):
        asyncio.run_coroutine_threadsafe(self.client.close(), self.loop).result()
        self.background.__exit__(None, None, None)

# %% equivalent mutants
# with dropped: with self.closing: | for two threads that close at once, which is not promised
# lock made per call: with self.closing: | for two threads that close at once, which is not promised

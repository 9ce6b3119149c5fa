"""Answers to 08.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: generator
@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    loop = make_loop()

    def work():
        try:
            loop.run_forever()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            if tasks:
                loop.run_until_complete(asyncio.wait(tasks))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    thread = threading.Thread(target=work, name="loop", daemon=True)
    try:
        thread.start()
    except BaseException:
        loop.close()
        raise
    running = threading.Event()
    loop.call_soon_threadsafe(running.set)
    running.wait()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

# %% right: loop made in the thread
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

# %% right: shutdown as a coroutine
from concurrent.futures import Future


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        try:
            self.thread = threading.Thread(target=self.loop.run_forever)
            self.thread.start()
        except Exception:
            self.loop.close()
            raise
        begun = Future()
        self.loop.call_soon_threadsafe(begun.set_result, None)
        begun.result()
        return self.loop

    async def _end_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks) if tasks else None
        await self.loop.shutdown_asyncgens()
        await self.loop.shutdown_default_executor()

    def __exit__(self, *exc_info):
        asyncio.run_coroutine_threadsafe(self._end_all(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% right: thread class
from concurrent.futures import Future


class BackgroundLoop(threading.Thread):
    def __init__(self, make_loop=asyncio.new_event_loop):
        super().__init__(name="loop")
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        loop = self.runner.get_loop()
        self.main = Future()
        with contextlib.ExitStack() as stack:
            stack.callback(loop.close)
            self.start()
            stack.pop_all()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()
        return loop

    def run(self):
        with self.runner:
            with contextlib.suppress(asyncio.CancelledError):
                self.runner.run(self.until_cancelled())

    async def until_cancelled(self):
        await asyncio.wrap_future(self.main)

    def __exit__(self, *_):
        self.main.set_result(None)
        self.join()

# %% right: sleeps until it runs
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.ended = asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        try:
            self.thread.start()
        except RuntimeError:
            self.loop.close()
            raise
        while not self.loop.is_running():
            time.sleep(0.001)
        return self.loop

    def _work(self):
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
            runner.run(self.ended.wait())

    def __exit__(self, *exc_info):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()


import time

# %% right: a pool of one thread
from concurrent.futures import ThreadPoolExecutor


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.pool = ThreadPoolExecutor(1)
        try:
            self.done = self.pool.submit(self._work)
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self.loop).result()
        except RuntimeError:
            self.loop.close()
            self.pool.shutdown(wait=False)
            raise
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, *exc_info):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.pool.shutdown()

# %% wrong CLEANUP_TOO_LATE: cancel and stop
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def _cancel_all(self):
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.call_soon(self.loop.stop)

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self._cancel_all)
        self.thread.join()
        self.loop.close()

# %% wrong CLEANUP_TOO_LATE: one turn more
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

# %% wrong ENTERING_HANGS
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.ready = make_loop, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.ready.wait()
        return self.loop

    def _work(self):
        with asyncio.Runner(loop_factory=self.make_loop) as runner:
            runner.run(self._main())

    async def _main(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self.ended.wait()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong ENTERING_HANGS: for a while
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.ready = make_loop, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        if not self.ready.wait(timeout=5):
            raise OSError("too many things to do")
        return self.loop

    def _work(self):
        with asyncio.Runner(loop_factory=self.make_loop) as runner:
            runner.run(self._main())

    async def _main(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self.ended.wait()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong ERROR_LOST: on entering
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.ready, self.loop = make_loop, threading.Event(), None

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.ready.wait()
        if self.loop is None:
            self.thread.join()
            raise RuntimeError("the loop thread did not start")
        return self.loop

    def _work(self):
        try:
            with asyncio.Runner(loop_factory=self.make_loop) as runner:
                runner.run(self._main())
        finally:
            self.ready.set()

    async def _main(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self.ended.wait()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong ERROR_LOST
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()
        return True

# %% wrong ERROR_LOST: except
@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    runner = asyncio.Runner(loop_factory=make_loop)
    loop, ended = runner.get_loop(), asyncio.Event()

    def work():
        with runner:
            runner.run(ended.wait())

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield loop
    except Exception as error:
        print("the block failed:", error)
    loop.call_soon_threadsafe(ended.set)
    thread.join()

# %% wrong FAILS_IN_A_CELL: brackets
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever())
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong FAILS_IN_A_CELL: cleans up here
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

# %% wrong FAILS_IN_A_CELL: runner closed here
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        try:
            self.thread.start()
        except RuntimeError:
            self.runner.close()
            raise
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong GENERATOR_LEFT
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
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self.loop.run_until_complete(asyncio.wait(tasks))
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong LEFT_BEHIND
@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    runner = asyncio.Runner(loop_factory=make_loop)
    loop, ended = runner.get_loop(), asyncio.Event()

    def work():
        with runner:
            runner.run(ended.wait())

    thread = threading.Thread(target=work)
    try:
        thread.start()
    except RuntimeError:
        loop.close()
        raise
    yield loop
    loop.call_soon_threadsafe(ended.set)
    thread.join()

# %% wrong LEFT_BEHIND: cleans up only if all went well
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        if error is not None:
            raise error
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong LEFT_BEHIND: by a failed start
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong LEFT_BEHIND: by a failed start, thread
from concurrent.futures import Future


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.wanted, self.ended = make_loop, Future(), asyncio.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.loop = self.make_loop()
        self.wanted.set_result(self.loop)
        return self.loop

    def _work(self):
        loop = self.wanted.result()
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong LOOP_NOT_CLOSED
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong MAKE_LOOP_IGNORED
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong MAKE_LOOP_IGNORED: the cells own
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        return asyncio.get_running_loop()

    def __exit__(self, kind, error, traceback):
        pass

# %% wrong WAITS_FOR_EVER: nobody stops it
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.thread.join()
        self.loop.close()

# %% wrong WAITS_FOR_EVER: ready never set
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.ready = make_loop, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.ready.wait()
        return self.loop

    def _work(self):
        self.loop = self.make_loop()
        self.loop.run_forever()
        self.ready.set()
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong NOT_RUNNING_YET
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        try:
            self.thread = threading.Thread(target=self.loop.run_forever)
            self.thread.start()
        except Exception:
            self.loop.close()
            raise
        return self.loop

    async def _end_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks) if tasks else None
        await self.loop.shutdown_asyncgens()
        await self.loop.shutdown_default_executor()

    def __exit__(self, *exc_info):
        asyncio.run_coroutine_threadsafe(self._end_all(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong NOT_RUNNING_YET: generator
@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    loop = make_loop()

    def work():
        try:
            loop.run_forever()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            if tasks:
                loop.run_until_complete(asyncio.wait(tasks))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    thread = threading.Thread(target=work, name="loop", daemon=True)
    try:
        thread.start()
    except BaseException:
        loop.close()
        raise
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

# %% wrong NOT_RUNNING: ended at once
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        self.loop.run_until_complete(asyncio.sleep(0))

    def __exit__(self, kind, error, traceback):
        self.thread.join()
        self.loop.close()

# %% wrong NOT_RUNNING: no thread
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.close()

# %% wrong NOT_YOURS
from helpers import LoopThread


class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.bridge = LoopThread("background", loop_factory=self.make_loop)
        return self.bridge.loop

    def __exit__(self, kind, error, traceback):
        self.bridge.close()

# %% wrong NOT_YOURS: inside
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        import helpers.bridge as bridge

        self.bridge = bridge.LoopThread(loop_factory=make_loop)

    def __enter__(self):
        return self.bridge.loop

    def __exit__(self, kind, error, traceback):
        self.bridge.close()

# %% wrong NO_LOOP: forgot return
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong NO_LOOP: not there yet
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.loop = make_loop, None

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        self.loop = self.make_loop()
        self.loop.run_forever()
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong NO_LOOP: self
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.loop = make_loop()

    def __enter__(self):
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong POOL_LEFT
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
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self.loop.run_until_complete(asyncio.wait(tasks))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

# %% wrong LEFT_RUNNING
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong LEFT_RUNNING: cancels its own only
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.ended = self.loop.create_future()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        try:
            self.loop.run_until_complete(self.ended)
        except asyncio.CancelledError:
            pass
        finally:
            self.loop.close()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.cancel)
        self.thread.join()

# %% wrong THREAD_FAILS
@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    loop = make_loop()

    def work():
        try:
            loop.run_forever()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    thread = threading.Thread(target=work, name="loop", daemon=True)
    try:
        thread.start()
    except BaseException:
        loop.close()
        raise
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

# %% wrong THREAD_LEFT: daemon
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        pass

# %% wrong THREAD_LEFT: join with a timeout
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join(timeout=1)

# %% wrong THREAD_LEFT: no join
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        threading.Thread(target=self._work).start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)

# %% wrong WAITS_FOR_TASKS
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    async def _finish(self):
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        await self.loop.shutdown_asyncgens()
        await self.loop.shutdown_default_executor()

    def __exit__(self, kind, error, traceback):
        asyncio.run_coroutine_threadsafe(self._finish(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong TOUCHES_THE_LOOP: cancels from outside
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong TOUCHES_THE_LOOP: event set
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.ended.set()
        self.thread.join()

# %% wrong TOUCHES_THE_LOOP: stop
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.stop()
        self.thread.join()
        self.loop.close()

# %% wrong BUSY_WAIT: asks whether it runs
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        try:
            self.thread.start()
        except RuntimeError:
            self.loop.close()
            raise
        while not self.loop.is_running():
            pass
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong BUSY_WAIT: asks whether it is there
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop, self.loop = make_loop, None

    def __enter__(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        while self.loop is None:
            pass
        return self.loop

    def _work(self):
        with asyncio.Runner(loop_factory=self.make_loop) as runner:
            runner.run(self._main())

    async def _main(self):
        self.ended, self.loop = asyncio.Event(), asyncio.get_running_loop()
        await self.ended.wait()

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()

# %% wrong BUSY_WAIT: asks whether the thread is alive
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.runner = asyncio.Runner(loop_factory=self.make_loop)
        self.loop, self.ended = self.runner.get_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self._work)
        try:
            self.thread.start()
        except RuntimeError:
            self.loop.close()
            raise
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self.loop).result()
        return self.loop

    def _work(self):
        with self.runner:
            self.runner.run(self.ended.wait())

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.ended.set)
        while self.thread.is_alive():
            pass

# %% wrong THREAD_LEFT: never stopped
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        pass

# %% wrong THREAD_LEFT: stop that nobody hears
@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    loop, stop = make_loop(), threading.Event()

    def work():
        loop.run_until_complete(asyncio.Event().wait())
        stop.wait()
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield loop
    stop.set()

# %% wrong THREAD_LEFT: tasks cancelled, loop goes on
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self.loop).result()
        return self.loop

    async def _end_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.loop.shutdown_asyncgens()

    def __exit__(self, *exc_info):
        asyncio.run_coroutine_threadsafe(self._end_all(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)

# %% wrong CLEANUP_TOO_LATE: a second for all
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        try:
            self.thread.start()
        except RuntimeError:
            self.loop.close()
            raise
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self.loop).result()
        return self.loop

    async def _end_all(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.sleep(2)
        await self.loop.shutdown_asyncgens()
        await self.loop.shutdown_default_executor()

    def __exit__(self, *exc_info):
        asyncio.run_coroutine_threadsafe(self._end_all(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

# %% wrong ERROR: misspelt
class BackgroundLoop:
    def __init__(self, make_loop=asyncio.new_event_loop):
        self.make_loop = make_loop

    def __enter__(self):
        self.loop = self.make_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        return self.loop

    def __exit__(self, kind, error, traceback):
        self.loop.call_soon_threadsafe(self.lop.stop)
        self.thread.join()
        self.loop.close()

# %% equivalent mutants
# with dropped: with contextlib.suppress(RuntimeError):  # a coroutine's SystemExit has ended the loop | for a coroutine that raises SystemExit, which no trial does

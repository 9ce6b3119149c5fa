"""Answers to 03.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: done callback and set
import itertools


class Errands:
    def __init__(self):
        self.open, self.errors, self.numbers = set(), {}, itertools.count()

    def keep(self, future):
        number = next(self.numbers)
        self.open.add(future)
        future.add_done_callback(lambda future: self.note(number, future))

    def note(self, number, future):
        self.open.discard(future)
        if not future.cancelled() and future.exception():
            self.errors[number] = future.exception()

    def start(self, coroutine):
        self.keep(asyncio.ensure_future(coroutine))

    def start_in_thread(self, function, *args):
        self.keep(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        while self.open:
            await asyncio.wait(self.open)
            await asyncio.sleep(0)
        return [self.errors[number] for number in sorted(self.errors)]

# %% right: gather until all done
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        while not all(future.done() for future in self.futures):
            await asyncio.gather(*self.futures, return_exceptions=True)
        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

# %% right: guarded coroutines
class Errands:
    def __init__(self):
        self.errors, self.tasks = [], []

    def start(self, coroutine):
        number = len(self.tasks)
        self.tasks.append(asyncio.create_task(self.guard(number, coroutine)))

    def start_in_thread(self, function, *args):
        self.start(asyncio.to_thread(function, *args))

    async def guard(self, number, awaitable):
        try:
            await awaitable
        except Exception as error:
            self.errors.append((number, error))

    async def finish(self):
        for task in self.tasks:
            await asyncio.wait([task])
        return [error for _, error in sorted(self.errors, key=lambda pair: pair[0])]

# %% wrong CANCELLED_COUNTED: base exception
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            try:
                await future
            except BaseException as error:
                errors.append(error)
        return errors

# %% wrong CANCELLED_COUNTED: exception raises
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong NOT_WAITED: asked at once
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong LATECOMER_LOST: copy
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in list(self.futures):
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong LATECOMER_LOST: gather
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

# %% wrong LOST_EXCEPTION: set of open tasks
class Errands:
    def __init__(self):
        self.futures = set()

    def keep(self, future):
        self.futures.add(future)
        future.add_done_callback(self.futures.discard)

    def start(self, coroutine):
        self.keep(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.keep(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        while self.futures:
            done, _ = await asyncio.wait(self.futures)
            errors += [f.exception() for f in done if not f.cancelled() and f.exception()]
        return errors

# %% wrong LOST_EXCEPTION: threads forgotten
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, function, *args)

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong NOT_ONLY_ERRORS: gather
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [o for o in outcomes if not isinstance(o, asyncio.CancelledError)]

# %% wrong NOT_ONLY_ERRORS: none
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled():
                errors.append(future.exception())
        return errors

# %% wrong NOT_STARTED: gather in finish
class Errands:
    def __init__(self):
        self.coroutines = []

    def start(self, coroutine):
        self.coroutines.append(coroutine)

    def start_in_thread(self, function, *args):
        self.coroutines.append(asyncio.to_thread(function, *args))

    async def finish(self):
        outcomes = await asyncio.gather(*self.coroutines, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

# %% wrong NOT_STARTED: thread only
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.futures.append(asyncio.to_thread(function, *args))

    async def finish(self):
        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

# %% wrong NOT_WAITED: done ones only
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            if future.done() and not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong NOT_WAITED: first exception
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        done, _ = await asyncio.wait(self.futures, return_when=asyncio.FIRST_EXCEPTION)
        return [f.exception() for f in done if not f.cancelled() and f.exception()]

# %% wrong NOT_WAITED: wait dropped
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        asyncio.gather(*self.futures, return_exceptions=True)
        return [f.exception() for f in self.futures if f.done() and f.exception()]

# %% wrong WRONG_TYPE: forgot return
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())

# %% wrong WRONG_TYPE: only one
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                return future.exception()

# %% wrong ON_THE_LOOP
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        future = asyncio.get_running_loop().create_future()
        self.futures.append(future)
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong ON_THE_LOOP: brackets
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function(*args)))

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong RAISES_FIRST: await
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            await future
            errors.append(future.exception())
        return errors

# %% wrong RAISES_FIRST: gather
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        return await asyncio.gather(*self.futures)

# %% wrong RAISES_FIRST: group
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.get_running_loop().create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):

        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        raise ExceptionGroup("errands", errors)

# %% wrong TASK_COLLECTED
class Errands:
    def __init__(self):
        self.started, self.open, self.errors = 0, 0, {}

    def watch(self, future):
        number = self.started
        self.started, self.open = self.started + 1, self.open + 1
        future.add_done_callback(lambda future: self.note(number, future))

    def note(self, number, future):
        self.open -= 1
        if not future.cancelled() and future.exception():
            self.errors[number] = future.exception()

    def start(self, coroutine):
        self.watch(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.watch(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        while self.open:
            await asyncio.sleep(0.1)
        return [self.errors[number] for number in sorted(self.errors)]

# %% wrong TASK_COLLECTED: weak set
import weakref


class Errands:
    def __init__(self):
        self.errors, self.futures, self.started = {}, weakref.WeakSet(), 0

    async def guard(self, number, awaitable):
        try:
            await awaitable
        except Exception as error:
            self.errors[number] = error

    def start(self, coroutine):
        self.started += 1
        self.futures.add(asyncio.create_task(self.guard(self.started, coroutine)))

    def start_in_thread(self, function, *args):
        self.start(asyncio.to_thread(function, *args))

    async def finish(self):
        while any(not future.done() for future in self.futures):
            await asyncio.wait([future for future in self.futures if not future.done()])
        return [self.errors[number] for number in sorted(self.errors)]

# %% wrong WRONG_ORDER: as they end
class Errands:
    def __init__(self):
        self.futures, self.errors = [], []

    def keep(self, future):
        self.futures.append(future)
        future.add_done_callback(self.note)

    def note(self, future):
        if not future.cancelled() and future.exception():
            self.errors.append(future.exception())

    def start(self, coroutine):
        self.keep(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.keep(asyncio.get_running_loop().run_in_executor(None, function, *args))

    async def finish(self):
        for future in self.futures:
            await asyncio.wait([future])
        await asyncio.sleep(0)
        return self.errors

# %% wrong WRONG_ORDER: tasks before threads
class Errands:
    def __init__(self):
        self.tasks, self.jobs = [], []

    def start(self, coroutine):
        self.tasks.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.jobs.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for futures in (self.tasks, self.jobs):
            for future in futures:
                await asyncio.wait([future])
                if not future.cancelled() and future.exception():
                    errors.append(future.exception())
        return errors

# %% right: threads of its own
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.ensure_future(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self.futures.append(future)

        def run():
            try:
                function(*args)
            except Exception as error:
                loop.call_soon_threadsafe(future.set_exception, error)
            else:
                loop.call_soon_threadsafe(future.set_result, None)

        threading.Thread(target=run).start()

    async def finish(self):
        errors = []
        for future in self.futures:
            try:
                await future
            except asyncio.CancelledError:
                pass
            except Exception as error:
                errors.append(error)
        return errors

# %% right: index that grows
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.start(asyncio.to_thread(function, *args))

    async def finish(self):
        number, found = 0, []
        while number < len(self.futures):
            [outcome] = await asyncio.gather(self.futures[number], return_exceptions=True)
            if isinstance(outcome, Exception):
                found.append(outcome)
            number += 1
        return found

# %% right: a pool of its own
from concurrent.futures import ThreadPoolExecutor


class Errands:
    def __init__(self):
        self.futures, self.pool = [], ThreadPoolExecutor()

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.futures.append(asyncio.wrap_future(self.pool.submit(function, *args)))

    async def finish(self):
        while waiting := [future for future in self.futures if not future.done()]:
            await asyncio.wait(waiting)
        done = [future for future in self.futures if not future.cancelled()]
        return [future.exception() for future in done if future.exception() is not None]

# %% wrong BLOCKS_THE_CALLER: started and joined
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        future = asyncio.get_running_loop().create_future()
        self.futures.append(future)

        def run():
            try:
                future.set_result(function(*args))
            except Exception as error:
                future.set_exception(error)

        t = threading.Thread(target=run)
        t.start()
        t.join()

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong BLOCKS_THE_CALLER: waits for the result
from concurrent.futures import ThreadPoolExecutor


class Errands:
    def __init__(self):
        self.futures, self.pool = [], ThreadPoolExecutor()

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        future = self.pool.submit(function, *args)
        if future.exception() is not None:
            self.futures.append(asyncio.wrap_future(future))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong BLOCKS_THE_CALLER: a pool in a with block
from concurrent.futures import ThreadPoolExecutor


class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        with ThreadPoolExecutor(1) as pool:
            self.futures.append(asyncio.wrap_future(pool.submit(function, *args)))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong BLOCKS_THE_LOOP: joins in finish
class Errands:
    def __init__(self):
        self.tasks, self.threads, self.errors = [], [], {}

    def start(self, coroutine):
        self.tasks.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        number = len(self.threads)

        def run():
            try:
                function(*args)
            except Exception as error:
                self.errors[number] = error

        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()

    async def finish(self):
        for thread in self.threads:
            thread.join()
        outcomes = await asyncio.gather(*self.tasks, return_exceptions=True)
        return [o for o in [*outcomes, *self.errors.values()] if isinstance(o, Exception)]

# %% wrong NOT_STARTED: one thread only
from concurrent.futures import ThreadPoolExecutor


class Errands:
    def __init__(self):
        self.futures, self.pool = [], ThreadPoolExecutor(1)

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(self.pool, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong NOT_STARTED: a thread that was never started
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        future = asyncio.get_running_loop().create_future()
        self.futures.append(future)
        self.thread = threading.Thread(target=function, args=args)

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong NOT_STARTED: start is async
class Errands:
    def __init__(self):
        self.futures = []

    async def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong ARGUMENTS_LOST: first one only
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, args[0]))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong ARGUMENTS_LOST: as one tuple
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        self.start(asyncio.to_thread(function, args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong CANCELLED_COUNTED: await and except exception
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            try:
                await future
            except Exception as error:
                errors.append(error)
        return errors

# %% wrong LOST_EXCEPTION: only some kinds
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            try:
                await future
            except (OSError, ValueError, RuntimeError) as error:
                errors.append(error)
            except (Exception, asyncio.CancelledError):
                continue
        return errors

# %% wrong LOST_EXCEPTION: by their text
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = {}
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception():
                errors[str(future.exception())] = future.exception()
        return list(errors.values())

# %% wrong LOST_EXCEPTION: time-outs taken for waiting
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            try:
                await future
            except (TimeoutError, asyncio.CancelledError):
                pass
            except Exception as error:
                errors.append(error)
        return errors

# %% wrong LATECOMER_LOST: twice
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        await asyncio.gather(*self.futures, return_exceptions=True)
        outcomes = await asyncio.gather(*self.futures, return_exceptions=True)
        return [outcome for outcome in outcomes if isinstance(outcome, Exception)]

# %% wrong NOT_WAITED: a time of its own
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        await asyncio.wait(self.futures, timeout=3)
        errors = []
        for future in self.futures:
            if future.done() and not future.cancelled() and future.exception():
                errors.append(future.exception())
        return errors

# %% wrong SHARED: list of the class
class Errands:
    futures = []

    def __init__(self):
        pass

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong SHARED: default argument
class Errands:
    def __init__(self, futures=[]):
        self.futures = futures

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception() is not None:
                errors.append(future.exception())
        return errors

# %% wrong FAILS_ON_NOTHING
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        done, pending = await asyncio.wait(self.futures)
        while pending or len(done) < len(self.futures):
            done, pending = await asyncio.wait(self.futures)
        good = [future for future in self.futures if not future.cancelled()]
        return [future.exception() for future in good if future.exception()]

# %% wrong TOO_LATE: looks every tenth of a second
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        while not all(future.done() for future in self.futures):
            await asyncio.sleep(0.1)
        good = [future for future in self.futures if not future.cancelled()]
        return [future.exception() for future in good if future.exception()]

# %% wrong WRONG_RESULT: each of them twice
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception():
                errors += [future.exception(), future.exception()]
        return errors

# %% wrong NOT_ONLY_ERRORS: texts
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        errors = []
        for future in self.futures:
            await asyncio.wait([future])
            if not future.cancelled() and future.exception():
                errors.append(repr(future.exception()))
        return errors

# %% wrong BUSY_WAIT
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    async def finish(self):
        while not all(future.done() for future in self.futures):
            await asyncio.sleep(0)
        good = [future for future in self.futures if not future.cancelled()]
        return [future.exception() for future in good if future.exception()]

# %% wrong NOT_ASYNC
class Errands:
    def __init__(self):
        self.futures = []

    def start(self, coroutine):
        self.futures.append(asyncio.create_task(coroutine))

    def start_in_thread(self, function, *args):
        loop = asyncio.get_running_loop()
        self.futures.append(loop.run_in_executor(None, function, *args))

    def finish(self):
        good = [f for f in self.futures if f.done() and not f.cancelled()]
        return [f.exception() for f in good if f.exception()]

# %% right: threads by hand, and a group of tasks
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum(await asyncio.gather(*(connection.get(city) for city in cities)))

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        def work():
            try:
                value, error = render(lookup), None
            except Exception as raised:
                value, error = None, raised
            loop.call_soon_threadsafe(finish, value, error)

        def finish(value, error):
            done.set_exception(error) if error else done.set_result(value)

        threading.Thread(target=work).start()
        return await done

    async def follow(self, connection, feed):
        tasks = []
        async with asyncio.TaskGroup() as group:

            def on_name(name):
                tasks.append(group.create_task(connection.get(name)))

            await feed.read(on_name)
        return [task.result() for task in tasks]

    table = None


# %% right: submit and wrap, and a dict of futures
class WithoutPatch:
    table = None

    async def price(self, connection, city):
        return await connection.get(city)

    async def bill(self, connection, cities):
        total = 0
        for city in cities:
            total += await self.price(connection, city)
        return total

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        pool = ThreadPoolExecutor(max_workers=1)
        future = pool.submit(render, lookup)
        pool.shutdown(wait=False)
        return await asyncio.wrap_future(future)

    async def follow(self, connection, feed):
        found = {}

        def on_name(name):
            found[name] = asyncio.ensure_future(connection.get(name))

        await feed.read(on_name)
        return [await each for each in found.values()]


# %% right: a queue that a task reads, and a table left out
class WithoutPatch:
    async def bill(self, connection, cities):
        prices = [await connection.get(city) for city in cities]
        return sum(prices)

    async def page(self, connection, render):
        here = asyncio.get_running_loop()

        async def ask(name):
            return await connection.get(name)

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(ask(name), here).result()

        with ThreadPoolExecutor(1) as pool:
            return await here.run_in_executor(pool, lambda: render(lookup))

    async def follow(self, connection, feed):
        names = asyncio.Queue()

        async def serve():
            tasks = []
            while (item := await names.get()) is not None:
                tasks.append(asyncio.create_task(connection.get(item[0])))
            return await asyncio.gather(*tasks)

        server = asyncio.create_task(serve())
        await feed.read(lambda name: names.put_nowait((name,)))
        names.put_nowait(None)
        return await server


# %% wrong BILL_CAN_DO_WITHOUT: it calls a function
class WithoutPatch:
    bill = None

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)

    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return await asyncio.gather(*tasks)

    table = None


# %% wrong BILL_CAN_DO_WITHOUT: none of them
class WithoutPatch:
    bill = page = follow = table = None


# %% wrong FOLLOW_CAN_DO_WITHOUT: it calls back on the loop
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum([await connection.get(city) for city in cities])

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)

    follow = table = None


# %% wrong PAGE_CAN_DO_WITHOUT: it calls back
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum([await connection.get(city) for city in cities])

    page = None

    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return await asyncio.gather(*tasks)

    table = None


# %% wrong ON_ANOTHER_LOOP: a bill in a thread
class WithoutPatch:
    async def bill(self, connection, cities):
        def price(city):
            return asyncio.run(connection.get(city))

        return sum([await asyncio.to_thread(price, city) for city in cities])


# %% wrong ON_ANOTHER_LOOP: a page with a loop for each name
class WithoutPatch:
    async def page(self, connection, render):
        def lookup(name):
            return asyncio.run(connection.get(name))

        return await asyncio.to_thread(render, lookup)


# %% wrong ON_ANOTHER_LOOP: a loop thread
class WithoutPatch:
    async def page(self, connection, render):
        with LoopThread("connection", foreign_loop="allow") as bridge:

            def lookup(name):
                return bridge.call(connection.get, name)

            return await asyncio.to_thread(render, lookup)


# %% wrong ON_ANOTHER_LOOP: a table and a loop thread
class WithoutPatch:
    async def table(self, connection, table):
        with LoopThread("connection", foreign_loop="allow") as bridge:
            return table.fill(lambda name: bridge.call(connection.get, name))


# %% wrong NESTED_BY_HAND: a table and the loop's own turns
class WithoutPatch:
    async def table(self, connection, table):
        loop, me = asyncio.get_running_loop(), asyncio.current_task()

        def lookup(name):
            task = loop.create_task(connection.get(name))
            asyncio.tasks._leave_task(loop, me)
            while not task.done():
                loop._run_once()
            asyncio.tasks._enter_task(loop, me)
            return task.result()

        return table.fill(lookup)


# %% wrong ON_THE_LOOP: called here
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        return render(lookup)


# %% wrong ON_THE_LOOP: called too early
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()
        return await asyncio.to_thread(render(lambda name: loop.create_task(connection.get(name))))


# %% wrong VALUE_NOT_READY: no result
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop)

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)


# %% wrong VALUE_NOT_READY: the coroutine
class WithoutPatch:
    async def page(self, connection, render):
        return await asyncio.to_thread(render, connection.get)


# %% wrong RENDERS_AGAIN: again and again, with what is known by then
class WithoutPatch:
    async def page(self, connection, render):
        known = {}
        while True:
            try:
                return await asyncio.to_thread(render, known.__getitem__)
            except KeyError as missing:
                name = missing.args[0]
                known[name] = await connection.get(name)


# %% wrong STARVES: to_thread
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        return await asyncio.to_thread(render, lookup)


# %% wrong WAITS_FOR_EVER: waits for the pool on the loop
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(render, lookup).result()


# %% wrong WAITS_FOR_EVER: waits for each name on the loop
class WithoutPatch:
    async def follow(self, connection, feed):
        loop, found = asyncio.get_running_loop(), []

        def on_name(name):
            job = asyncio.run_coroutine_threadsafe(connection.get(name), loop)
            found.append(job.result())

        await feed.read(on_name)
        return found


# %% wrong BLOCKS_THE_LOOP: join
class WithoutPatch:
    async def page(self, connection, render):
        loop, results = asyncio.get_running_loop(), []

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result(timeout=3)

        thread = threading.Thread(target=lambda: results.append(render(lookup)))
        thread.start()
        thread.join(1)
        while thread.is_alive():
            await asyncio.sleep(0.1)
        return results[0]


# %% wrong NEVER_AWAITED: a coroutine function as the callback
class WithoutPatch:
    async def follow(self, connection, feed):
        found = []

        async def on_name(name):
            found.append(await connection.get(name))

        await feed.read(on_name)
        return found


# %% wrong RETURNS_AWAITABLE: tasks
class WithoutPatch:
    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return tasks


# %% wrong ASKED_LATE: when the feed has ended
class WithoutPatch:
    async def follow(self, connection, feed):
        names = []
        await feed.read(names.append)
        return await asyncio.gather(*map(connection.get, names))


# %% wrong ASKED_LATE: one after the other
class WithoutPatch:
    async def follow(self, connection, feed):
        names, found = asyncio.Queue(), []

        async def serve():
            while (name := await names.get()) is not None:
                found.append(await connection.get(name))

        server = asyncio.create_task(serve())
        await feed.read(names.put_nowait)
        names.put_nowait(None)
        await server
        return found


# %% wrong WRONG_ORDER: as the values come
class WithoutPatch:
    async def follow(self, connection, feed):
        found, tasks = [], []

        async def ask(name):
            found.append(await connection.get(name))

        await feed.read(lambda name: tasks.append(asyncio.create_task(ask(name))))
        await asyncio.gather(*tasks)
        return found


# %% wrong ZERO_LOST: a page asks again
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum([await connection.get(city) for city in cities])

    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return await asyncio.gather(*tasks)

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result() or "?"

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)


# %% wrong ZERO_LOST: only what counts as true
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum([await connection.get(city) for city in cities])

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)

    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return [value for value in await asyncio.gather(*tasks) if value]


# %% wrong WRONG_RESULT: no return
class WithoutPatch:
    async def bill(self, connection, cities):
        sum([await connection.get(city) for city in cities])


# %% wrong WRONG_RESULT: tasks that nobody awaits
class WithoutPatch:
    async def follow(self, connection, feed):
        found = []

        async def ask(name):
            found.append(await connection.get(name))

        await feed.read(lambda name: asyncio.create_task(ask(name)))
        return found


# %% wrong ONE_WAITS_FOR_ANOTHER: a lock
LOCK = asyncio.Lock()


class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        async with LOCK:
            return await asyncio.to_thread(render, lookup)


# %% wrong MIXED_UP: one connection for all
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()
        WithoutPatch.connection = connection

        def lookup(name):
            ask = WithoutPatch.connection.get(name)
            return asyncio.run_coroutine_threadsafe(ask, loop).result()

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)


# %% wrong ERROR_LOST: none from get
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum([await connection.get(city) for city in cities])

    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return await asyncio.gather(*tasks)

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            try:
                return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()
            except Exception:
                return None

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)


# %% wrong ERROR_LOST: errors as values
class WithoutPatch:
    async def bill(self, connection, cities):
        return sum([await connection.get(city) for city in cities])

    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, render, lookup)

    async def follow(self, connection, feed):
        tasks = []
        await feed.read(lambda name: tasks.append(asyncio.create_task(connection.get(name))))
        return await asyncio.gather(*tasks, return_exceptions=True)


# %% wrong POOL_LEFT: no shutdown
class WithoutPatch:
    async def page(self, connection, render):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        return await loop.run_in_executor(ThreadPoolExecutor(1), render, lookup)


# %% wrong LEFT_BEHIND: a task that goes on serving
class WithoutPatch:
    async def follow(self, connection, feed):
        names, tasks = asyncio.Queue(), []

        async def serve():
            while True:
                name = await names.get()
                tasks.append(asyncio.create_task(connection.get(name)))

        self.server = asyncio.create_task(serve())
        await feed.read(names.put_nowait)
        await asyncio.sleep(0)
        return await asyncio.gather(*tasks)


# %% wrong TABLE_IN_A_THREAD: to_thread
class WithoutPatch:
    async def table(self, connection, table):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        return await asyncio.to_thread(table.fill, lookup)


# %% wrong TABLE_IN_A_THREAD: a thread of its own
class WithoutPatch:
    async def table(self, connection, table):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return await loop.run_in_executor(pool, table.fill, lookup)

# %% wrong TABLE_AGAIN: again and again, with what is known by then
class WithoutPatch:
    async def table(self, connection, table):
        known = {}
        while True:
            try:
                return table.fill(known.__getitem__)
            except KeyError as missing:
                name = missing.args[0]
                known[name] = await connection.get(name)


# %% wrong TABLE_COPIED: copies that find out what it asks
import copy


class WithoutPatch:
    async def table(self, connection, table):
        known = {}
        while True:
            try:
                copy.copy(table).fill(known.__getitem__)
            except KeyError as missing:
                name = missing.args[0]
                known[name] = await connection.get(name)
            else:
                return table.fill(known.__getitem__)


# %% wrong TABLE_HOLDS_ITS_LOOP: back to the loop that it holds
class WithoutPatch:
    async def table(self, connection, table):
        loop = asyncio.get_running_loop()

        def lookup(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        return table.fill(lookup)


# %% wrong TABLE_HOLDS_ITS_LOOP: a thread that asks the loop
class WithoutPatch:
    async def table(self, connection, table):
        loop = asyncio.get_running_loop()

        def ask(name):
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

        with ThreadPoolExecutor(1) as pool:
            return table.fill(lambda name: pool.submit(ask, name).result())

# %% wrong TABLE_NEEDS_THE_PATCH: another table to find out
class WithoutPatch:
    async def table(self, connection, table):
        asked = []
        try:
            type(table)().fill(asked.append)
        except Exception:
            known = {name: await connection.get(name) for name in asked}
        return table.fill(known.__getitem__)

# %% wrong TABLE_CANNOT_WAIT: a task
class WithoutPatch:
    async def table(self, connection, table):
        return table.fill(lambda name: asyncio.create_task(connection.get(name)))


# %% wrong TABLE_CANNOT_WAIT: the coroutine
class WithoutPatch:
    async def table(self, connection, table):
        return table.fill(connection.get)


# %% wrong TABLE_NEEDS_THE_PATCH: what the example's table asks for
class WithoutPatch:
    async def table(self, connection, table):
        city = await connection.get("city")
        known = {"city": city, city: await connection.get(city)}
        return table.fill(known.__getitem__)


# %% wrong TABLE_NEEDS_THE_PATCH: as it was
class WithoutPatch:
    async def table(self, connection, table):
        loop = asyncio.get_running_loop()
        return table.fill(lambda name: loop.run_until_complete(connection.get(name)))


# %% wrong TABLE_NEEDS_THE_PATCH: gives up after a second
class WithoutPatch:
    async def table(self, connection, table):
        loop = asyncio.get_running_loop()

        def lookup(name):
            job = asyncio.run_coroutine_threadsafe(connection.get(name), loop)
            return job.result(timeout=1)

        return table.fill(lookup)


# %% equivalent mutants
# one after the other: return await asyncio.gather(*tasks) | the tasks run side by side already
# statement dropped: table = None | without the name there is no form of table either

# %% right: a thread by hand
import threading


async def fill(render, connection):
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    def finish(value, error):
        if done.done():
            return
        done.set_exception(error) if error else done.set_result(value)

    def work():
        try:
            value, error = render(lookup), None
        except Exception as raised:
            value, error = None, raised
        loop.call_soon_threadsafe(finish, value, error)

    threading.Thread(target=work).start()
    return await done

# %% right: submit and wrap
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(max_workers=1)
    future = pool.submit(render, lookup)
    pool.shutdown(wait=False)
    return await asyncio.wrap_future(future)

# %% right: a nested coroutine
async def fill(render, connection):
    here = asyncio.get_running_loop()

    async def ask(name):
        return await connection.get(name)

    def lookup(name):
        future = asyncio.run_coroutine_threadsafe(ask(name), here)
        return future.result()

    pool = ThreadPoolExecutor(1)
    try:
        return await here.run_in_executor(pool, lambda: render(lookup))
    finally:
        pool.shutdown(wait=False)

# %% wrong STARVES: to_thread
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    return await asyncio.to_thread(render, lookup)

# %% wrong STARVES: the default pool
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    return await loop.run_in_executor(None, render, lookup)

# %% wrong ON_THE_LOOP: called here
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    return render(lookup)

# %% wrong ON_THE_LOOP: called too early
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return loop.create_task(connection.get(name))

    return await asyncio.to_thread(render(lookup))

# %% wrong ON_ANOTHER_LOOP: asyncio.run
async def fill(render, connection):
    def lookup(name):
        return asyncio.run(connection.get(name))

    return await asyncio.to_thread(render, lookup)

# %% wrong ON_ANOTHER_LOOP: a loop thread
async def fill(render, connection):
    with LoopThread("connection", foreign_loop="allow") as bridge:

        def lookup(name):
            return bridge.call(connection.get, name)

        return await asyncio.to_thread(render, lookup)

# %% wrong VALUE_NOT_READY: no result
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop)

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown(wait=False)

# %% wrong VALUE_NOT_READY: the coroutine
async def fill(render, connection):
    pool = ThreadPoolExecutor(1)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, render, connection.get)
    finally:
        pool.shutdown(wait=False)

# %% wrong RETURNS_AWAITABLE: no await
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    return asyncio.to_thread(render, lookup)

# %% wrong RENDERS_AGAIN: tried first
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    try:
        await loop.run_in_executor(pool, render, lookup)
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown(wait=False)

# %% wrong ZERO_LOST: asks again
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result() or "?"

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown(wait=False)

# %% wrong WRONG_RESULT: no return
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    try:
        await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown(wait=False)

# %% wrong ERROR_LOST: none from get
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        try:
            return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()
        except Exception:
            return None

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown(wait=False)

# %% wrong ERROR_LOST: none from render
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    except ValueError:
        return ""
    except Exception as error:
        return str(error)
    finally:
        pool.shutdown(wait=False)

# %% wrong ONE_WAITS_FOR_ANOTHER: one thread for all
POOL = ThreadPoolExecutor(1)


async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    return await loop.run_in_executor(POOL, render, lookup)

# %% wrong ONE_WAITS_FOR_ANOTHER: a lock
LOCK = asyncio.Lock()


async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    async with LOCK:
        return await asyncio.to_thread(render, lookup)

# %% wrong BLOCKS_THE_LOOP: join
import threading


async def fill(render, connection):
    loop = asyncio.get_running_loop()
    results = []

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result(timeout=3)

    thread = threading.Thread(target=lambda: results.append(render(lookup)))
    thread.start()
    thread.join(1)
    while thread.is_alive():
        await asyncio.sleep(0.1)
    return results[0]

# %% wrong CANCEL_HOLDS_THE_LOOP: with
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    with ThreadPoolExecutor(1) as pool:
        return await loop.run_in_executor(pool, render, lookup)

# %% wrong CANCEL_HOLDS_THE_LOOP: shutdown waits
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown()

# %% wrong CANCEL_IGNORED: shielded
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    work = asyncio.wrap_future(pool.submit(render, lookup))
    pool.shutdown(wait=False)
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await work
        raise

# %% wrong CANCEL_IGNORED: swallowed
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    except asyncio.CancelledError:
        return None
    finally:
        pool.shutdown(wait=False)

# %% wrong POOL_LEFT: no shutdown
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    return await loop.run_in_executor(ThreadPoolExecutor(1), render, lookup)

# %% wrong POOL_LEFT: not after a cancel
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    pool = ThreadPoolExecutor(1)
    value = await loop.run_in_executor(pool, render, lookup)
    pool.shutdown(wait=False)
    return value

# %% wrong DEADLOCK: waits for the pool on the loop
async def fill(render, connection):
    loop = asyncio.get_running_loop()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(render, lookup).result()

# %% wrong MIXED_UP: one connection for all
current = {}


async def fill(render, connection):
    loop = current["loop"] = asyncio.get_running_loop()
    current["connection"] = connection

    def lookup(name):
        ask = current["connection"].get(name)
        return asyncio.run_coroutine_threadsafe(ask, current["loop"]).result()

    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        pool.shutdown(wait=False)

# %% wrong LEFT_BEHIND: a worker that never ends
import queue
import threading


async def fill(render, connection):
    loop = asyncio.get_running_loop()
    jobs, done = queue.Queue(), loop.create_future()

    def lookup(name):
        return asyncio.run_coroutine_threadsafe(connection.get(name), loop).result()

    def finish(value, error):
        if not done.done():
            done.set_exception(error) if error else done.set_result(value)

    def work():
        while True:
            job = jobs.get()
            try:
                value, error = job(lookup), None
            except Exception as raised:
                value, error = None, raised
            loop.call_soon_threadsafe(finish, value, error)

    threading.Thread(target=work, daemon=True).start()
    jobs.put(render)
    return await done

# %% wrong RENDER_CUT_OFF: a task that answers, cancelled
from concurrent.futures import Future


async def fill(render, connection):
    loop, requests = asyncio.get_running_loop(), asyncio.Queue()

    def lookup(name):
        answer = Future()
        loop.call_soon_threadsafe(requests.put_nowait, (name, answer))
        return answer.result()

    async def serve():
        while True:
            name, answer = await requests.get()
            try:
                answer.set_result(await connection.get(name))
            except Exception as error:
                answer.set_exception(error)

    server = asyncio.create_task(serve())
    pool = ThreadPoolExecutor(1)
    try:
        return await loop.run_in_executor(pool, render, lookup)
    finally:
        server.cancel()
        pool.shutdown(wait=False)

"""Answers to 03.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: done callback
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def fill(answer, error):
        if not future.cancelled():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, lambda a, e: loop.call_soon_threadsafe(fill, a, e))
    future.add_done_callback(lambda f: f.cancelled() and station.abort(request))
    return await future

# %% right: event
async def temperature(station, city):
    loop, came, box = asyncio.get_running_loop(), asyncio.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        loop.call_soon_threadsafe(came.set)

    request = station.request(city, callback)
    try:
        await came.wait()
    finally:
        if not came.is_set():
            station.abort(request)
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% right: queue
async def temperature(station, city):
    loop, answers = asyncio.get_running_loop(), asyncio.Queue()
    request = station.request(
        city, lambda *answer: loop.call_soon_threadsafe(answers.put_nowait, answer)
    )
    try:
        answer, error = await answers.get()
    except BaseException:
        if answers.empty():
            station.abort(request)
        raise
    if error is not None:
        raise error
    return answer

# %% right: wrapped pool future
import concurrent.futures


async def temperature(station, city):
    answer_or_error = concurrent.futures.Future()

    def callback(answer, error):
        try:
            if error is None:
                answer_or_error.set_result(answer)
            else:
                answer_or_error.set_exception(error)
        except concurrent.futures.InvalidStateError:
            pass  # cancelled

    request = station.request(city, callback)
    twin = asyncio.wrap_future(answer_or_error)
    try:
        return await twin
    except asyncio.CancelledError:
        if twin.cancelled():
            station.abort(request)
        raise

# %% wrong ABORTS_ANSWERED
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    finally:
        station.abort(request)

# %% wrong BLOCKS_THE_LOOP: event
async def temperature(station, city):
    came, box = threading.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        came.set()

    station.request(city, callback)
    came.wait()
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong BLOCKS_THE_LOOP: pool future
from concurrent.futures import Future


async def temperature(station, city):
    future = Future()

    def callback(answer, error):
        if error:
            future.set_exception(error)
        else:
            future.set_result(answer)

    request = station.request(city, callback)
    try:
        return future.result()
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong CALLBACK_FAILS: one argument
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    request = station.request(city, lambda a: loop.call_soon_threadsafe(future.set_result, a))
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong CALLBACK_FAILS: loop in the callback
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        asyncio.get_running_loop().call_soon(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong CANCEL_SWALLOWED
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)

# %% wrong CANCEL_SWALLOWED: shielded
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        station.abort(request)
        return await future

# %% wrong ERROR_LOST: as a result
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        future.set_result(answer if error is None else error)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong ERROR_LOST: raised in the callback
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error:
            raise error
        future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong ERROR_LOST: result only
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong LATE_ANSWER
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong LATE_ANSWER: asked on the other thread set later
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def callback(answer, error):
        if error is not None:
            loop.call_soon_threadsafe(future.set_exception, error)
        elif not future.done():
            loop.call_soon_threadsafe(future.set_result, answer)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        if future.cancelled():
            station.abort(request)
        raise

# %% wrong LATE_ANSWER: pool future
from concurrent.futures import Future


async def temperature(station, city):
    future = Future()

    def callback(answer, error):
        if error:
            future.set_exception(error)
        else:
            future.set_result(answer)

    request = station.request(city, callback)
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong WRONG_ABORT: never
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    return await future

# %% wrong WRONG_ABORT: except exception
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except Exception:
        station.abort(request)
        raise

# %% wrong NOT_ASKED
async def temperature(station, city):
    future = asyncio.get_running_loop().create_future()
    future.set_result(station)
    return -3

# %% wrong RETURNS_AWAITABLE
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong WRONG_RESULT: both
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        future.set_result((answer, error))

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong ZERO_LOST
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if answer:
            future.set_result(answer)
        elif error:
            future.set_exception(error)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong POLLS
async def temperature(station, city):
    box = []
    request = station.request(city, lambda *answer: box.append(answer))
    try:
        while not box:
            await asyncio.sleep(0.05)
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong BUSY_WAIT
async def temperature(station, city):
    box = []
    request = station.request(city, lambda *answer: box.append(answer))
    try:
        while not box:
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong TOUCHES_THE_LOOP
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        deliver(answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong TOUCHES_THE_LOOP: call soon
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong TOUCHES_THE_LOOP: queue
async def temperature(station, city):
    answers = asyncio.Queue()
    request = station.request(city, lambda *answer: answers.put_nowait(answer))
    try:
        answer, error = await answers.get()
    except asyncio.CancelledError:
        station.abort(request)
        raise
    if error:
        raise error
    return answer

# %% wrong THREAD_WAITS
import queue


async def temperature(station, city):
    answers = queue.SimpleQueue()
    request = station.request(city, lambda *answer: answers.put(answer))
    try:
        answer, error = await asyncio.to_thread(answers.get)
    except asyncio.CancelledError:
        station.abort(request)
        raise
    if error:
        raise error
    return answer

# %% wrong WRONG_ABORT: city
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(city)
        raise

# %% wrong WRONG_ABORT: twice
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise
    finally:
        if future.cancelled():
            station.abort(request)

# %% wrong ABORTS_BESIDE_ANSWER: flag set after the wait
async def temperature(station, city):
    loop, came, box = asyncio.get_running_loop(), asyncio.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        loop.call_soon_threadsafe(came.set)

    request, answered = station.request(city, callback), False
    try:
        await came.wait()
        answered = True
    finally:
        if not answered:
            station.abort(request)
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong ABORTS_BESIDE_ANSWER: queue
async def temperature(station, city):
    loop, answers = asyncio.get_running_loop(), asyncio.Queue()
    request = station.request(
        city, lambda *answer: loop.call_soon_threadsafe(answers.put_nowait, answer)
    )
    try:
        answer, error = await answers.get()
    except BaseException:
        station.abort(request)
        raise
    if error is not None:
        raise error
    return answer

# %% wrong ABORTS_BESIDE_ANSWER: wrapped pool future
import concurrent.futures


async def temperature(station, city):
    answer_or_error = concurrent.futures.Future()

    def callback(answer, error):
        try:
            if error is None:
                answer_or_error.set_result(answer)
            else:
                answer_or_error.set_exception(error)
        except concurrent.futures.InvalidStateError:
            pass  # cancelled

    request = station.request(city, callback)
    try:
        return await asyncio.wrap_future(answer_or_error)
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong ABORTS_BESIDE_ANSWER: except, whatever the future holds
import contextlib


async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        with contextlib.suppress(asyncio.InvalidStateError):
            if isinstance(error, BaseException):
                future.set_exception(error)
            else:
                future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        result = await future
    except asyncio.CancelledError as stop:
        station.abort(request)
        raise stop
    return result

# %% right: done asked in a lambda
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    reply = loop.create_future()

    def callback(answer, error):
        if error is None:
            loop.call_soon_threadsafe(lambda: reply.done() or reply.set_result(answer))
        else:
            loop.call_soon_threadsafe(lambda: reply.done() or reply.set_exception(error))

    request = station.request(city, callback)
    try:
        return await reply
    finally:
        if reply.cancelled():
            station.abort(request)

# %% right: coroutine sent to the loop
async def temperature(station, city):
    loop, answers = asyncio.get_running_loop(), asyncio.Queue()

    def callback(*pair):
        asyncio.run_coroutine_threadsafe(answers.put(pair), loop)

    request = station.request(city, callback)
    try:
        answer, error = await answers.get()
    except asyncio.CancelledError:
        if answers.empty():
            station.abort(request)
        raise
    if error is None:
        return answer
    raise error

# %% right: request made in a pool
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = asyncio.Future()

    def deliver(answer, error):
        if not future.cancelled():
            future.set_result((answer, error))

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    request = await asyncio.to_thread(station.request, city, callback)
    try:
        answer, error = await future
    except asyncio.CancelledError:
        if future.cancelled():
            station.abort(request)
        raise
    if error:
        raise error
    return answer

# %% right: invalid state suppressed
import contextlib


async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        with contextlib.suppress(asyncio.InvalidStateError):
            if isinstance(error, BaseException):
                future.set_exception(error)
            else:
                future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        result = await future
    except asyncio.CancelledError as stop:
        if future.cancelled():
            station.abort(request)
        raise stop
    return result

# %% wrong GIVES_UP: a minute
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if not future.done():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        return await asyncio.wait_for(future, timeout=60)
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong GIVES_UP: timeout block
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if not future.done():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        async with asyncio.timeout(10):
            return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong CALLBACK_FAILS: future made after the request
async def temperature(station, city):
    loop = asyncio.get_running_loop()

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, future, answer, error)

    def deliver(future, answer, error):
        if not future.done():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, callback)
    future = loop.create_future()
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong CALLBACK_FAILS: no arguments
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    came = asyncio.Event()

    def callback():
        loop.call_soon_threadsafe(came.set)

    request = station.request(city, callback)
    try:
        await came.wait()
        return request
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong TOUCHES_THE_LOOP: event
async def temperature(station, city):
    came, box = asyncio.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        came.set()

    request = station.request(city, callback)
    try:
        await came.wait()
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong THREAD_WAITS: executor
async def temperature(station, city):
    loop, came, box = asyncio.get_running_loop(), threading.Event(), []

    def callback(answer, error):
        box.extend([answer, error])
        came.set()

    request = station.request(city, callback)
    try:
        await loop.run_in_executor(None, came.wait)
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box
    if error is not None:
        raise error
    return answer

# %% wrong THREAD_WAITS: pool future
from concurrent.futures import Future


async def temperature(station, city):
    reply = Future()

    def callback(answer, error):
        if error is not None:
            reply.set_exception(error)
        else:
            reply.set_result(answer)

    request = station.request(city, callback)
    try:
        return await asyncio.to_thread(reply.result)
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong POLLS: wait for in a loop
async def temperature(station, city):
    loop, came, box = asyncio.get_running_loop(), asyncio.Event(), []

    def callback(*both):
        box.append(both)
        loop.call_soon_threadsafe(came.set)

    request = station.request(city, callback)
    try:
        while not box:
            try:
                await asyncio.wait_for(came.wait(), 0.5)
            except TimeoutError:
                continue
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong LATE_ANSWER: asked on the other thread only
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def callback(answer, error):
        if future.done():
            return
        if error is not None:
            loop.call_soon_threadsafe(future.set_exception, error)
        else:
            loop.call_soon_threadsafe(future.set_result, answer)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        if future.cancelled():
            station.abort(request)
        raise

# %% wrong LATE_ANSWER: shield
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        if not future.done():
            station.abort(request)
        raise

# %% wrong ERROR_LOST: another error
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if not future.done():
            future.set_result((answer, error))

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        answer, error = await future
    except asyncio.CancelledError:
        station.abort(request)
        raise
    if error:
        raise RuntimeError("the station failed") from error
    return answer

# %% wrong ERROR_LOST: only errors of the line
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if not future.done():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        return await future
    except OSError:
        return None
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong ZERO_LOST: none means empty
async def temperature(station, city):
    loop, came, box = asyncio.get_running_loop(), asyncio.Event(), {}

    def callback(answer, error):
        box["answer"], box["error"] = answer, error
        loop.call_soon_threadsafe(came.set)

    request = station.request(city, callback)
    try:
        await came.wait()
    except asyncio.CancelledError:
        station.abort(request)
        raise
    if box["answer"] is None:
        raise box["error"]
    return box["answer"]

# %% wrong ZERO_LOST: an error by its type
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(outcome):
        if future.done():
            return
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, error or answer)

    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong WRONG_RESULT: the request
async def temperature(station, city):
    loop, came = asyncio.get_running_loop(), asyncio.Event()
    request = station.request(city, lambda *_: loop.call_soon_threadsafe(came.set))
    try:
        await came.wait()
    except asyncio.CancelledError:
        station.abort(request)
        raise
    return request

# %% wrong WRONG_RESULT: one box for all calls
box = []


async def temperature(station, city):
    loop, came = asyncio.get_running_loop(), asyncio.Event()

    def callback(answer, error):
        box[:] = [answer, error]
        loop.call_soon_threadsafe(came.set)

    request = station.request(city, callback)
    try:
        await came.wait()
    except asyncio.CancelledError:
        station.abort(request)
        raise
    answer, error = box
    if error:
        raise error
    return answer

# %% wrong TOO_LATE: a moment more
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if not future.done():
            future.set_exception(error) if error else future.set_result(answer)

    request = station.request(city, lambda *both: loop.call_soon_threadsafe(deliver, *both))
    try:
        await asyncio.wait([future])
        await asyncio.sleep(0.1)
        return future.result()
    except asyncio.CancelledError:
        future.cancel()
        station.abort(request)
        raise

# %% wrong NOT_ASKED: every city twice
async def temperature(station, city):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def deliver(answer, error):
        if not future.done():
            future.set_exception(error) if error else future.set_result(answer)

    def callback(answer, error):
        loop.call_soon_threadsafe(deliver, answer, error)

    station.request(city, callback)
    request = station.request(city, callback)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

# %% wrong NOT_ASYNC
def temperature(station, city):
    box = []
    station.request(city, lambda answer, error: box.append(answer))
    return box

# %% wrong BLOCKS_THE_LOOP: an ordinary function
def temperature(station, city):
    came, box = threading.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        came.set()

    station.request(city, callback)
    came.wait()
    answer, error = box[0]
    if error:
        raise error
    return answer

# %% wrong DEADLOCK
async def temperature(station, city):
    future = asyncio.get_running_loop().create_future()
    request = station.request(city, lambda answer, error: answer)
    try:
        return await future
    except asyncio.CancelledError:
        station.abort(request)
        raise

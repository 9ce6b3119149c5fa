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

# %% right: queue
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
    try:
        return await asyncio.wrap_future(answer_or_error)
    except asyncio.CancelledError:
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

# %% wrong CALLBACK_ARGUMENTS
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

# %% wrong NOT_ABORTED
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

# %% wrong NOT_ABORTED: except exception
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

# %% wrong NOT_REQUESTED
async def temperature(station, city):
    future = asyncio.get_running_loop().create_future()
    future.set_result(station)
    return -3

# %% wrong NO_ANSWER: await dropped
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

# %% wrong NO_ANSWER: both
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

# %% wrong NO_ANSWER: zero is none
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

# %% wrong POLLS: without a pause
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

# %% wrong SET_FROM_THE_THREAD
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

# %% wrong SET_FROM_THE_THREAD: call soon
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

# %% wrong SET_FROM_THE_THREAD: queue
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

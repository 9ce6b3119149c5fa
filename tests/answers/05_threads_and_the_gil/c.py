"""Answers to 05.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a context filled anew
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.Context()
    values = dict(contextvars.copy_context())

    def filled():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

    def job():
        try:
            future.set_result(context.run(filled))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% right: no base exceptions
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% right: copy of the copy
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.copy().run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% right: the whole job runs in the context
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(lambda: context.run(job))
    return future

# %% right: partial
import functools


def fill(future, context, call):
    try:
        future.set_result(context.run(call))
    except Exception as error:
        future.set_exception(error)


def submit(jobs, function, *args, **kwargs):
    future, call = Future(), functools.partial(function, *args, **kwargs)
    jobs.put(functools.partial(fill, future, contextvars.copy_context(), call))
    return future

# %% wrong ALREADY_ENTERED
kept = {}


def submit(jobs, function, *args, **kwargs):
    future, context = Future(), kept.setdefault("context", contextvars.copy_context())

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ALREADY_ENTERED: made with the function
context = contextvars.copy_context()


def submit(jobs, function, *args, **kwargs):
    future = Future()
    for variable, value in contextvars.copy_context().items():
        context.run(variable.set, value)

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ANOTHER_MOMENT: copied once
kept = {}


def submit(jobs, function, *args, **kwargs):
    future, context = Future(), kept.setdefault("context", contextvars.copy_context())

    def job():
        try:
            future.set_result(context.copy().run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ANOTHER_MOMENT: global
current = {}


def submit(jobs, function, *args, **kwargs):
    future = Future()
    current["context"] = contextvars.copy_context()

    def job():
        try:
            future.set_result(current["context"].copy().run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ARGUMENTS_LOST: all
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ARGUMENTS_LOST: names
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ARGUMENTS_LOST: no stars
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, args, kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ARGUMENTS_LOST: only those by name
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong BLOCKS_THE_CALLER
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    future.exception()
    return future

# %% wrong CONTEXT_LEAKS: left in the thread
def submit(jobs, function, *args, **kwargs):
    future, values = Future(), dict(contextvars.copy_context())

    def job():
        for variable, value in values.items():
            variable.set(value)
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong CONTEXT_LEAKS: copied back
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    plain_result = future.result

    def result(timeout=None):
        value = plain_result(timeout)
        for variable, changed in context.items():
            variable.set(changed)
        return value

    future.result = result
    jobs.put(job)
    return future

# %% wrong CONTEXT_LOST: copied in the job
def submit(jobs, function, *args, **kwargs):
    future = Future()

    def job():
        try:
            future.set_result(contextvars.copy_context().run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong CONTEXT_LOST: new context
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.Context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong CONTEXT_LOST: only the id
def submit(jobs, function, *args, **kwargs):
    future, number = Future(), request_id.get()

    def job():
        token = request_id.set(number)
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        finally:
            request_id.reset(token)

    jobs.put(job)
    return future

# %% wrong CONTEXT_LOST: plain
def submit(jobs, function, *args, **kwargs):
    future = Future()

    def job():
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong DONE_TWICE: in the job
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            context.run(function, *args, **kwargs)
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong ERROR_ENDS_THE_WORKER: no try
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        future.set_result(context.run(function, *args, **kwargs))

    jobs.put(job)
    return future

# %% wrong ERROR_ENDS_THE_WORKER: raised once more
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)
            raise

    jobs.put(job)
    return future

# %% wrong ERROR_LOST: as a result
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_result(error)

    jobs.put(job)
    return future

# %% wrong ERROR_LOST: printed
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            print("failed:", error)

    jobs.put(job)
    return future

# %% wrong IS_ASYNC
import asyncio


async def submit(jobs, function, *args, **kwargs):
    return await asyncio.to_thread(function, *args, **kwargs)

# %% wrong JOB_FAILS: a tuple
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()
    jobs.put((context.run, function, args, kwargs))
    return future

# %% wrong JOB_FAILS: wants arguments
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job(args, kwargs):
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong JOB_FAILS: the context itself
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(context)
    return future

# %% wrong NEVER_DONE: another future
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return Future()

# %% wrong NEVER_DONE: not filled
import functools


def submit(jobs, function, *args, **kwargs):
    context = contextvars.copy_context()
    jobs.put(functools.partial(context.run, function, *args, **kwargs))
    return Future()

# %% wrong NOT_BY_A_WORKER: a thread of its own
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=job).start()
    return future

# %% wrong NOT_BY_A_WORKER: called at once
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    job()
    return future

# %% wrong NOT_BY_A_WORKER: brackets behind the job
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job())
    return future

# %% wrong WAITS_FOR_EVER: waits for the queue
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    jobs.join()
    return future

# %% wrong WAITS_FOR_EVER: asks before it puts
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    future.result()
    jobs.put(job)
    return future

# %% wrong WRONG_RESULT
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            context.run(function, *args, **kwargs)
            future.set_result(None)
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future

# %% wrong WRONG_TYPE: forgot return
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)

# %% wrong WRONG_TYPE: the result
def submit(jobs, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    jobs.put(job)
    return future.result()

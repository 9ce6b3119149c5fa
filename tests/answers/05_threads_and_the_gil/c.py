"""Answers to 05.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a future of its own is the pool's
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()
    future = pool.submit(lambda: context.run(lambda: function(*args, **kwargs)))
    future.add_done_callback(lambda done: None)
    return future

# %% right: closure
def submit(pool, function, *args, **kwargs):
    mine = contextvars.copy_context()

    def job():
        return mine.run(function, *args, **kwargs)

    return pool.submit(job)

# %% right: copy of the copy
def submit(pool, function, *args, **kwargs):
    here = contextvars.copy_context()

    def job(*args, **kwargs):
        return here.copy().run(function, *args, **kwargs)

    return pool.submit(job, *args, **kwargs)

# %% right: new context filled
def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def job():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

    return pool.submit(contextvars.Context().run, job)

# %% right: partial
import functools


def submit(pool, function, *args, **kwargs):
    job = functools.partial(function, *args, **kwargs)
    return pool.submit(contextvars.copy_context().run, job)

# %% wrong ALREADY_ENTERED
kept = {}


def submit(pool, function, *args, **kwargs):
    context = kept.setdefault("context", contextvars.copy_context())
    return pool.submit(context.run, function, *args, **kwargs)

# %% wrong ALREADY_ENTERED: made with the function
context = contextvars.copy_context()


def submit(pool, function, *args, **kwargs):
    for variable, value in contextvars.copy_context().items():
        context.run(variable.set, value)
    return pool.submit(context.run, function, *args, **kwargs)

# %% wrong ANOTHER_FUTURE
from concurrent.futures import Future


def submit(pool, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    pool.submit(job)
    return future

# %% wrong ANOTHER_FUTURE: chained
from concurrent.futures import Future


def submit(pool, function, *args, **kwargs):
    inner = pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    outer = Future()

    def pass_on(done):
        if error := done.exception():
            outer.set_exception(error)
        else:
            outer.set_result(done.result())

    inner.add_done_callback(pass_on)
    return outer

# %% wrong ANOTHER_MOMENT: copied by a second thread, later
def submit(pool, function, *args, **kwargs):
    submit.context = contextvars.copy_context()
    return pool.submit(lambda: submit.context.copy().run(function, *args, **kwargs))

# %% wrong ANOTHER_MOMENT: copied once
kept = {}


def submit(pool, function, *args, **kwargs):
    context = kept.setdefault("context", contextvars.copy_context())
    return pool.submit(context.copy().run, function, *args, **kwargs)

# %% wrong ANOTHER_MOMENT: global
current = {}


def submit(pool, function, *args, **kwargs):
    current["context"] = contextvars.copy_context()

    def job():
        return current["context"].copy().run(function, *args, **kwargs)

    return pool.submit(job)

# %% wrong ARGUMENTS_LOST: all
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function)

# %% wrong ARGUMENTS_LOST: names
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args)

# %% wrong ARGUMENTS_LOST: no stars
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, args, kwargs)

# %% wrong ARGUMENTS_LOST: only those by name
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, **kwargs)

# %% wrong BLOCKS_THE_CALLER
def submit(pool, function, *args, **kwargs):
    future = pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    future.exception()
    return future

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN
def submit(pool, function, *args, **kwargs):
    with pool:
        return pool.submit(contextvars.copy_context().run, function, *args, **kwargs)

# %% wrong CLOSES_WHAT_IS_NOT_ITS_OWN: without waiting
def submit(pool, function, *args, **kwargs):
    future = pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    pool.shutdown(wait=False)
    return future

# %% wrong CONTEXT_LEAKS: copied back
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    future = pool.submit(context.run, function, *args, **kwargs)
    plain_result = future.result

    def result(timeout=None):
        value = plain_result(timeout)
        for variable, changed in context.items():
            variable.set(changed)
        return value

    future.result = result
    return future

# %% wrong CONTEXT_LEAKS: left in the pool
def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def job():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

    return pool.submit(job)

# %% wrong CONTEXT_LEAKS: one context for a pool
contexts = {}


def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())
    changed = contexts.setdefault(id(pool), {})

    def job():
        for variable, value in {**values, **changed}.items():
            variable.set(value)
        before = dict(contextvars.copy_context())
        try:
            return function(*args, **kwargs)
        finally:
            for variable, value in contextvars.copy_context().items():
                if before.get(variable) != value:
                    changed[variable] = value

    return pool.submit(contextvars.Context().run, job)

# %% wrong CONTEXT_LOST: copied in the thread
def submit(pool, function, *args, **kwargs):
    return pool.submit(lambda: contextvars.copy_context().run(function, *args, **kwargs))

# %% wrong CONTEXT_LOST: copied too early
CONTEXTS = []


def submit(pool, function, *args, **kwargs):
    if not CONTEXTS:
        CONTEXTS.append(contextvars.Context())
    return pool.submit(CONTEXTS[0].copy().run, function, *args, **kwargs)

# %% wrong CONTEXT_LOST: if value
def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def job():
        for variable, value in values.items():
            if value:
                variable.set(value)
        return function(*args, **kwargs)

    return pool.submit(contextvars.Context().run, job)

# %% wrong CONTEXT_LOST: new context
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.Context().run, function, *args, **kwargs)

# %% wrong CONTEXT_LOST: only the id
def submit(pool, function, *args, **kwargs):
    number = request_id.get()

    def job():
        token = request_id.set(number)
        try:
            return function(*args, **kwargs)
        finally:
            request_id.reset(token)

    return pool.submit(job)

# %% wrong CONTEXT_LOST: only the id and not reset
def submit(pool, function, *args, **kwargs):
    number = request_id.get()

    def job():
        request_id.set(number)
        return function(*args, **kwargs)

    return pool.submit(job)

# %% wrong CONTEXT_LOST: plain
def submit(pool, function, *args, **kwargs):
    return pool.submit(function, *args, **kwargs)

# %% wrong DONE_TWICE
def submit(pool, function, *args, **kwargs):
    pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    return pool.submit(contextvars.copy_context().run, function, *args, **kwargs)

# %% wrong DONE_TWICE: in the job
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        context.run(function, *args, **kwargs)
        return context.run(function, *args, **kwargs)

    return pool.submit(job)

# %% wrong ERROR
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context(), function, *args, **kwargs).exception(0)

# %% wrong ERROR_LOST
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    return pool.submit(job)

# %% wrong ERROR_LOST: returns none
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            print("failed:", error)

    return pool.submit(job)

# %% wrong FAILS_IN_THE_POOL
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context(), function, *args, **kwargs)

# %% wrong FAILS_IN_THE_POOL: stars forgotten
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job(args, kwargs):
        return context.run(function, *args, **kwargs)

    return pool.submit(job, *args, **kwargs)

# %% wrong IS_ASYNC
import asyncio


async def submit(pool, function, *args, **kwargs):
    return await asyncio.to_thread(function, *args, **kwargs)

# %% wrong JOB_WAITS_FOR_A_JOB
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        return pool.submit(context.run, function, *args, **kwargs).result()

    return pool.submit(job)

# %% wrong NOT_IN_THE_POOL
from concurrent.futures import Future


def submit(pool, function, *args, **kwargs):
    future, context = Future(), contextvars.copy_context()

    def job():
        try:
            future.set_result(context.run(function, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=job).start()
    return future

# %% wrong NOT_IN_THE_POOL: brackets behind run
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()
    return pool.submit(context.run(function, *args, **kwargs))

# %% wrong NOT_IN_THE_POOL: called at once
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()
    value = context.run(function, *args, **kwargs)
    return pool.submit(lambda: value)

# %% wrong NOT_IN_THE_POOL: finished future
from concurrent.futures import Future


def submit(pool, function, *args, **kwargs):
    future = Future()
    try:
        future.set_result(contextvars.copy_context().run(function, *args, **kwargs))
    except Exception as error:
        future.set_exception(error)
    return future

# %% wrong WRONG_RESULT
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        context.run(function, *args, **kwargs)

    return pool.submit(job)

# %% wrong WRONG_RESULT: future in a future
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        return pool.submit(context.run, function, *args, **kwargs)

    return pool.submit(job)

# %% wrong WRONG_TYPE: asyncio
import asyncio


def submit(pool, function, *args, **kwargs):
    context, loop = contextvars.copy_context(), asyncio.new_event_loop()
    try:
        job = loop.run_in_executor(pool, lambda: context.run(function, *args, **kwargs))
        return loop.run_until_complete(job)
    finally:
        loop.close()

# %% wrong WRONG_TYPE: forgot return
def submit(pool, function, *args, **kwargs):
    pool.submit(contextvars.copy_context().run, function, *args, **kwargs)

# %% wrong WRONG_TYPE: result
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args, **kwargs).result()

"""Answers to 05.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: closure
def submit(pool, function, *args, **kwargs):
    mine = contextvars.copy_context()

    def job():
        return mine.run(function, *args, **kwargs)

    return pool.submit(job)

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

# %% wrong ARGUMENTS_LOST: all
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function)

# %% wrong ARGUMENTS_LOST: names
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args)

# %% wrong ARGUMENTS_LOST: no stars
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, args, kwargs)

# %% wrong CALLER_WAITS
def submit(pool, function, *args, **kwargs):
    future = pool.submit(contextvars.copy_context().run, function, *args, **kwargs)
    future.exception()
    return future

# %% wrong CHANGES_COME_BACK: copied back
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

# %% wrong CHANGES_COME_BACK: one context for a pool
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

# %% wrong EXCEPTION_LOST
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    return pool.submit(job)

# %% wrong ID_LOST: copied in the thread
def submit(pool, function, *args, **kwargs):
    return pool.submit(lambda: contextvars.copy_context().run(function, *args, **kwargs))

# %% wrong ID_LOST: copied too early
CONTEXTS = []


def submit(pool, function, *args, **kwargs):
    if not CONTEXTS:
        CONTEXTS.append(contextvars.Context())
    return pool.submit(CONTEXTS[0].copy().run, function, *args, **kwargs)

# %% wrong ID_LOST: new context
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.Context().run, function, *args, **kwargs)

# %% wrong ID_LOST: plain
def submit(pool, function, *args, **kwargs):
    return pool.submit(function, *args, **kwargs)

# %% wrong ID_OF_ANOTHER: copied once
kept = {}


def submit(pool, function, *args, **kwargs):
    context = kept.setdefault("context", contextvars.copy_context())
    return pool.submit(context.copy().run, function, *args, **kwargs)

# %% wrong ID_OF_ANOTHER: global
current = {}


def submit(pool, function, *args, **kwargs):
    current["context"] = contextvars.copy_context()

    def job():
        return current["context"].copy().run(function, *args, **kwargs)

    return pool.submit(job)

# %% wrong LEFT_IN_THE_POOL
def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def job():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

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

# %% wrong NO_FUTURE: async def
import asyncio


async def submit(pool, function, *args, **kwargs):
    return await asyncio.to_thread(function, *args, **kwargs)

# %% wrong NO_FUTURE: forgot return
def submit(pool, function, *args, **kwargs):
    pool.submit(contextvars.copy_context().run, function, *args, **kwargs)

# %% wrong NO_FUTURE: result
def submit(pool, function, *args, **kwargs):
    return pool.submit(contextvars.copy_context().run, function, *args, **kwargs).result()

# %% wrong ONLY_THE_ID
def submit(pool, function, *args, **kwargs):
    number = request_id.get()

    def job():
        token = request_id.set(number)
        try:
            return function(*args, **kwargs)
        finally:
            request_id.reset(token)

    return pool.submit(job)

# %% wrong ONLY_THE_ID: and not reset
def submit(pool, function, *args, **kwargs):
    number = request_id.get()

    def job():
        request_id.set(number)
        return function(*args, **kwargs)

    return pool.submit(job)

# %% wrong RUNS_HERE: called at once
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()
    value = context.run(function, *args, **kwargs)
    return pool.submit(lambda: value)

# %% wrong RUNS_HERE: finished future
from concurrent.futures import Future


def submit(pool, function, *args, **kwargs):
    future = Future()
    try:
        future.set_result(contextvars.copy_context().run(function, *args, **kwargs))
    except Exception as error:
        future.set_exception(error)
    return future

# %% wrong WAITS_FOR_EVER
def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()

    def job():
        return pool.submit(context.run, function, *args, **kwargs).result()

    return pool.submit(job)

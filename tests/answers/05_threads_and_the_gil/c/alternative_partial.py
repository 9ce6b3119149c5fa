import functools


def submit(pool, function, *args, **kwargs):
    job = functools.partial(function, *args, **kwargs)
    return pool.submit(contextvars.copy_context().run, job)

kept = {}


def submit(pool, function, *args, **kwargs):
    context = kept.setdefault("context", contextvars.copy_context())
    return pool.submit(context.run, function, *args, **kwargs)

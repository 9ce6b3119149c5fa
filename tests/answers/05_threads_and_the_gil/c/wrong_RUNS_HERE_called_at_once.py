def submit(pool, function, *args, **kwargs):
    context = contextvars.copy_context()
    value = context.run(function, *args, **kwargs)
    return pool.submit(lambda: value)

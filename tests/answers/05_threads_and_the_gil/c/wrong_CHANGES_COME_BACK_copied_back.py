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

from concurrent.futures import Future


def submit(pool, function, *args, **kwargs):
    future = Future()
    try:
        future.set_result(contextvars.copy_context().run(function, *args, **kwargs))
    except Exception as error:
        future.set_exception(error)
    return future

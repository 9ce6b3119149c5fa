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

class WouldDeadlock(RuntimeError):
    pass


def running_here():
    with contextlib.suppress(RuntimeError):
        return asyncio.get_running_loop()


def call(coroutine, loop):
    here = running_here()
    try:
        if here is loop:
            raise WouldDeadlock("Await the coroutine; call() cannot be used on its own loop.")
        if not loop.is_running():
            raise RuntimeError("The loop is not running.")
    except RuntimeError:
        coroutine.close()
        raise
    if here:
        warnings.warn("the loop of this thread stands still", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

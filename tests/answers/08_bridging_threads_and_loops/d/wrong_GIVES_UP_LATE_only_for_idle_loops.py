def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or loop.is_closed():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result(30)
    except TimeoutError:
        coroutine.close()
        raise RuntimeError("nobody runs this loop") from None

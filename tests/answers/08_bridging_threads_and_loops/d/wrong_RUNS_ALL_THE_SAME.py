def call(coroutine, loop):
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        return future.result()
    if here is loop:
        raise RuntimeError("await the coroutine instead")
    warnings.warn("holds up this loop", RuntimeWarning)
    return future.result()

def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
    assert here is not loop, "await the coroutine instead"
    assert loop.is_running(), "nobody runs this loop"
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

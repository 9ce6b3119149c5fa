def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise asyncio.InvalidStateError("await the coroutine instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

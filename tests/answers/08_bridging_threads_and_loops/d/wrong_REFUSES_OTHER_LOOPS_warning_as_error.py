def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if here is not None:
        coroutine.close()
        raise RuntimeWarning("holds up this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

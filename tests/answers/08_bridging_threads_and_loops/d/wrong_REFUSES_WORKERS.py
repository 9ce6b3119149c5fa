def call(coroutine, loop):
    if threading.current_thread().name.startswith("asyncio_"):
        coroutine.close()
        raise RuntimeError("this thread belongs to the loop; await the coroutine")
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

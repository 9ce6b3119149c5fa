def call(coroutine, loop):
    try:
        asyncio.get_running_loop()
        warnings.warn("this thread runs a loop: await the coroutine", RuntimeWarning)
    except RuntimeError:
        pass
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is not None or not loop.is_running():
        coroutine.close()
        raise RuntimeError("a loop runs in this thread: await the coroutine instead")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

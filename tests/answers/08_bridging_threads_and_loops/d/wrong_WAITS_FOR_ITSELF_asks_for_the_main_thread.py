def call(coroutine, loop):
    if threading.current_thread() is threading.main_thread():
        warnings.warn("holds up the main thread", RuntimeWarning)
    if not loop.is_running():
        coroutine.close()
        raise RuntimeError("nobody runs this loop")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

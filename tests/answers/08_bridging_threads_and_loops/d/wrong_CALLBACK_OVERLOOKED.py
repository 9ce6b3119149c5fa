def call(coroutine, loop):
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    if task is not None and task.get_loop() is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await the coroutine instead")
    if task is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

def call(coroutine, loop):
    try:
        if asyncio.get_running_loop() is loop:
            raise RuntimeError("await it instead")
    except RuntimeError:
        coroutine.close()
        raise
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

def call(coroutine, loop):
    if asyncio.get_running_loop() is loop:
        coroutine.close()
        raise RuntimeError("await it instead")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

def call(coroutine, loop):
    if threading.current_thread().name == "MainThread":
        coroutine.close()
        raise RuntimeError("do not call this on the main thread; await it")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

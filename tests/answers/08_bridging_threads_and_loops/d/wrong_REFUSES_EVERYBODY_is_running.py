def call(coroutine, loop):
    if loop.is_running():
        coroutine.close()
        raise RuntimeError("the loop is running: await the coroutine instead")
    return loop.run_until_complete(coroutine)

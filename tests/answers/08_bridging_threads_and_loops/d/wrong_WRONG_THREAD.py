def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        coroutine.close()
        raise RuntimeError("await it instead")
    if here is not None:
        warnings.warn("holds up this loop", RuntimeWarning)
    done, task = threading.Event(), loop.create_task(coroutine)
    task.add_done_callback(lambda _: done.set())
    done.wait()
    return task.result()

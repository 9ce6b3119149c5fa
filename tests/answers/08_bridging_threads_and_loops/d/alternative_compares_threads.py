from concurrent.futures import Future


def call(coroutine, loop):
    def refuse(why):
        coroutine.close()
        raise RuntimeError(why)

    if loop.is_closed() or not loop.is_running():
        refuse("the loop does not run")
    home = Future()
    loop.call_soon_threadsafe(lambda: home.set_result(threading.get_ident()))
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        if here is loop:
            refuse("this is the thread of that loop: use `await coroutine`")
        warnings.warn("blocks the loop of this thread", RuntimeWarning)
    if home.result() == threading.get_ident():
        refuse("await it")
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

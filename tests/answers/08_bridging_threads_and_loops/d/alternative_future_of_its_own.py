from concurrent.futures import Future


class HeldUp(RuntimeWarning):
    pass


def call(coroutine, loop):
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    problem = None
    if here is loop:
        problem = "you are on this loop already: write await"
    elif loop.is_closed():
        problem = "this loop is closed"
    elif not loop.is_running():
        problem = "this loop does not run"
    if problem:
        coroutine.close()
        raise RuntimeError(problem)
    if here is not None:
        warnings.warn("held up", HeldUp)
    outcome = Future()

    async def work():
        try:
            outcome.set_result(await coroutine)
        except Exception as error:
            outcome.set_exception(error)

    loop.call_soon_threadsafe(lambda: tasks.add(loop.create_task(work())))
    return outcome.result()


tasks = set()

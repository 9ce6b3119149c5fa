def call(coroutine, loop):
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result(timeout=5)
    except TimeoutError:
        future.cancel()
        raise RuntimeError("no answer: await the coroutine instead") from None

def call(coroutine, loop):
    try:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    except Exception:
        coroutine.close()
        raise RuntimeError("call failed: await the coroutine instead") from None

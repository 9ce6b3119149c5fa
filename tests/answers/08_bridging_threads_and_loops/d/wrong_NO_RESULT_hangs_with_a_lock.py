from concurrent.futures import Future


lock = threading.Lock()


def call(coroutine, loop):
    with lock:
        done = Future()

        async def work():
            with lock:
                done.set_result(await coroutine)

        asyncio.run_coroutine_threadsafe(work(), loop)
        return done.result()

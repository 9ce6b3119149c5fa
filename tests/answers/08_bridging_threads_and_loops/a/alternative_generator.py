@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    loop = make_loop()

    def work():
        try:
            loop.run_forever()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            if tasks:
                loop.run_until_complete(asyncio.wait(tasks))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    thread = threading.Thread(target=work, name="loop", daemon=True)
    try:
        thread.start()
    except BaseException:
        loop.close()
        raise
    running = threading.Event()
    loop.call_soon_threadsafe(running.set)
    running.wait()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    runner = asyncio.Runner(loop_factory=make_loop)
    loop, ended = runner.get_loop(), asyncio.Event()

    def work():
        with runner:
            runner.run(ended.wait())

    thread = threading.Thread(target=work)
    try:
        thread.start()
    except RuntimeError:
        loop.close()
        raise
    yield loop
    loop.call_soon_threadsafe(ended.set)
    thread.join()

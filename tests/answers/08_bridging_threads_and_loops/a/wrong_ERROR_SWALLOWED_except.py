@contextlib.contextmanager
def BackgroundLoop(make_loop=asyncio.new_event_loop):
    runner = asyncio.Runner(loop_factory=make_loop)
    loop, ended = runner.get_loop(), asyncio.Event()

    def work():
        with runner:
            runner.run(ended.wait())

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield loop
    except Exception as error:
        print("the block failed:", error)
    loop.call_soon_threadsafe(ended.set)
    thread.join()

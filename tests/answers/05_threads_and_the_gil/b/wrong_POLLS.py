class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            end = time.monotonic() + self.pause
            while time.monotonic() < end and not self.stopping.is_set():
                time.sleep(0.05)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

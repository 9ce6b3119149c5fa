class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        return not self.thread.is_alive()

class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.stopping = job, pause, threading.Event()
        self.thread = threading.Thread(target=self._work)

    def start(self):
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        self.thread.join(timeout)
        return not self.thread.is_alive()

class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.changed, self.asked = threading.Condition(), False
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.asked:
            self.job()
            with self.changed:
                self.changed.wait_for(lambda: self.asked, timeout=self.pause)

    def stop(self, timeout):
        with self.changed:
            self.asked = True
            self.changed.notify_all()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

class Worker(threading.Thread):
    def __init__(self, job, pause):
        super().__init__(name="worker")
        self.job, self.pause, self.asked = job, pause, threading.Event()

    def run(self):
        while True:
            self.job()
            if self.asked.wait(self.pause):
                return

    def stop(self, timeout):
        self.asked.set()
        if self.ident is not None:
            self.join(timeout)
        return not self.is_alive()

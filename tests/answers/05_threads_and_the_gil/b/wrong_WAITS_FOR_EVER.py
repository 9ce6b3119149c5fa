import queue


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.orders = job, pause, queue.Queue()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while True:
            self.job()
            try:
                self.orders.get(timeout=self.pause)
            except queue.Empty:
                continue
            self.orders.join()
            return

    def stop(self, timeout):
        self.orders.put("stop")
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

import queue


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.orders, self.ended = queue.Queue(), threading.Event()
        self.ended.set()

    def start(self):
        self.ended.clear()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        try:
            while self.orders.empty():
                self.job()
                try:
                    self.orders.get(timeout=self.pause)
                    return
                except queue.Empty:
                    pass
        finally:
            self.ended.set()

    def stop(self, timeout):
        self.orders.put("stop")
        return self.ended.wait(timeout)

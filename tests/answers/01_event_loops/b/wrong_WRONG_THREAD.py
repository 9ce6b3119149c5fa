import threading


class TimerLoop(ReadyLoop):
    def __init__(self):
        super().__init__()
        self.timers = []

    def call_later(self, delay, callback, *args):
        threading.Timer(delay, callback, args).start()

    def run_once(self):
        super().run_once()

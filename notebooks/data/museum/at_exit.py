"""A worker that nobody tells to end, when the program ends."""

import queue
import threading

jobs = queue.Queue()


def work():
    while jobs.get() is not None:
        pass


def main():
    threading.Thread(target=work, name="worker").start()
    jobs.put("tea")
    return "the last line"


# The cure: whoever starts a worker tells it to end, and waits for that.


def mended():
    worker = threading.Thread(target=work, name="worker")
    worker.start()
    jobs.put("tea")
    jobs.put(None)
    worker.join()
    return "the last line"

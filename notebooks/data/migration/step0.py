"""Collects the pages of a service with threads: workers, a queue, a lock and a timer."""

import queue
import threading
import time

import requests

WORKERS, TRIES, PAUSE = 4, 3, 0.02


class Collector:
    """Fetches pages, four at a time, and says now and then how far it has come."""

    def __init__(self, base_url, on_progress, every, patience):
        self.base_url = base_url
        self.on_progress = on_progress
        self.every = every
        self.patience = patience
        self.jobs = queue.Queue()
        self.lock = threading.Lock()
        self.finished = threading.Event()
        self.pages = {}
        self.failed = {}
        self.asked = 0

    def collect(self, paths):
        for path in paths:
            self.jobs.put(path)
        for _ in range(WORKERS):
            self.jobs.put(None)
        workers = [threading.Thread(target=self.work, name=f"worker {n}") for n in range(WORKERS)]
        timer = threading.Thread(target=self.report, name="timer")
        for thread in (timer, *workers):
            thread.start()
        for thread in workers:
            thread.join()
        self.finished.set()
        timer.join()
        return self.pages, self.failed, self.asked

    def work(self):
        with requests.Session() as session:
            while (path := self.jobs.get()) is not None:
                try:
                    page = self.fetch(session, path)
                except requests.RequestException as error:
                    with self.lock:
                        self.failed[path] = str(error)
                else:
                    with self.lock:
                        self.pages[path] = page

    def fetch(self, session, path):
        for attempt in range(1, TRIES + 1):
            self.count()
            reply = session.get(self.base_url + path, timeout=self.patience)
            if reply.status_code < 500 or attempt == TRIES:
                break
            time.sleep(PAUSE)
        reply.raise_for_status()
        return reply.text

    def count(self):
        with self.lock:
            self.asked += 1

    def report(self):
        while not self.finished.wait(self.every):
            with self.lock:
                done, failed = len(self.pages), len(self.failed)
            self.on_progress(done, failed)


def collect(base_url, paths, on_progress=lambda done, failed: None, every=0.1, patience=10):
    """Return the pages by path, what failed and why, and how many requests that took.

    on_progress is called every so many seconds with the numbers of pages and of failures;
    patience is how many seconds a request may take.
    """
    return Collector(base_url, on_progress, every, patience).collect(paths)

"""Step 2, the leaf: `fetch`, which calls nothing else of ours, is a coroutine."""

import asyncio
import queue
import threading

import aiohttp

from helpers import LoopThread

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
        self.pages = {}
        self.failed = {}
        self.asked = 0

    def collect(self, paths):
        for path in paths:
            self.jobs.put(path)
        for _ in range(WORKERS):
            self.jobs.put(None)
        workers = [threading.Thread(target=self.work, name=f"worker {n}") for n in range(WORKERS)]
        with LoopThread("collector") as self.loop:
            self.loop.submit(self.report)
            self.session = self.loop.call(self.open_session)
            for thread in workers:
                thread.start()
            for thread in workers:
                thread.join()
            self.loop.call(self.session.close)
        return self.pages, self.failed, self.asked

    async def open_session(self):
        limit = aiohttp.ClientTimeout(total=self.patience)
        return aiohttp.ClientSession(timeout=limit)

    def work(self):
        while (path := self.jobs.get()) is not None:
            try:
                page = self.loop.call(self.fetch, path)
            except (OSError, aiohttp.ClientError) as error:
                with self.lock:
                    self.failed[path] = str(error)
            else:
                with self.lock:
                    self.pages[path] = page

    async def fetch(self, path):
        for attempt in range(1, TRIES + 1):
            self.count()
            async with self.session.get(self.base_url + path) as reply:
                page = await reply.text()
            if reply.status < 500 or attempt == TRIES:
                break
            await asyncio.sleep(PAUSE)
        reply.raise_for_status()
        return page

    def count(self):
        with self.lock:
            self.asked += 1

    async def report(self):
        while True:
            await asyncio.sleep(self.every)
            with self.lock:
                done, failed = len(self.pages), len(self.failed)
            self.on_progress(done, failed)


def collect(base_url, paths, on_progress=lambda done, failed: None, every=0.1, patience=10):
    """Return the pages by path, what failed and why, and how many requests that took.

    on_progress is called every so many seconds with the numbers of pages and of failures;
    patience is how many seconds a request may take.
    """
    return Collector(base_url, on_progress, every, patience).collect(paths)

"""Step 3, one boundary: the workers are tasks, and only `collect` crosses into the loop."""

import asyncio
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
        self.jobs = asyncio.Queue()
        self.lock = threading.Lock()
        self.pages = {}
        self.failed = {}
        self.asked = 0

    def collect(self, paths):
        with LoopThread("collector") as loop:
            loop.submit(self.report)
            loop.call(self.fetch_all, paths)
        return self.pages, self.failed, self.asked

    async def fetch_all(self, paths):
        for path in paths:
            self.jobs.put_nowait(path)
        limit = aiohttp.ClientTimeout(total=self.patience)
        async with aiohttp.ClientSession(timeout=limit) as self.session:
            async with asyncio.TaskGroup() as group:
                for n in range(WORKERS):
                    group.create_task(self.work(), name=f"worker {n}")

    async def work(self):
        while not self.jobs.empty():
            path = self.jobs.get_nowait()
            try:
                page = await self.fetch(path)
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

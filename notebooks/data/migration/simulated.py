"""Runs a step of the migration in virtual time, where each page takes 0.1 s to come."""

import asyncio
import contextlib
import importlib
import threading
import time
from types import SimpleNamespace

from helpers import LoopThread
from helpers.timeline import Timeline
from helpers.virtual_time import run

PAGE = 0.1  # seconds until a page is there


class Simulation:
    """What one run of a step did; it is also the service whose pages the step fetches.

    crossings: calls from a thread into the loop. threads: names of those that the step started.
    told: the seconds at which progress was told, with the number of pages. last_page: when that
    came. ended: when `collect` returned.
    """

    def __init__(self):
        self.open = self.most_in_flight = self.crossings = 0
        self.threads, self.told, self.at_first = set(), [], set()

    @contextlib.contextmanager
    def request(self):
        self.open += 1
        self.most_in_flight = max(self.most_in_flight, self.open)
        self.threads |= {thread.name for thread in set(threading.enumerate()) - self.at_first}
        try:
            yield
        finally:
            self.open -= 1
            self.last_page = round(time.monotonic(), 3)

    def collect(self, collect, pages, on_progress, every):
        self.at_first = set(threading.enumerate())

        def progress(done, failed):
            self.told.append((round(time.monotonic(), 3), done))
            on_progress()

        paths = [f"/{n}" for n in range(pages)]
        found, self.failed, self.asked = collect("", paths, progress, every)
        self.pages = sorted(found, key=paths.index)
        self.ended = round(time.monotonic(), 3)


def simulate(step, pages=8, on_progress=lambda: None, every=0.08):
    """Run `collect` of a step, called in a thread; return the Simulation and the Timeline."""
    module = importlib.import_module(f"{__package__}.{step}")
    simulation, timeline = Simulation(), Timeline()
    with contextlib.ExitStack() as stack:
        for name, stand_in in stand_ins(simulation).items():
            if hasattr(module, name):
                stack.callback(setattr, module, name, getattr(module, name))
                setattr(module, name, stand_in)
        stack.enter_context(timeline)
        run(asyncio.to_thread(simulation.collect, module.collect, pages, on_progress, every))
    return simulation, timeline


def stand_ins(simulation):
    """Return what takes the place of the clients and of LoopThread in a step."""

    class Mailbox:
        def __init__(self, mailbox):
            self.mailbox = mailbox

        def post(self, item):
            simulation.crossings += 1
            self.mailbox.post(item)

        def __getattr__(self, name):
            return getattr(self.mailbox, name)

    def counted(name):
        loop = LoopThread(name)
        loop.mailbox = Mailbox(loop.mailbox)
        return loop

    class Reply:
        status = status_code = 200
        text = "page"

        def raise_for_status(self):
            pass

    class AsyncReply(Reply):
        async def text(self):
            return "page"

    class Session(contextlib.nullcontext):
        def get(self, url, timeout):
            with simulation.request():
                time.sleep(PAGE)
            return Reply()

        def __enter__(self):
            return self

    class AsyncSession(contextlib.nullcontext):
        def __init__(self, timeout):
            super().__init__(self)

        @contextlib.asynccontextmanager
        async def get(self, url):
            with simulation.request():
                await asyncio.sleep(PAGE)
            yield AsyncReply()

        async def close(self):
            pass

    return {
        "LoopThread": counted,
        "requests": SimpleNamespace(Session=Session, RequestException=OSError),
        "aiohttp": SimpleNamespace(
            ClientSession=AsyncSession, ClientTimeout=lambda total: total, ClientError=OSError
        ),
    }

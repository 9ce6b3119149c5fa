"""Measures the client's processor time for a request: many at once, in threads and on a loop.

In threads it asks by `requests`, and by the plainer `http.client`, to tell the library from the
threads.

Run it in the environment of the course: `python what_it_is_worth.py`. The service has a process of
its own, so that only the client's work is counted; processor time, since other programs cannot
lengthen it by taking turns. `what_it_is_worth.txt` holds what it printed.
"""

import asyncio
import http.client
import platform
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from urllib.parse import urlsplit

import aiohttp
import requests

from helpers.practice_service import PracticeService

RUNS = 8  # of which the cheapest counts
AT_ONCE = (10, 50, 200, 500)  # requests
SERVICE = """
import sys
from helpers.practice_service import PracticeService
with PracticeService() as site:
    print(site.base_url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def service():
    """Start the practice service in another process; give its address; end it after the block."""
    command = [sys.executable, "-c", SERVICE]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        yield process.stdout.readline().strip()
        process.stdin.close()


def in_threads(url, n):
    with ThreadPoolExecutor(n) as pool:
        list(pool.map(requests.get, [url] * n))


def get_plainly(url):
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc)
    connection.request("GET", address.path)
    connection.getresponse().read()
    connection.close()


def in_threads_plainly(url, n):
    with ThreadPoolExecutor(n) as pool:
        list(pool.map(get_plainly, [url] * n))


async def on_a_loop(url, n):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def get():
            async with session.get(url) as reply:
                await reply.read()

        await asyncio.gather(*(get() for _ in range(n)))


def on_a_new_loop(url, n):
    asyncio.run(on_a_loop(url, n))


def cost_of(way, url, n):
    """Return the milliseconds of processor time for each of `n` requests, by the cheapest run."""

    def once():
        begun = time.process_time()
        way(url, n)
        return 1000 * (time.process_time() - begun) / n

    return min(once() for _ in range(RUNS))


def main():
    PracticeService().require_room(max(AT_ONCE))
    libraries = f"requests {version('requests')}, aiohttp {version('aiohttp')}"
    print(f"CPython {platform.python_version()}, {libraries}, processor time for a request")
    print("  at once  requests in threads  http.client in threads  aiohttp on a loop")
    with service() as base_url:
        url = f"{base_url}/wait/0.1"
        for n in AT_ONCE:
            ways = (in_threads, in_threads_plainly, on_a_new_loop)
            by_requests, plainly, on_loop = (f"{cost_of(way, url, n):.2f} ms" for way in ways)
            print(f"  {n:<7}  {by_requests:<19}  {plainly:<22}  {on_loop}")


if __name__ == "__main__":
    main()

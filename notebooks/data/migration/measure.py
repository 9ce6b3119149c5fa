"""Measures each step of the migration against the practice service: `python measure.py`.

`measure.txt` holds what one run printed. Threads are those that a step has beside its caller's.
For times and work the service runs in a process of its own, and each is the least of several runs,
the one that other programs disturbed least.
"""

import difflib
import importlib
import os
import platform
import subprocess
import sys
import threading
import time
from importlib.metadata import version
from pathlib import Path

from helpers.bridge import Mailbox
from helpers.practice_service import PracticeService

STEPS = [f"step{number}" for number in range(6)]
RUNS, PAGES, WAIT = (
    15,
    80,
    0.05,
)  # pages of a timed run, and seconds that the service waits for each
FORM = "{:6} {:>5}  {:>7}  {:>9}  {:>7}  {:>9}  {:>4}  {:>4}   {:>11}  {:>9}"
SERVE = """
import sys
from helpers.practice_service import PracticeService

with PracticeService() as site:
    print(site.base_url, flush=True)
    sys.stdin.read()
"""


def changed(step):
    """Return how many lines a step has, and how many it took out and put in."""
    number = STEPS.index(step)
    texts = [
        Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8").splitlines()
        for name in STEPS[max(0, number - 1) : number + 1]
    ]
    marks = [line[0] for line in difflib.ndiff(texts[0], texts[-1])]
    return len(texts[-1]), marks.count("-"), marks.count("+")


def most_threads(function):
    """Return how many threads there are at most, beside this one, while a function runs."""
    before, most, ended = threading.active_count() + 1, 0, threading.Event()

    def look():
        nonlocal most
        while not ended.wait(0.002):
            most = max(most, threading.active_count() - before)

    looker = threading.Thread(target=look)
    looker.start()
    function()
    ended.set()
    looker.join()
    return most


def crossings(module):
    """Return how often a step calls into a loop thread for 12 pages."""
    posted, real = [], Mailbox.post
    Mailbox.post = lambda box, item: (posted.append(item), real(box, item))
    try:
        with PracticeService() as site:
            module.collect(site.base_url, [f"/json/{n}" for n in range(12)], every=60)
    finally:
        Mailbox.post = real
    return len(posted)


def occupied(module):
    """Return how many threads a step has, and how many requests it has in flight, at most."""
    paths = [f"/wait/0.5?n={n}" for n in range(2 * module.WORKERS)]
    with PracticeService() as site:
        threads = most_threads(lambda: module.collect(site.base_url, paths))
        return threads, site.most_in_flight


def time_and_work(module, base_url):
    """Return how long a step takes, in multiples of what the waits alone take, and its work.

    The work is what a page costs in milliseconds of processor time, all threads together.
    """
    paths, took, worked = [f"/wait/{WAIT}?n={n}" for n in range(PAGES)], [], []
    for _ in range(RUNS):
        begun, work = time.perf_counter(), time.process_time()
        module.collect(base_url, paths)
        took.append(time.perf_counter() - begun)
        worked.append(time.process_time() - work)
    ideal = WAIT * PAGES / module.WORKERS
    return f"{min(took) / ideal:.1f}", f"{1000 * min(worked) / PAGES:.1f}"


def row(step, base_url):
    """Return what is measured of a step; with 40 workers, only threads and requests in flight."""
    module = importlib.import_module(step)
    lines, out, put_in = changed(step)
    cells = [step, lines, f"-{out} +{put_in}", crossings(module), *occupied(module)]
    cells += time_and_work(module, base_url)
    module.WORKERS = 40
    return [*cells, *occupied(module)]


def main():
    versions = ", ".join(f"{name} {version(name)}" for name in ("requests", "aiohttp"))
    build = "with the GIL" if getattr(sys, "_is_gil_enabled", lambda: True)() else "free-threaded"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores; {versions}")
    print(
        "step   lines  changed  crossings  threads  in flight  time  work   40: threads  in flight"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        base_url = child.stdout.readline().strip()
        for step in STEPS:
            print(FORM.format(*row(step, base_url)))
        child.stdin.close()


if __name__ == "__main__":
    main()

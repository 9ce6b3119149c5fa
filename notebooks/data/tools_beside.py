"""Measures what recorders cost one program, and what two virtual times make of a wait.

Run it with Python 3.12 or newer where viztracer, asyncviz and looptime are installed; what is
missing is left out: `python notebooks/data/tools_beside.py > notebooks/data/tools_beside.txt`.
It takes some minutes, since asyncviz needs some seconds to start. Each recorder runs the program
in a process of its own, in turn. What is compared is the processor time of the process while the
program runs, which other programs of the machine hardly change; the start of Python and the
writing of a file are not in it.
"""

import asyncio
import os
import platform
import socket
import statistics
import subprocess
import sys
import sysconfig
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

ROUNDS = 5
TASKS, SLEEPS = 100, 100  # of the program for virtual time
PATIENCE = 200.0  # seconds after which a command is given up


def burn(seconds):
    """Compute for so long."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


async def service():
    """300 visitors who wait and compute, a bounded queue, a lock, and calls in threads."""
    lock, orders = asyncio.Lock(), asyncio.Queue(20)

    async def cook():
        for number in range(100):
            await orders.put(number)
            burn(30e-6)

    async def waiter():
        for _ in range(50):
            await orders.get()
            async with lock:
                await asyncio.sleep(0.0002)

    async def visitor(number):
        await asyncio.sleep(0.002 * (number % 10))
        burn(100e-6)
        if number % 10 == 0:
            await asyncio.to_thread(time.sleep, 0.002)
        await asyncio.sleep(0.005)
        burn(100e-6)

    await asyncio.gather(cook(), waiter(), waiter(), *map(visitor, range(300)))


def program():
    """Run the service, and print the processor seconds of this process meanwhile."""
    used = time.process_time()
    asyncio.run(service())
    print("took", time.process_time() - used, flush=True)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


def recorders(folder):
    """What runs a script: words for Python by the recorder's name, of those that are there."""
    found = {"alone": [], "watch": ["-m", "helpers", "watch", "--to", f"{folder}/page.html"]}
    found["watch --heartbeat"] = [*found["watch"], "--heartbeat"]
    if find_spec("viztracer"):
        found["viztracer"] = "-m viztracer --log_async --quiet --output_file".split()
        found["viztracer"].append(f"{folder}/it.json")
    if find_spec("asyncviz"):
        dashboard = ["--browser", "never", "--quiet", "--port", free_port()]
        found["asyncviz run"] = ["-m", "asyncviz", "run", *dashboard]
        to = ["--output", f"{folder}/it.avz"]
        found["asyncviz record"] = ["-m", "asyncviz", "record", *dashboard, *to]
    return found


def run_once(words):
    """Run the program so; return its processor seconds."""
    process = [sys.executable, *words, __file__, "program"]
    done = subprocess.run(process, capture_output=True, text=True, timeout=PATIENCE)
    found = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("took ")]
    if not found:
        raise RuntimeError(f"{' '.join(words)} did not run the program: {done.stderr[-300:]}")
    return float(found[-1])


def written(folder):
    """Megabytes of all files in a folder, which is then empty."""
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    for path in files:
        path.unlink()
    return size / 1e6


def overheads():
    """By recorder: the program's processor time over that alone, and the megabytes written."""
    spent, sizes = {}, {}
    with TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name, words in recorders(folder).items():
                spent.setdefault(name, []).append(run_once(words))
                sizes[name] = written(folder)
    alone = statistics.median(spent.pop("alone"))
    return {name: (statistics.median(seen) / alone, sizes[name]) for name, seen in spent.items()}


# --- virtual time --------------------------------------------------------------------------------


async def many_sleeps(seconds):
    """Many tasks that sleep many times."""

    async def sleeper():
        for _ in range(SLEEPS):
            await asyncio.sleep(seconds)

    await asyncio.gather(*(sleeper() for _ in range(TASKS)))


def ways():
    """What runs a coroutine, by its name, of those that are there."""
    from helpers.virtual_time import run

    found = {"virtual_time": run}
    if find_spec("looptime"):
        import looptime

        def run_there(coroutine):
            with asyncio.Runner(loop_factory=looptime.new_event_loop) as runner:
                return runner.run(coroutine)

        found["looptime"] = run_there
    return found


def virtual_costs():
    """By virtual time: processor seconds of many sleeps of a second, over those of sleep(0)."""
    spent = {}
    for _ in range(ROUNDS):
        for name, way in {"alone": asyncio.run, **ways()}.items():
            used = time.process_time()
            way(many_sleeps(0 if name == "alone" else 1))
            spent.setdefault(name, []).append(time.process_time() - used)
    alone = statistics.median(spent.pop("alone"))
    return {name: statistics.median(seen) / alone for name, seen in spent.items()}


async def clocks():
    """Seconds that went by during a task's sleep of 10 and a thread's of 1, by two clocks."""
    loop, seen = asyncio.get_running_loop(), []
    for wait in (asyncio.sleep(10), asyncio.to_thread(time.sleep, 1)):
        began, there = time.monotonic(), loop.time()
        await wait
        seen += [round(loop.time() - there), round(time.monotonic() - began)]
    return seen


def real_seconds(way):
    """What the clocks say under one virtual time, and the seconds that it really took."""
    began = time.perf_counter()
    return way(clocks()), round(time.perf_counter() - began)


def heading():
    """The build, and the versions of what is there."""
    kind = "without" if sysconfig.get_config_var("Py_GIL_DISABLED") else "with"
    found = []
    for name in ("viztracer", "asyncviz", "looptime"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is missing")
    python = f"CPython {platform.python_version()} {kind} the GIL, {os.cpu_count()} cores"
    return "; ".join([python, *found])


def main():
    print(heading())
    for name, (ratio, size) in overheads().items():
        print(f"  {name}: {ratio:.1f} times the processor time, {size:.1f} MB")
    for name, ratio in virtual_costs().items():
        print(f"  {name}: {TASKS * SLEEPS} sleeps cost {ratio:.1f} times those of sleep(0)")
    for name, way in ways().items():
        (task, task_by_time, thread, thread_by_time), really = real_seconds(way)
        print(
            f"  {name}: a task's 10 s are {task} s of the loop, {task_by_time} of time.monotonic,"
        )
        print(f"    a thread's 1 s is {thread} s and {thread_by_time}; in all it took {really} s")


if __name__ == "__main__":
    program() if sys.argv[1:] == ["program"] else main()

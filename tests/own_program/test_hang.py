"""`python -m helpers hang`: who waits for whom, and nothing of the program is left."""

import signal
import subprocess
import sys
import time

import pytest

from helpers.own_program.hang import HUNG
from tests.own_program.commands import environment, helpers, script

LOCKS = """\
import threading
a, b, both = threading.Lock(), threading.Lock(), threading.Barrier(2)
def go_there():
    with a:
        both.wait()
        with b:
            pass
def go_back():
    with b:
        both.wait()
        with a:
            pass
threads = [threading.Thread(target=go_there, name="there"),
           threading.Thread(target=go_back, name="back")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""
OWN_LOOP = """\
import asyncio, threading
loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, name="looper").start()
async def inner():
    return 1
async def outer():
    return asyncio.run_coroutine_threadsafe(inner(), loop).result()
print(asyncio.run_coroutine_threadsafe(outer(), loop).result())
"""
NEVER_PUT = """\
import queue, threading
jobs = queue.Queue()
threading.Thread(target=jobs.get, name="worker").start()
print("main is done")
"""


def hang(folder, text, *options):
    return helpers(folder, "hang", "--idle", "0.5", *options, script(folder, "p.py", text))


def test_two_locks_each_names_the_others_holder(tmp_path):
    done = hang(tmp_path, LOCKS)
    assert done.code == HUNG
    assert "thread there waits for b.acquire · p.py line 6, which back holds" in done.err
    assert "thread back waits for a.acquire · p.py line 11, which there holds" in done.err
    assert "main thread waits for there.join · p.py line 18" in done.err


def test_a_task_that_holds_its_loop(tmp_path):
    done = hang(tmp_path, OWN_LOOP)
    assert done.code == HUNG
    assert "task outer holds its loop: Future.result · p.py line 7" in done.err
    assert "main thread waits for Future.result · p.py line 8" in done.err


def test_a_thread_that_keeps_python_from_ending(tmp_path):
    done = hang(tmp_path, NEVER_PUT)
    assert (done.code, done.out) == (HUNG, "main is done\n")
    assert "thread worker waits for " in done.err and "Queue.get" in done.err


def test_a_loop_without_end_is_stopped_at_its_time(tmp_path):
    done = hang(tmp_path, "while True:\n    pass\n", "--seconds", "1")
    assert done.code == HUNG
    assert "it was stopped after 1 s" in done.err and "p.py line " in done.err


HELD = """\
import asyncio, threading
lock = threading.Lock()
def update(loop):
    with lock:
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.2), loop).result()
async def main():
    feed = asyncio.create_task(asyncio.to_thread(update, asyncio.get_running_loop()), name="feed")
    await asyncio.sleep(0.1)
    with lock:
        await feed
asyncio.run(main())
"""


def test_a_sleep_on_a_held_loop_never_ends(tmp_path):
    done = hang(tmp_path, HELD)
    assert done.code == HUNG
    assert "it hangs" in done.err and "task main holds its loop: lock.acquire" in done.err


SLEEPS = "import time\ntime.sleep(1.2)\nprint('woke')\n"
SLEEPS_IN_A_TASK = "import asyncio\nasyncio.run(asyncio.sleep(1.2))\nprint('woke')\n"


SLEEPS_ON_ITS_LOOP = """\
import asyncio, time
async def main():
    time.sleep(1.2)
asyncio.run(main())
print('woke')
"""


@pytest.mark.parametrize("text", [SLEEPS, SLEEPS_IN_A_TASK, SLEEPS_ON_ITS_LOOP])
def test_a_sleep_is_no_hang_since_it_ends_by_itself(tmp_path, text):
    done = hang(tmp_path, text)
    assert (done.code, done.out) == (0, "woke\n"), done.err


# Each line waits with the limit that stands in it; None is no limit.
WAITS = """\
threading.Event().wait({limit})
queue.Queue().get(timeout={limit})
queue.SimpleQueue().get(timeout={limit})
lock.acquire(timeout={limit} or -1)
lock.acquire(True, {limit} or -1)
threading.Semaphore(0).acquire(timeout={limit})
with_condition({limit})
busy.join({limit})
futures.Future().result({limit})
futures.wait([futures.Future()], {limit})
selectors.DefaultSelector().select({limit})
here.recv(1)
asyncio.run(timer())
"""
PREPARED = """\
import asyncio, contextlib, queue, selectors, socket, sys, threading
from concurrent import futures
busy = threading.Thread(target=threading.Event().wait, daemon=True)
busy.start()
lock, condition = threading.Lock(), threading.Condition()
lock.acquire()
here, there = socket.socketpair()
here.settimeout({limit})
def with_condition(limit):
    with condition:
        condition.wait(limit)
async def timer():
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), {limit})
"""
ONE_BY_ONE = """\
print("begins {line}")
with contextlib.suppress(queue.Empty, TimeoutError, futures.TimeoutError):
    {line}
"""
SIDE_BY_SIDE = """\
def wait():
    {line}
threading.Thread(target=wait).start()
"""


def waits(limit, each):
    """A program that waits in each way, with this limit."""
    parts = [each.format(line=line.format(limit=limit)) for line in WAITS.splitlines()]
    return "".join([PREPARED.format(limit=limit), *parts, "print('went on')\n"])


def test_a_wait_with_a_time_limit_is_no_hang(tmp_path):
    done = hang(tmp_path, waits(0.8, ONE_BY_ONE))
    assert (done.code, done.out.splitlines()[-1]) == (0, "went on"), done.err


def test_a_wait_without_a_time_limit_is_a_hang(tmp_path):
    done = hang(tmp_path, waits(None, SIDE_BY_SIDE), "--seconds", "10")
    assert done.code == HUNG
    assert "it hangs: for 500 ms" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is sent to a whole console")
def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    name = script(tmp_path, "p.py", "open('begun', 'w').close()\nwhile True:\n    pass\n")
    command = [sys.executable, "-m", "helpers", "hang", name]
    pipes = {"stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), **pipes) as child:
        while not (tmp_path / "begun").exists():
            assert child.poll() is None
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        said = child.communicate(timeout=60)[1]
    assert child.returncode == 130
    assert said == "Loops & Threads: you ended it before it hung; try a shorter --idle.\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("print(1)\n", 0, "ran to its end; it did not hang"),
        ("raise SystemExit(4)\n", 4, "ended with sys.exit(4)"),
        ("1 / 0\n", 1, "raised ZeroDivisionError: division by zero"),
        (
            "from concurrent.futures import ThreadPoolExecutor as P\nP(1).submit(print, 1)\n",
            0,
            "ran to its end; it did not hang",
        ),
    ],
)
def test_a_program_that_ends_does_not_hang(tmp_path, text, code, said):
    done = hang(tmp_path, text)
    assert (done.code, said in done.err) == (code, True), done.err


def test_a_process_that_ends_itself_is_told(tmp_path):
    done = hang(tmp_path, "import os\nos._exit(5)\n")
    assert done.code == 5 and "the process ended itself: exit code 5" in done.err


def test_no_such_script(tmp_path):
    done = helpers(tmp_path, "hang", "none.py")
    assert done.code == 2 and "none.py cannot be read" in done.err

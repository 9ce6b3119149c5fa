"""Whatever happens, no thread, patch or trace is left behind."""

import os
import queue
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

import helpers
from helpers.interleavings import explore
from helpers.interleavings.primitives import _patches
from tests.interleavings.programs import Counter, a_then_b, add, b_then_a


def surroundings():
    """All that an exploration changes for a while."""
    patched = [(owner, name, vars(owner).get(name)) for owner, name, _ in _patches()]
    return patched, threading.enumerate(), sys.gettrace(), threading.gettrace(), add.__code__


@pytest.fixture(autouse=True)
def nothing_is_left():
    before = surroundings()
    yield
    assert surroundings() == before


def raise_error(*_):
    raise ZeroDivisionError


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["setup", "check", "outcome"])
@pytest.mark.parametrize("how", [raise_error, interrupt])
@pytest.mark.parametrize("steps", ["line", "access"])
def test_an_error_in(where, how, steps):
    arguments = {"setup": Counter, where: how}
    setup = arguments.pop("setup")
    with pytest.raises((ZeroDivisionError, KeyboardInterrupt)):
        explore(setup, add, add, steps=steps, **arguments)
    assert explore(Counter, add, add, steps=steps).failed == 0


@pytest.mark.parametrize("arguments", [{}, {"steps": "access"}, {"reduce": True}, {"order": "AB"}])
def test_after(arguments):
    explore(Counter, a_then_b, b_then_a, **arguments)
    explore(Counter, add, add, **arguments)


def test_other_threads_keep_the_real_things():
    seen, stop = [], threading.Event()

    def other():
        while not stop.is_set():
            seen.append(type(threading.Lock()))
            time.sleep(0.001)

    thread = threading.Thread(target=other)
    thread.start()
    try:
        explore(Counter, add, add, add)
    finally:
        stop.set()
        thread.join()
    assert len(seen) > 3 and set(seen) == {type(threading.Lock())}


def test_a_lock_of_the_state_is_an_ordinary_one_afterwards():
    states = []
    explore(lambda: states.append(Counter()) or states[-1], add)
    lock = states[-1].lock
    assert lock.acquire() and not lock.acquire(timeout=0.01)
    lock.release()
    assert isinstance(queue.SimpleQueue(), type(queue.SimpleQueue()))


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="sends a signal to a thread")
@pytest.mark.parametrize("body", ["c.x += 1", "while True: pass", "threading.Lock().acquire()"])
def test_keyboard_interrupt(body, tmp_path):
    program = f"""
        import _thread, signal, sys, threading
        from helpers.interleavings import explore
        class C: x = 0
        def f(c):
            for _ in range(10**9):
                {body}
        threading.Timer(0.5, signal.pthread_kill, (threading.get_ident(), signal.SIGINT)).start()
        try:
            explore(C, f, f, max_steps=10**9)
        except KeyboardInterrupt:
            print("interrupted", [t.name for t in threading.enumerate()])
    """
    path = tmp_path / "interrupted.py"
    path.write_text(textwrap.dedent(program))
    ran = subprocess.run(
        [sys.executable, path],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(Path(helpers.__file__).parents[1])},
    )
    assert ran.stdout == "interrupted ['MainThread']\n", ran

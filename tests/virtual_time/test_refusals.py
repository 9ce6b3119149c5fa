"""What virtual time cannot do is refused with words that say what to do instead."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
import types
from multiprocessing import get_context

import pytest
import requests

from helpers.virtual_time import VirtualClock, VirtualTimeError, limits, run


def refusal(coro) -> str:
    with pytest.raises(VirtualTimeError) as caught:
        run(coro)
    return str(caught.value)


def spin_on_the_clock():
    end = time.monotonic() + 1
    while time.monotonic() < end:
        pass


def spin_on_sleep():
    while True:
        time.sleep(0)


@pytest.mark.parametrize("spin", [spin_on_the_clock, spin_on_sleep])
@pytest.mark.parametrize("where", ["loop", "job", "thread"])
def test_a_busy_wait_is_refused(spin, where):
    async def main():
        if where == "loop":
            spin()
        elif where == "job":
            await asyncio.to_thread(spin)
        else:
            threading.Thread(target=spin).start()
            await asyncio.sleep(1)

    text = refusal(main())
    assert "busy" in text
    assert "at test_refusals.py:" in text


def test_a_task_that_sleeps_0_for_ever_is_refused():
    async def spin():
        while True:  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def main():
        await asyncio.create_task(spin(), name="spinner")

    text = refusal(main())
    assert "'spinner'" in text
    assert "await asyncio.sleep(0)" in text


class Spins:
    """Each goes on for ever, and counts."""

    def __init__(self):
        self.times = 0

    async def readings(self):
        while True:
            self.times += 1
            time.monotonic()

    async def iterations(self):
        while True:
            self.times += 1
            await asyncio.sleep(0)

    async def turns(self):
        while True:
            self.times += 1
            time.sleep(0)  # noqa: ASYNC251


@pytest.mark.parametrize("what", ["readings", "iterations", "turns"])
def test_a_process_may_set_limits_of_its_own(monkeypatch, what):
    monkeypatch.setattr(limits, "LIMITS", limits.Limits(**{what: 300}))
    spins = Spins()
    assert "busy" in refusal(getattr(spins, what)())
    assert 280 <= spins.times <= 301  # the loop itself takes some


def test_patience_is_among_the_limits_unless_a_clock_has_its_own(monkeypatch):
    monkeypatch.setattr(limits, "LIMITS", limits.Limits(patience=3))
    assert (VirtualClock().patience, VirtualClock(patience=4).patience) == (3, 4)


def test_sleep_0_until_a_thread_has_done_its_part_is_allowed():
    async def main():
        done = threading.Event()
        threading.Thread(target=done.set).start()
        while not done.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0)

    run(main())


def test_threads_that_yield_to_each_other_take_turns():
    log = []

    def body(name):
        for _ in range(3):
            log.append(name)
            time.sleep(0)

    async def main():
        for name in "ab":
            threading.Thread(target=body, args=(name,)).start()

    run(main())
    assert "".join(log) == "ababab"


def connect():
    with socket.socket() as sock:
        sock.connect(("127.0.0.1", 9))


def get():
    requests.get("http://127.0.0.1:9/", timeout=1)


def child():
    subprocess.run([sys.executable, "--version"], check=True)


def process():
    get_context("spawn").Process(target=int).start()


@pytest.mark.parametrize("use", [connect, get, child, process])
@pytest.mark.parametrize("where", ["loop", "job"])
def test_real_input_and_output_is_refused(use, where):
    async def main():
        if where == "loop":
            use()
        else:
            await asyncio.to_thread(use)

    text = refusal(main())
    assert "real input and output" in text
    assert "asyncio.sleep()" in text


def wait_for_a_signal():
    signal.sigtimedwait([signal.SIGUSR1], 0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="calls of POSIX")
@pytest.mark.parametrize("where", ["loop", "job"])
@pytest.mark.parametrize(
    ("use", "words"),
    [
        (lambda: os.fork(), "os.fork() would copy the process"),
        (lambda: os.forkpty(), "os.forkpty() would copy the process"),
        (lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]), "os.fork() would copy the process"),
        (lambda: os.posix_spawn("/bin/true", ["true"], {}), "os.posix_spawn() does real"),
        (lambda: select.select([], [], [], 0.05), "select.select() does real"),
        (wait_for_a_signal, "signal.sigtimedwait() does real"),
    ],
)
def test_copies_of_the_process_and_real_waits_are_refused(use, words, where):
    async def main():
        use() if where == "loop" else await asyncio.to_thread(use)

    assert words in refusal(main())


def test_select_may_look_without_waiting():
    async def main():
        return select.select([], [], [], 0)

    assert run(main()) == ([], [], [])


def test_the_loop_of_tcl_is_refused():
    tkinter = pytest.importorskip("tkinter")

    async def main():
        tkinter.Tcl()

    text = refusal(main())
    assert "event loop of its own, which takes real time" in text
    assert "asyncio.sleep()" in text
    tkinter.Tcl()  # as ever, after the run


def test_a_loop_that_is_not_of_asyncio_is_refused():
    class Foreign:
        """A loop that waits in ways of its own."""

        def __init__(self):
            self.real = asyncio.SelectorEventLoop()

        def __getattr__(self, name):
            return getattr(self.real, name)

    async def inner():
        await asyncio.sleep(3)

    def use():
        with asyncio.Runner(loop_factory=Foreign) as runner:
            runner.run(inner())

    async def main():
        await asyncio.to_thread(use)

    assert "Foreign takes real time" in refusal(main())


def test_a_loop_of_uvloop_is_refused_however_it_is_run(monkeypatch):
    class Loop(asyncio.SelectorEventLoop):
        pass

    uvloop = types.ModuleType("uvloop")
    uvloop.Loop = Loop
    monkeypatch.setitem(sys.modules, "uvloop", uvloop)

    async def inner():
        pass

    def use():
        loop = uvloop.Loop()
        try:
            loop.run_until_complete(inner())
        finally:
            loop.close()

    async def main():
        await asyncio.to_thread(use)

    assert "Loop takes real time" in refusal(main())
    assert uvloop.Loop is Loop
    use()


def test_streams_of_asyncio_are_refused():
    async def client():
        await asyncio.open_connection("127.0.0.1", 9)

    async def server():
        await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)

    async def subprocess_of_asyncio():
        await asyncio.create_subprocess_exec(sys.executable, "--version")

    for use in (client, server, subprocess_of_asyncio):
        assert "real input and output" in refusal(use())


def test_a_socket_connected_before_the_run_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as ours, server.accept()[0]:

            async def main():
                ours.settimeout(5)
                ours.recv(1)

            assert "socket.recv() does real" in refusal(main())


def test_a_swallowed_refusal_still_ends_the_run():
    async def main():
        try:
            await asyncio.to_thread(connect)
        except Exception:
            pass
        await asyncio.sleep(1)

    assert "socket.connect()" in refusal(main())


def test_a_pair_of_sockets_inside_the_process_may_be_used():
    async def main():
        left, right = socket.socketpair()
        with left, right:
            left.send(b"x")
            return right.recv(1)

    assert run(main()) == b"x"


def in_a_child(program: str) -> str:
    """What `program` prints, run in a process that is ended if it hangs."""
    code = "from helpers.virtual_time import *\nimport asyncio, threading, time\n"
    command = [sys.executable, "-c", code + textwrap.dedent(program)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("where", ["await asyncio.to_thread(wait)", "wait()"])
def test_a_real_wait_that_nothing_sees_is_reported_and_left(where):
    program = f"""
        hidden = frozenset([threading.Lock()])
        next(iter(hidden)).acquire()
        real = time.sleep, threading.Thread.start

        def wait():
            next(iter(hidden)).acquire()

        async def main():
            threading.Thread(target=threading.Event().wait, name="other").start()
            {where}

        try:
            VirtualClock(patience=0.5).run(main())
        except VirtualTimeError as error:
            print(error)
        print((time.sleep, threading.Thread.start) == real)
        print("other" in [thread.name for thread in threading.enumerate()])
        next(iter(hidden)).release()
    """
    first, *rest = in_a_child(program).splitlines()
    assert "has not come back for 0.5 real seconds" in first
    assert rest[:2] == ["True", "False"]  # a newer Python may go on to warn of the thread

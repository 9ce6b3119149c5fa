"""Tests that a program which waits for ever is told from one which is only slow."""

import os
import subprocess
import sys
import time
from types import SimpleNamespace

import psutil
import pytest

from helpers.watchdog import parent
from helpers.watchdog.stillness import Stillness, is_runnable
from tests.watchdog import programs

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
IDLE = 0.4  # seconds
POLLS = "import time\nwhile True:\n    time.sleep(0.02)"


@pytest.mark.parametrize(
    "target", [programs.wait_for_own_loop, programs.wait_for_a_lock, programs.wait_in_tasks, POLLS]
)
def test_waiting_for_ever_is_seen_long_before_the_limit(run, target):
    outcome = run(target, seconds=60, idle_seconds=IDLE)
    assert (outcome.kind, outcome.limit) == ("stopped", "idle")
    assert outcome.threads
    assert outcome.seconds < 30


def test_the_stacks_at_the_end_are_reported(run):
    outcome = run(programs.wait_for_a_lock, seconds=60, idle_seconds=IDLE)
    assert [thread.name for thread in outcome.threads] == ["MainThread", "waiter"]
    assert "waiter.join()" in [frame.text for frame in outcome.threads[0].frames]


def test_computing_is_not_waiting(run):
    source = "import time\nuntil = time.process_time() + 0.7\nwhile time.process_time() < until: 1"
    assert run(source, seconds=60, idle_seconds=IDLE).kind == "returned"


def test_a_program_that_waits_here_and_there_goes_on(run):
    lines = [f"    sleep({IDLE / 2})  # {number}" for number in range(6)]
    source = "from time import sleep\nif True:\n" + "\n".join(lines) + "\nresult = 1"
    assert run(source, seconds=60, idle_seconds=IDLE).value == 1


def test_one_who_waits_for_a_thread_that_computes_goes_on(run):
    source = (
        "import threading, time\n"
        "def compute():\n"
        "    until = time.process_time() + 0.7\n"
        "    while time.process_time() < until: pass\n"
        "thread = threading.Thread(target=compute)\n"
        "thread.start()\nthread.join()\nresult = 1"
    )
    assert run(source, seconds=60, idle_seconds=IDLE).value == 1


@posix
def test_stacks_of_a_call_that_keeps_the_interpreter_at_the_limit_of_computing(run):
    outcome = run("sum(range(10**11))", cpu_seconds=0.3, seconds=60)
    assert outcome.limit == "cpu"
    assert [frame.text for frame in outcome.threads[0].frames] == ["sum(range(10**11))"]


@posix
def test_stacks_that_were_sent_before_the_limit_are_not_reported(run):
    source = "import time\ntime.sleep(0.8)\nsum(range(10**11))"
    outcome = run(source, cpu_seconds=0.3, idle_seconds=2, seconds=60)
    assert outcome.limit == "cpu"
    assert [frame.text for frame in outcome.threads[0].frames] == ["sum(range(10**11))"]


@posix
def test_a_target_may_set_itself_a_limit_of_computing(run):
    source = "import signal\nsignal.setitimer(signal.ITIMER_PROF, 0.1)\nsum(range(10**11))"
    outcome = run(source, cpu_seconds=30, seconds=60)
    assert outcome.limit == "cpu"
    assert [frame.text for frame in outcome.threads[0].frames] == ["sum(range(10**11))"]


@pytest.mark.parametrize("value", [0, -1, "2", True])
def test_a_limit_that_is_no_time_is_refused(run, value):
    with pytest.raises(ValueError, match=r"idle_seconds is .*; give a number of seconds above 0"):
        run("pass", idle_seconds=value)


STACKS = {"threads": [{"name": "MainThread"}], "tasks": []}


def hung(looks):
    """Feed looks, each (seconds, runnable, stacks), to a Stillness of one second."""
    clock, answers = [0.0], []
    stillness = Stillness(1.0, lambda: answers.append(None), clock=lambda: clock[0])
    for seconds, runnable, stacks in looks:
        clock[0] += seconds
        answers[:] = [answer or stacks for answer in answers]
        if stillness.look(runnable, list(answers)):
            return True
    return False


def test_a_thread_without_a_processor_is_not_idle():
    assert hung([(0.05, False, STACKS)] * 100)
    assert not hung([(0.05, True, STACKS)] * 1_000)
    assert not hung([(0.05, False, STACKS), (0.05, True, STACKS)] * 500)


def test_changing_stacks_are_not_idle():
    moving = [(0.05, False, {**STACKS, "tasks": [{"name": str(n // 9)}]}) for n in range(1_000)]
    assert not hung(moving)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the state of a thread")
def test_runnable_threads_are_seen():
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as process:
        try:
            assert is_runnable(psutil.Process(process.pid), cpu_grew=False)
        finally:
            process.kill()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of a thread")
@pytest.mark.parametrize(("states", "runnable"), [("SS", False), ("SR", True), ("SD", True)])
def test_a_thread_that_waits_for_the_disk_is_not_idle(tmp_path, states, runnable):
    for number, state in enumerate(states):
        thread = tmp_path / "7" / "task" / str(number)
        thread.mkdir(parents=True)
        (thread / "stat").write_text(f"{number} (a (b) c) {state} 1 2 3\n")
    assert is_runnable(SimpleNamespace(pid=7), cpu_grew=False, proc=tmp_path) is runnable


def test_one_who_waits_until_its_output_is_read_goes_on(run, monkeypatch):
    """On a busy machine, nobody may read for longer than a program writes."""
    read = parent.os.read

    def read_late(descriptor, size):
        time.sleep(0.06)
        return read(descriptor, size)

    monkeypatch.setattr(parent, "os", SimpleNamespace(**{**vars(os), "read": read_late}))
    outcome = run("while True: print('x' * 1_000_000)", seconds=3, idle_seconds=IDLE)
    assert outcome.limit == "seconds"

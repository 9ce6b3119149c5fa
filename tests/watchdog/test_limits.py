"""Tests that whatever does not end, or takes too much, is stopped, and where it was."""

import sys
import tracemalloc

import pytest

from helpers.watchdog import parent
from tests.watchdog import programs

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, or limits of POSIX")

SHORT = 0.5  # seconds; the start of the interpreter does not count
UNTIL_IDLE = {"seconds": 60, "idle_seconds": SHORT}  # however long a busy machine needs until then


def texts(stack):
    return [frame.text for frame in stack.frames]


def test_an_endless_loop(run):
    outcome = run("def spin():\n    while True: pass\n\nspin()", seconds=SHORT)
    assert (outcome.kind, outcome.limit) == ("stopped", "seconds")
    assert (outcome.value, outcome.error, outcome.exit_code) == (None, None, None)
    (main,) = outcome.threads
    assert main.name == "MainThread"
    assert texts(main) == ["spin()", "while True: pass"]
    assert outcome.seconds >= SHORT


def test_waiting_for_a_future_of_the_own_loop(run):
    outcome = run(programs.wait_for_own_loop, **UNTIL_IDLE)
    assert outcome.limit == "idle"
    assert "return (await ask()).result()" in texts(outcome.threads[0])
    names = {task.name for task in outcome.tasks}
    assert len(names) == 1  # the coroutine was posted, and the loop never got to make its task


def test_a_lock_that_is_never_released(run):
    outcome = run(programs.wait_for_a_lock, **UNTIL_IDLE)
    main, waiter = outcome.threads
    assert waiter.name == "waiter"
    assert "waiter.join()" in texts(main)


def test_tasks_show_what_they_await(run):
    outcome = run(programs.wait_in_tasks, **UNTIL_IDLE)
    tasks = {task.name: task for task in outcome.tasks}
    assert texts(tasks["inner"])[:2] == ["await wait_for(asyncio.Event())", "await event.wait()"]
    assert texts(tasks["outer"]) == ["await task"]


def test_what_has_come_to_a_loop_that_nobody_woke_is_told(run):
    outcome = run(programs.set_without_waking, **UNTIL_IDLE)
    tasks = {task.name: task for task in outcome.tasks}
    words = "but nobody woke the loop: in another thread, use loop.call_soon_threadsafe"
    assert tasks["event"].awaiting == f"an Event that has been set, {words}"
    assert tasks["future"].awaiting == f"what has come, {words}"
    assert tasks["unset"].awaiting == "a future"


def test_tasks_of_every_loop_are_found(run):
    outcome = run(
        "import asyncio, threading\n"
        "async def wait(name):\n"
        "    asyncio.current_task().set_name(name)\n"
        "    await asyncio.Event().wait()\n"
        "threading.Thread(target=asyncio.run, args=[wait('there')], daemon=True).start()\n"
        "asyncio.run(wait('here'))",
        **UNTIL_IDLE,
    )
    assert [task.name for task in outcome.tasks] == ["here", "there"]


def test_a_call_that_never_gives_the_interpreter_back(run):
    outcome = run("x = 10**9\nsum(range(100 * x))", seconds=SHORT)
    assert outcome.limit == "seconds"
    (main,) = outcome.threads
    assert (main.name, texts(main)) == ("MainThread", ["sum(range(100 * x))"])


def test_swallowed_interrupts_do_not_help(run):
    source = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    assert run(source, seconds=SHORT).limit == "seconds"


@posix
def test_ignored_signals_do_not_help(run):
    source = (
        "import signal\n"
        "for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:\n"
        "    signal.signal(number, signal.SIG_IGN)\n"
        "while True: pass"
    )
    assert run(source, seconds=SHORT).limit == "seconds"


@posix
def test_a_hang_with_all_descriptors_closed(run):
    outcome = run("import os\nos.closerange(0, 256)\nwhile True: pass", seconds=SHORT)
    assert outcome.limit == "seconds"


def test_cpu_time(run):
    outcome = run("while True: pass", cpu_seconds=0.2, seconds=60)
    assert (outcome.limit, texts(outcome.threads[0])) == ("cpu", ["while True: pass"])


def test_waiting_costs_no_cpu_time(run):
    assert run("import time\ntime.sleep(0.3)\nresult = 1", cpu_seconds=0.2).value == 1


@posix
def test_the_cpu_time_of_a_child_counts(run):
    outcome = run(
        "import os\nif os.fork():\n    os.wait()\nwhile True: pass", cpu_seconds=0.2, seconds=60
    )
    assert outcome.limit == "cpu"


def test_memory(run):
    grow = "kept = []\nwhile True: kept.append(bytearray(b'x') * 10**6)"
    outcome = run(grow, memory=100 * 2**20, seconds=60)
    assert (outcome.kind, outcome.limit) == ("stopped", "memory")


@pytest.mark.skipif(sys.platform != "linux", reason="the system's own limit is set on Linux only")
def test_one_allocation_that_the_system_refuses(run):
    outcome = run("bytearray(10**12)", memory=100 * 2**20)
    assert (outcome.kind, outcome.limit) == ("stopped", "memory")
    assert outcome.error.frames[-1].text == "bytearray(10**12)"


def test_ten_thousand_threads(run):
    outcome = run(
        "import threading\n"
        "wait = threading.Event().wait\n"
        "for number in range(10_000):\n"
        "    threading.Thread(target=wait).start()\n"
        "wait()",
        seconds=60,
    )
    assert (outcome.kind, outcome.limit) == ("stopped", "threads")
    assert len(outcome.threads) <= 100


def test_threads_that_the_parent_did_not_see(run, monkeypatch):
    monkeypatch.setattr(parent, "MEASURE", 1_000)  # seconds: as if it were kept from looking
    source = (
        "import threading\n"
        "wait = threading.Event().wait\n"
        "for number in range({}):\n"
        "    threading.Thread(target=wait, daemon=True).start()\n"
    )
    outcome = run(source.format(parent.THREAD_LIMIT), seconds=60)
    assert (outcome.kind, outcome.limit) == ("stopped", "threads")
    assert run(source.format(10), seconds=60).kind == "returned"


def test_threads_that_the_system_refuses(run):
    # CPython's words; under load the system's limit comes before the parent's next look.
    outcome = run('raise RuntimeError("can\'t start new thread")')
    assert (outcome.kind, outcome.limit) == ("stopped", "threads")
    assert run("raise RuntimeError('x')").kind == "raised"


@posix
@pytest.mark.parametrize("prepare", ["", "os.setsid()", "if os.fork(): os._exit(0)"])
def test_forks_without_end(run, prepare):
    # Without end as far as the watchdog goes, but not for the machine if it should fail.
    source = (
        "import os, time\n"
        "for _ in range(9):\n"
        "    if os.fork() == 0:\n"
        f"        {prepare or 'pass'}\n"
        "time.sleep(20)"
    )
    outcome = run(source, seconds=10)
    assert (outcome.kind, outcome.limit) == ("stopped", "processes")


@posix
def test_processes_that_left_the_session_end_too(run):
    source = (
        "import subprocess, sys\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(100)']\n"
        "subprocess.Popen(sleep, start_new_session=True)\n"
        "while True: pass"
    )
    assert run(source, seconds=SHORT).limit == "seconds"


def test_fifty_megabytes_of_output_are_read_and_dropped(run):
    tracemalloc.start()
    try:
        outcome = run("print('x' * 50_000_000)\nresult = 1", seconds=60, output_limit=1_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (outcome.kind, outcome.value) == ("returned", 1)
    assert (len(outcome.stdout), outcome.stderr) == (1_000, "")
    assert peak < 5_000_000


def test_output_without_end(run):
    source = "import sys\nwhile True: sys.stderr.write('x' * 1_000_000)"
    outcome = run(source, seconds=60)
    assert (outcome.kind, outcome.limit) == ("stopped", "output")
    assert len(outcome.stderr) == 65_536


def test_what_was_printed_before_a_hang_is_there(run):
    assert run("print('é, then')\nwhile True: pass", seconds=SHORT).stdout == "é, then\n"

"""Tests that the process which waits may be interrupted, busy, threaded, or killed."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from helpers import watchdog

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
ROOT = Path(__file__).parents[2]


@posix
# Ctrl-C may come between an open() of psutil's and the `with` that would close the file.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_ends_the_run_and_goes_on(run):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run(
                "import os, signal\nos.kill(os.getppid(), signal.SIGINT)\nwhile True: pass",
                seconds=60,
            )
    finally:
        signal.signal(signal.SIGINT, before)


def test_it_can_be_called_while_a_loop_runs(run):
    async def main():
        return run("result = 5").value

    assert asyncio.run(main()) == 5


@posix
def test_it_changes_no_signal_handler(run):
    before = [signal.getsignal(number) for number in signal.valid_signals()]
    run("import os\nos._exit(1)")
    assert [signal.getsignal(number) for number in signal.valid_signals()] == before


def test_many_at_once_do_not_mix(run):
    with ThreadPoolExecutor(max_workers=4) as pool:
        outcomes = list(pool.map(lambda n: run("print(args[0])\nresult = args[0]", n), range(8)))
    assert [(outcome.value, outcome.stdout) for outcome in outcomes] == [
        (number, f"{number}\n") for number in range(8)
    ]


def test_a_python_that_cannot_start_is_reported(run, monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("raise RuntimeError('broken')")
    monkeypatch.setattr("helpers.watchdog.parent.CHILD", str(child))
    with pytest.raises(
        RuntimeError, match=r"Python did not start in the child process: (.|\n)*broken"
    ):
        run("result = 1")


@posix
def test_no_orphan_stays_when_the_parent_is_killed(run, tmp_path):
    note = tmp_path / "pid"
    hang = f"import os\nopen({str(note)!r}, 'w').write(str(os.getpid()))\nwhile True: pass"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"from helpers import watchdog\nwatchdog.run({hang!r}, seconds=600)",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "temporary")},
    )
    wait_until(lambda: note.exists() and note.read_text())
    child = psutil.Process(int(note.read_text()))
    parent.kill()
    parent.wait()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    wait_until(lambda: not list((tmp_path / "temporary").iterdir()))


def wait_until(condition, seconds=20):
    """Wait for another process; the limit only ends a test that fails."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.01)


def test_the_child_loads_little():
    source = (
        "import sys\n"
        "result = sorted({'asyncio', 'threading', 'psutil', 'helpers'} & sys.modules.keys())"
    )
    assert watchdog.run(source).value == []


def test_the_target_sees_only_its_own_threads(run):
    outcome = run("import threading\nresult = [thread.name for thread in threading.enumerate()]")
    assert outcome.value == [threading.main_thread().name]

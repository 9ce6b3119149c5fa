"""Tests that a program runs to the end of its process, and meets its signals where it waits."""

import signal
import sys

import psutil
import pytest

from helpers.watchdog import run_program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

WAITS = """
import time
try:
    print("ready")
    time.sleep(3600)
except KeyboardInterrupt:
    print("interrupted")
"""
SLEEPS_IN_A_LOOP = """
import asyncio, signal

async def main():
    stop = asyncio.Event()
    signal.signal(signal.SIGTERM, lambda *_: (print("handled"), stop.set()))
    print("ready")
    await stop.wait()

asyncio.run(main())
"""


def test_lines_exit_code_and_standard_error():
    seen = run_program("import sys\nprint('one')\nprint('two')\nsys.exit('three')")
    assert (seen.lines, seen.end, seen.stderr) == (("one", "two"), "exit code 1", "three\n")
    assert str(seen) == "one\ntwo\n[exit code 1]"


def test_the_exit_of_the_interpreter_is_part_of_the_program():
    assert run_program("import atexit\natexit.register(print, 'at exit')").lines == ("at exit",)


def test_ctrl_c_at_a_line():
    assert str(run_program(WAITS, ready=signal.SIGINT)) == "ready\ninterrupted\n[exit code 0]"


def test_a_signal_that_nobody_handles():
    assert run_program(WAITS, ready=signal.SIGTERM).end == "killed by SIGTERM"


def test_a_signal_comes_when_the_loop_is_asleep():
    seen = run_program(SLEEPS_IN_A_LOOP, ready=signal.SIGTERM)
    assert (seen.lines, seen.end) == (("ready", "handled"), "never ends")


def test_a_program_that_never_ends_is_ended():
    seen = run_program("import os, time\nprint(os.getpid())\ntime.sleep(3600)", quiet=0.1)
    assert seen.end == "never ends"
    assert not psutil.pid_exists(int(seen.lines[0]))


def test_a_program_that_computes_is_not_quiet():
    program = "import time\nprint('begins')\nwhile time.process_time() < 0.5:\n    pass"
    assert run_program(program, quiet=0.1).end == "exit code 0"


def test_without_posix_signals_it_says_where_to_go(monkeypatch):
    monkeypatch.setattr("helpers.watchdog.program.os.name", "nt")
    with pytest.raises(NotImplementedError, match="WSL"):
        run_program("")

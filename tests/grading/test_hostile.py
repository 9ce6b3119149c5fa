"""Answers that do their worst: each gets a fitting verdict, and nothing of it is left."""

import os
import secrets
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.grading.attempt import Attempt, take
from helpers.grading.child import _gathered
from helpers.grading.parent import facts_of
from helpers.grading.registry import find
from helpers.grading.verdict import WIDTH, decide
from tests.watchdog.conftest import MARK, running

GIVEN = """
import asyncio, threading, time, sys, os, json, inspect, traceback, gc
from concurrent.futures import ThreadPoolExecutor

async def temperature(city):
    await asyncio.sleep(0.1)
    return {"Oslo": -3, "Lima": 24}[city]

def right(city):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, temperature(city)).result()
"""


class Case(NamedTuple):
    """A body of report(city), the code that it must get, and words that must be said."""

    body: str
    code: str
    words: str = ""


RIGHT = "return right(city)"
ENDS = {
    "endless loop": Case("while True: pass", "STUCK", "s of computing"),
    "waits for its own loop": Case(
        "loop = asyncio.get_running_loop()\n"
        "return asyncio.run_coroutine_threadsafe(temperature(city), loop).result()",
        "WAITS_FOR_ITSELF",
    ),
    "lock never released": Case(
        "lock = threading.Lock()\nlock.acquire()\nlock.acquire()", "STUCK_OR_WAITS_FOR_ITSELF"
    ),
    "polls for ever": Case("while True: time.sleep(0.01)", "BUSY_WAIT"),
    "swallows interrupts": Case(
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "STUCK"
    ),
    "holds the interpreter": Case("sum(range(10**12))", "STUCK", "sum(range(10**12))"),
    "sys.exit": Case("sys.exit()", "EXITED"),
    "os._exit": Case("os._exit(0)", "EXITED"),
    "base exception": Case("raise BaseException('x')", "ERROR", "BaseException: x"),
    "interrupt": Case("raise KeyboardInterrupt", "ERROR", "raise KeyboardInterrupt"),
    "generator exit": Case("raise GeneratorExit", "ERROR", "raise GeneratorExit"),
    "interrupts the main thread": Case(
        "import _thread\n_thread.interrupt_main()\nwhile True: time.sleep(0.1)",
        "STUCK_OR_ERROR",
    ),
    "deep recursion": Case("return report(city)", "ERROR", "RecursionError"),
}
TAKES = {
    "memory": Case(
        "kept = []\nwhile True: kept.append(bytearray(b'x') * 10**6)", "STUCK", "MiB of memory"
    ),
    "threads": Case(
        "wait = threading.Event().wait\n"
        "for _ in range(10_000): threading.Thread(target=wait, daemon=True).start()\nwait()",
        "STUCK_OR_LEFT_BEHIND",  # the system may refuse more before the watchdog looks
    ),
    "fifty megabytes": Case(f"if city == 'Oslo': print('x' * 50_000_000)\n{RIGHT}", "PASS"),
    "output without end": Case("while True: print('x' * 1_000_000)", "STUCK", "printing"),
    "a library that changes typing": Case(f"import typing_extensions\n{RIGHT}", "PASS"),
    "closed stdout": Case(
        f"if city == 'Oslo': sys.stdout.close(), sys.stderr.close(), os.close(1)\n{RIGHT}", "PASS"
    ),
    "closed descriptors": Case(f"os.closerange(0, 100)\n{RIGHT}", "ERROR"),
    "deleted folder": Case(
        f"import shutil\nif city == 'Oslo': shutil.rmtree(os.getcwd())\n{RIGHT}", "PASS"
    ),
    "deleted results": Case(
        "import glob, shutil, tempfile\n"
        "for folder in glob.glob(tempfile.gettempdir() + '/watchdog-*'): shutil.rmtree(folder)\n"
        f"{RIGHT}",
        "TAMPERED",
        "the file watchdog-",
    ),
    "files that cannot be deleted": Case(
        f"os.mkdir(city)\nopen(city + '/f', 'w').close()\nos.chmod(city, 0)\n{RIGHT}", "PASS"
    ),
}
FORKS = {
    "kills itself": Case(
        "import signal\nos.kill(os.getpid(), signal.SIGKILL)", "EXITED", "SIGKILL"
    ),
    # Without end as far as the check goes, but not for the machine if it should fail.
    "forks": Case("for _ in range(9):\n    os.fork()\ntime.sleep(20)", "ERROR", "os.fork()"),
    "a fork that returns too": Case(f"os.fork()\n{RIGHT}", "ERROR", "os.fork()"),
}
REPLACES = {
    "time.sleep": Case(f"time.sleep = lambda s: None\n{RIGHT}", "TAMPERED", "time.sleep"),
    "time.sleep, put back": Case(
        f"old = time.sleep\ntime.sleep = len\ntime.sleep = old\n{RIGHT}", "TAMPERED"
    ),
    "asyncio.run": Case("asyncio.run = lambda c: c.close() or 11\nreturn 11", "TAMPERED"),
    "threading.Lock": Case(f"setattr(threading, 'Lock', list)\n{RIGHT}", "TAMPERED", "threading"),
    "threading.enumerate": Case(f"vars(threading)['enumerate'] = list\n{RIGHT}", "TAMPERED"),
    "a builtin": Case(f"import builtins\nvars(builtins)['sum'] = len\n{RIGHT}", "TAMPERED"),
    "json.dumps": Case(
        f"from unittest import mock\nmock.patch('json.dumps').start()\n{RIGHT}",
        "TAMPERED",
        "json.dumps",
    ),
    "a method": Case(
        f"kind = json.JSONEncoder\nsetattr(kind, 'encode', lambda *_: '1')\n{RIGHT}", "TAMPERED"
    ),
    "the double": Case(
        "global temperature\nasync def temperature(city): return 11\n" + RIGHT, "NOT_ASKED"
    ),
    "the double's notes": Case(
        "temperature.__closure__[0].cell_contents.append(1)\nreturn 11", "TAMPERED", "__closure__"
    ),
    "describe": Case(
        f"import helpers.grading.answer as j\nj.describe = None\n{RIGHT}", "TAMPERED", "answer"
    ),
    "describe, by another name": Case(
        f"name = 'helpers.' + 'grading.answer'\n__import__(name)\n{RIGHT}", "TAMPERED", "answer"
    ),
    "the check in sys.modules": Case(
        f"sys.modules['helpers.tasks.01_event_loops.a'].CHECK = 1\n{RIGHT}", "TAMPERED"
    ),
    "the check in sys.modules, by another name": Case(
        "found = [m for n, m in vars(sys)['modules'].items() if n.endswith('event_loops.a')]\n"
        "found[0].CHECK = None\nreturn 5",
        "ERROR",
        "IndexError",
    ),
    "the rules, where gather finds them": Case(
        "kind = type(temperature)\nreturn getattr(temperature, '__glob' + 'als__')"
        "['TRUE_TEMPERATURES'][city]",
        "NOT_ASKED_OR_ERROR",
    ),
}
READS = {
    "the frame above": Case("return sys._getframe(1).f_locals", "TAMPERED", "sys._getframe"),
    "the frame above, by inspect": Case(
        "try: frame = inspect.currentframe()\nexcept Exception: pass\nreturn 11",
        "TAMPERED",
        "sys._getframe",
    ),
    "all frames, by inspect": Case("inspect.stack()\nreturn 11", "TAMPERED"),
    "all frames, by traceback": Case("list(traceback.walk_stack(None))\nreturn 11", "TAMPERED"),
    "the frame of an error": Case(
        "try: 1 / 0\nexcept Exception as e: f = getattr(e.__traceback__, 'tb_' + 'frame')",
        "TAMPERED",
        "tb_frame",
    ),
    "other threads' frames": Case("sys._current_frames()\nreturn 11", "TAMPERED"),
    "a trace function": Case("sys.settrace(lambda *_: None)\nreturn 11", "TAMPERED"),
    "all objects": Case("gc.get_objects()\nreturn 11", "TAMPERED", "gc.get_objects"),
    "all objects, hidden": Case("vars(gc)['get_' + 'objects']()\nreturn 11", "TAMPERED"),
    "the check's module": Case(
        "import importlib\n"
        "importlib.import_module('helpers.ta' + 'sks.01_event_loops.a')\nreturn 11",
        "TAMPERED",
    ),
    "the solution": Case(
        f"open({str(Path(__file__).parents[2] / 'solutions' / '01_event_loops.ipynb')!r})",
        "TAMPERED",
        "01_event_loops.ipynb",
    ),
    "the memory": Case("import ctypes\nreturn 11", "TAMPERED", "ctypes"),
}
RETURNS = {
    "a constant": Case("return 11", "NOT_ASKED"),
    "before its work is done": Case(
        "pool = ThreadPoolExecutor(1)\npool.submit(asyncio.run, temperature(city))\nreturn 11",
        "LEFT_BEHIND_OR_NOT_ASKED",
    ),
    "an object": Case("right(city)\nreturn object()", "WRONG_RESULT"),
    "a set of bytes": Case("right(city)\nreturn {b'1'}", "WRONG_RESULT"),
    "not a number": Case("right(city)\nreturn float('nan')", "WRONG_RESULT"),
    "a list of itself": Case(
        "right(city)\nvalue = []\nvalue.append(value)\nreturn value",
        "WRONG_RESULT_OR_ERROR",
    ),
    "a huge number": Case("right(city)\nreturn 10 ** 100_000", "WRONG_RESULT_OR_ERROR"),
    "what equals everything": Case(
        "right(city)\nclass Any(int):\n    __eq__ = lambda *_: True\nreturn Any(3)", "WRONG_RESULT"
    ),
    "what has no text": Case(
        "right(city)\nclass Odd:\n    def __repr__(self): raise OSError\nreturn Odd()",
        "ERROR_OR_WRONG_RESULT",
    ),
    "an error without text": Case(
        "class Odd(Exception):\n    def __str__(self): raise OSError\nraise Odd", "ERROR", "Odd"
    ),
    "an error that is no text": Case(
        "class Odd(Exception):\n    def __str__(self): return 3\nraise Odd", "ERROR", "raise Odd"
    ),
    "an error with half a character": Case(r"raise ValueError('\udc80')", "ERROR", "ValueError: ?"),
    "a long error": Case("raise ValueError('word ' * 10_000)", "ERROR", "word"),
    "ten megabytes of docstring": Case(f'"""{"x" * 10_000_000}"""\n{RIGHT}', "PASS"),
    "names in Chinese": Case(
        "class 错误(Exception): pass\n温度 = right(city)\nif 温度 == 11: raise 错误('太冷')",
        "ERROR",
        "错误: 太冷",
    ),
}
CASES = {**ENDS, **TAKES, **REPLACES, **READS, **RETURNS}
if hasattr(os, "fork"):
    CASES |= FORKS


def attempt(body: str) -> Attempt:
    """Take report() with this body from a notebook."""
    lines = body.splitlines()
    return take([GIVEN, "def report(city):\n    " + "\n    ".join(lines)], "report")


def judge(answer: Attempt):
    """Return the verdict on an answer to 01.a."""
    check = find("01_event_loops", "a")
    return decide("01.a", facts_of("01_event_loops", "a", answer), check.rules, check.praise)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """All verdicts on their way at once; afterwards no process and no file of them is left."""
    folder, mark = tmp_path_factory.mktemp("temporary"), secrets.token_hex(8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        patch.setenv("TMPDIR", str(folder))
        patch.setenv(MARK, mark)
        patch.setattr("helpers.grading.parent.MEMORY", 300 * 2**20)
        with ThreadPoolExecutor(4) as pool:
            yield {name: pool.submit(judge, attempt(case.body)) for name, case in CASES.items()}
        assert running(mark) == []
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", CASES)
def test_verdict(name, verdicts):
    verdict, case = verdicts[name].result(), CASES[name]
    assert verdict.code in case.code.split("_OR_"), f"\n{verdict}"
    assert case.words in str(verdict), f"\n{verdict}"
    assert "60 s" not in str(verdict)  # the last resort


@pytest.mark.parametrize("name", CASES)
def test_report_is_short(name, verdicts):
    lines = str(verdicts[name].result()).splitlines()
    assert len(lines) <= 12
    assert max(map(len, lines)) <= WIDTH
    assert not any("helpers/" in line for line in lines)


def test_syntax_newer_than_this_python_is_an_error_in_that_line():
    verdict = judge(Attempt("report", "def report(city):\n    return city ?? 11"))
    assert verdict.code == "ERROR"
    assert "SyntaxError" in verdict.seen
    assert "in your line: return city ?? 11" in verdict.seen


def test_the_temporary_folder_of_the_answer_is_not_the_notebooks():
    verdict = judge(attempt(f"raise ValueError(os.getcwd() == {os.getcwd()!r})"))
    assert "ValueError: False" in verdict.seen


def test_a_right_answer_with_all_given_names_passes():
    assert judge(attempt(RIGHT)).passed
    assert "helpers" in sys.modules


def test_memory_that_an_answer_does_not_leave_to_the_check_is_a_limit():
    def gather(_):
        raise MemoryError

    with pytest.raises(MemoryError):
        _gathered(gather, "f", "def f(): ...")

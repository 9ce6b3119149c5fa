"""Prints the stacks of programs that hang, as four tools show them.

Run it in this folder with Python 3.14 or newer, with py-spy beside it on the path, on a system
whose py-spy may look into other processes. `stacks.txt` holds what one build printed. Paths of the
library, process numbers and addresses are shortened.
"""

import itertools
import os
import platform
import re
import subprocess
import sys
import sysconfig
import time

SECONDS = 2  # after which a program stands still
LATER = f"import faulthandler; faulthandler.dump_traceback_later({SECONDS}, exit=True); "
LIBRARY = sysconfig.get_path("stdlib")


def start(code: str) -> subprocess.Popen:
    """Start a program of these lines, in a group of processes of its own."""
    environment = {**os.environ, "PYTHONPATH": "..", "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def end(program: subprocess.Popen) -> str:
    """End a program and all that it started; return what it printed."""
    os.killpg(program.pid, 9)
    return program.communicate()[0]


def from_outside(code: str, *tool: str) -> str:
    """Start a program, and have a tool look at it, which gets its process number."""
    program = start(code)
    time.sleep(SECONDS)
    try:
        seen = subprocess.run([*tool, str(program.pid)], capture_output=True, text=True)
    finally:
        end(program)
    return seen.stdout + seen.stderr


def from_inside(code: str) -> str:
    """Start a program that prints its own stacks; return them."""
    program = start(code)
    time.sleep(2 * SECONDS)
    return end(program)


def whole(file: str) -> str:
    """Return a line that runs a file as a script, with the names of its lines."""
    return f"exec(compile(open({file!r}).read(), {file!r}, 'exec'))"


def exhibit(name: str) -> str:
    """Return a line that runs an exhibit of the museum."""
    return f"from data.museum import {name}; {name}.main()"


def shortened(text: str) -> str:
    """Take out what differs from run to run, or from machine to machine."""
    text = text.replace(LIBRARY + os.sep, "").replace(os.path.dirname(os.getcwd()) + os.sep, "")
    text = re.sub(r"(?m)^(Process|Python|-+$|    <module> \(<string>:1\)).*\n", "", text)
    text = re.sub(r"(?m)^(Parent Process) .*\n+", r"\1 and child:\n", text)
    text = re.sub(r"\n+(?=  File .*\n    )", r"\n", text)
    numbers = itertools.count(1)
    text = re.sub(r"Thread (0x)?[0-9a-f]+", lambda _: f"Thread {next(numbers)}", text)
    return re.sub(r'  File "<string>", line 1,? in <module>\n(    exec.*\n)?', "", text).strip()


def main() -> None:
    """Print all of them, each below a line with its name and its tool."""
    spy, tree = ("py-spy", "dump", "--pid"), (sys.executable, "-m", "asyncio", "pstree")
    pictures = {
        "at_exit, by faulthandler": from_inside(LATER + exhibit("at_exit")),
        "forked, by py-spy dump --subprocesses": from_outside(
            exhibit("forked"), "py-spy", "dump", "--subprocesses", "--pid"
        ),
        "two_tasks, by python -m asyncio pstree": from_outside(
            "import asyncio; from data.museum import two_tasks; asyncio.run(two_tasks.main())",
            *tree,
        ),
        "one, by faulthandler": from_inside(LATER + whole("unknown/one.py")),
        "two, by py-spy dump": from_outside(whole("unknown/two.py"), *spy),
        "three, by python -m asyncio pstree": from_outside(whole("unknown/three.py"), *tree),
        "four, by sys._current_frames": from_inside(whole("unknown/four.py")),
    }
    version = subprocess.run(["py-spy", "--version"], capture_output=True, text=True).stdout.strip()
    print(f"CPython {platform.python_version()} with the GIL, {version}, {platform.system()}")
    for name, text in pictures.items():
        print(f"\n# {name}\n{shortened(text)}")


if __name__ == "__main__":
    main()

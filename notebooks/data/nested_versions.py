"""Tries what two packages that nest loops do on this Python: each case in a process of its own.

Run it with each Python to compare, where both packages are installed:
`python notebooks/data/nested_versions.py >> notebooks/data/nested_versions.txt`. The last case is
a notebook of four cells after the patch, all sent to a kernel at once, as Run All does it.
"""

import contextlib
import platform
import queue
import subprocess
import sys
from importlib.metadata import version

from jupyter_client.manager import start_new_kernel

HEAD = "import asyncio, {package} as nest\n"
OUTER = """
async def outer():
    nest.apply()
    return asyncio.run(inner())

print(asyncio.run(outer()))
"""
CASES = {
    "asyncio.timeout(0.1) around a sleep of 0.5 s": """
async def inner():
    try:
        async with asyncio.timeout(0.1):
            await asyncio.sleep(0.5)
    except TimeoutError:
        return "ends by TimeoutError"
    return "sleeps to the end"
""",
    "asyncio.current_task() in a nested coroutine": """
async def inner():
    return "its own task" if asyncio.current_task() is not first else "the outer task"

async def outer():
    global first
    first = asyncio.current_task()
    nest.apply()
    return asyncio.run(inner())

print(asyncio.run(outer()))
""",
    "asyncio.run(…, loop_factory=…)": """
async def inner():
    return "accepted"

async def outer():
    nest.apply()
    nested = inner()
    try:
        return asyncio.run(nested, loop_factory=asyncio.SelectorEventLoop)
    except TypeError:
        nested.close()
        return "TypeError"

print(asyncio.run(outer()))
""",
}
CELLS = (
    "nest.apply()",
    "print(asyncio.run(asyncio.sleep(0.2, 'first')))",
    "print(asyncio.run(asyncio.sleep(0.1, 'second')))",
    "print('third')",
    "print('fourth')",
)


def answer(package, program):
    """Run a program in a process of its own; return the last line that it prints."""
    source = HEAD.format(package=package) + program
    source += "" if "outer" in program else OUTER
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def cells_that_ran(package, quiet=5):
    """Send all cells to a new kernel at once; count those after the patch that printed."""
    manager, client = start_new_kernel()
    ran = set()
    try:
        client.execute(HEAD.format(package=package))
        sent = {client.execute(cell): cell for cell in CELLS}
        with contextlib.suppress(queue.Empty):
            while len(ran) < len(CELLS) - 1:
                message = client.get_iopub_msg(timeout=quiet)
                if message["content"].get("name") == "stdout":
                    ran.add(sent.get(message["parent_header"].get("msg_id")))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return f"{len(ran)} of {len(CELLS) - 1} cells"


def main():
    for package in ("nest_asyncio", "nest_asyncio2"):
        packages = [f"{name} {version(name)}" for name in (package, "ipykernel")]
        print(f"CPython {platform.python_version()},", ", ".join(packages))
        for name, program in CASES.items():
            print(f"  {name}: {answer(package, program)}")
        print(f"  Run All: {cells_that_ran(package)}")


if __name__ == "__main__":
    main()

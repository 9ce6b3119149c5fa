"""Tests that a run of nbval finds what a notebook leaves running, by planted leaks."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers.authoring import Course

ROOT = Course().root
LIMIT = 300  # seconds of a busy machine; nothing here waits
LEAKS = {
    "a_thread": (
        "import threading\nthreading.Thread(target=threading.Event().wait, name='stray', "
        "daemon=True).start()",
        "daemon thread stray",
    ),
    "a_task": (
        "import asyncio\nkept = asyncio.create_task(asyncio.sleep(60), name='stray')",
        "task stray: sleep",
    ),
    "a_process": (
        "import subprocess, sys\n"
        "kept = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5)'])",
        "time.sleep(5)",
    ),
    "a_busy_thread_of_the_pool": (
        "import asyncio, time\nkept = asyncio.get_running_loop()"
        ".run_in_executor(None, time.sleep, 3)",
        "thread asyncio_0",
    ),
    "an_exception": (
        "import asyncio\nasync def fail():\n    raise KeyError('lost')\n"
        "kept = asyncio.create_task(fail())\nawait asyncio.sleep(0)",
        "Task exception was never retrieved",
    ),
}
ENDS_IN_TIME = (
    "import asyncio, threading, time\nawait asyncio.to_thread(time.sleep, 0)",
    "threading.Thread(target=time.sleep, args=(0.1,)).start()",
    "task = asyncio.create_task(asyncio.sleep(60))\nawait asyncio.sleep(0)\nassert task.cancel()",
    "from concurrent.futures import ProcessPoolExecutor\n"
    "with ProcessPoolExecutor(1) as pool:\n    pool.submit(abs, -1).result()",
)


def plant(root: Path, name: str, *sources: str) -> None:
    """Store a lesson whose first code cell does nothing, as if it had been run."""
    cells = [
        nbformat.v4.new_code_cell(source, id=f"cell-{number}", execution_count=number + 1)
        for number, source in enumerate(("None", *sources))
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    (root / "notebooks").mkdir(exist_ok=True)
    nbformat.write(notebook, root / "notebooks" / f"{name}.ipynb")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> str:
    """What pytest says of a course with a lesson for each leak, and one without."""
    root = tmp_path_factory.mktemp("course")
    for name, (source, _) in LEAKS.items():
        plant(root, name, source)
    plant(root, "none", *ENDS_IN_TIME)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", "."]
    command += ["-p", "no:cacheprovider", "--color=no", "-rf", "notebooks"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=LIMIT
    )
    return found.stdout


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_found(outcome, name):
    assert f"FAILED notebooks/{name}.ipynb::Nothing is left running" in outcome
    assert LEAKS[name][1] in outcome


def test_nothing_else_fails(outcome):
    assert outcome.count("FAILED ") == len(LEAKS)


def test_each_lesson_and_solution_is_watched():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "notebooks", "solutions"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
    watched = [line for line in found.stdout.splitlines() if "Nothing is left running" in line]
    assert len(watched) == len(Course().notebooks("notebooks", "solutions"))

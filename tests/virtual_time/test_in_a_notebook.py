"""Virtual time runs in the kernel of a notebook and leaves the kernel's loop and threads alone."""

import nbformat
from nbclient import NotebookClient

CELLS = (
    """
import asyncio, logging, sys, threading, time
from time import sleep
from helpers.virtual_time import run
logging.basicConfig(level="INFO", stream=sys.stdout, format="%(message)s", force=True)
lock = threading.Lock()
""",
    """
before = set(threading.enumerate())
def job(number):
    with lock:
        sleep(100)
    print(number, time.monotonic(), flush=True)
    logging.info("logged")
async def main():
    await asyncio.gather(*(asyncio.to_thread(job, number) for number in range(3)))
    return time.monotonic()
run(main())
""",
    """
await asyncio.sleep(0.001)
set(threading.enumerate()) <= before, asyncio.get_running_loop().time() != 300
""",
)


def texts(cell) -> str:
    """All that a cell has put out, as text."""
    return "".join(
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    )


def test_a_run_in_a_kernel():
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=300).execute()
    logged = "0 100.0\nlogged\n1 200.0\nlogged\n2 300.0\nlogged\n"
    assert texts(notebook.cells[1]) == logged + "300.0"
    assert texts(notebook.cells[2]) == "(True, True)"

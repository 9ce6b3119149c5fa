"""Virtual time runs in the kernel of a notebook and leaves the kernel's loop and threads alone."""

from tests.kernels import run_cells, text_of

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


def test_a_run_in_a_kernel():
    _, run, after = run_cells(CELLS)
    logged = "0 100.0\nlogged\n1 200.0\nlogged\n2 300.0\nlogged\n"
    assert text_of(run) == logged + "300.0"
    assert text_of(after) == "(True, True)"

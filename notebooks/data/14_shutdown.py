"""Stops a real uvicorn while a request is at work, and says what became of the request and its job.

Run it as `python notebooks/data/14_shutdown.py > notebooks/data/14_shutdown.txt`, on a system that
has SIGTERM; it takes a minute. Each job takes 3 s, and the signal comes 0.5 s after its beginning,
once without and once with `timeout_graceful_shutdown=1`.
"""

import asyncio
import platform
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version

import requests
import uvicorn
from fastapi import BackgroundTasks, FastAPI, Request

WAYS = "blocking plain to_thread own_pool asynchronous background".split()
JOB = 3.0  # seconds


def say(word):
    print(word, flush=True)


@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    yield
    await asyncio.to_thread(app.state.pool.shutdown)


app = FastAPI(lifespan=lifespan)


def job():
    say("begun")
    time.sleep(JOB)
    say("done")


@app.get("/blocking")
async def blocking():
    job()


@app.get("/plain")
def plain():
    job()


@app.get("/to_thread")
async def to_thread():
    await asyncio.to_thread(job)


@app.get("/own_pool")
async def own_pool(request: Request):
    await asyncio.get_running_loop().run_in_executor(request.app.state.pool, job)


@app.get("/asynchronous")
async def asynchronous():
    say("begun")
    await asyncio.sleep(JOB)
    say("done")


@app.get("/background")
async def background(tasks: BackgroundTasks):
    tasks.add_task(job)


def stopped(way, limit):
    """Return what the visitor got, whether the job was done, and seconds until the exit."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, __file__, str(port), limit]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    got = []
    visitor = threading.Thread(target=lambda: got.append(answer(port, way)))
    visitor.start()
    assert server.stdout.readline() == "begun\n"
    time.sleep(0.5)
    server.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    said, _ = server.communicate()
    took = time.monotonic() - begun
    visitor.join()
    return f"{got[0]} {'yes' if 'done' in said else 'no'} {took:.1f}"


def answer(port, way):
    """Return the status, or the error; ask again as long as the server is not there."""
    while True:
        try:
            return requests.get(f"http://127.0.0.1:{port}/{way}", timeout=60).status_code
        except requests.ConnectionError as error:
            if "Connection refused" not in str(error):
                return "nothing"
            time.sleep(0.05)


def main():
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, "
        f"fastapi {version('fastapi')}, uvicorn {version('uvicorn')}"
    )
    print("way, limit, the visitor got, the job was done, seconds from SIGTERM to the exit")
    for limit in ("none", "1"):
        for way in WAYS:
            print(way, limit, stopped(way, limit), flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        seconds = None if sys.argv[2] == "none" else int(sys.argv[2])
        uvicorn.run(
            app, port=int(sys.argv[1]), log_level="critical", timeout_graceful_shutdown=seconds
        )
    else:
        main()

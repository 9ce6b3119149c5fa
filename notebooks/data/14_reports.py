"""Two connections and 60 requests, with a real uvicorn; it hangs, so it needs its own process.

Lesson 14 runs it. For each of the two endpoints it prints whether all requests were answered within
their limit, and what an asynchronous `/health` says afterwards.
"""

import os
import queue
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Annotated

import requests
import uvicorn
from fastapi import Depends, FastAPI

REQUESTS = 60
LIMITS = {"/inside": 20.0, "/dependency": 1.0}  # seconds for an answer
app = FastAPI()
pools = {name: queue.Queue() for name in ("dependency", "inside")}
for pool in pools.values():
    pool.put("connection 1")
    pool.put("connection 2")


@contextmanager
def borrowed(name):
    connection = pools[name].get()
    try:
        yield connection
    finally:
        pools[name].put(connection)


def connection():
    with borrowed("dependency") as taken:
        yield taken


@app.get("/inside")
def inside():
    with borrowed("inside"):
        time.sleep(0.01)


@app.get("/dependency")
def dependency(taken: Annotated[str, Depends(connection)]):
    time.sleep(0.1)


@app.get("/health")
async def health():
    return "ok"


def answered(url, limit):
    try:
        return requests.get(url, timeout=limit).ok
    except requests.Timeout:
        return False


def main():
    listener = socket.create_server(("127.0.0.1", 0), backlog=REQUESTS)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    threading.Thread(target=server.run, args=([listener],), daemon=True).start()
    site = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with ThreadPoolExecutor(REQUESTS) as visitors:
        for path, limit in LIMITS.items():
            good = all(visitors.map(answered, [site + path] * REQUESTS, [limit] * REQUESTS))
            print(f"{path}: all answered: {good}")
    print("/health:", requests.get(f"{site}/health", timeout=20).json(), flush=True)
    os._exit(0)  # 40 threads wait for ever


if __name__ == "__main__":
    main()

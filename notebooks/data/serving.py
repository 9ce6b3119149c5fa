"""Runs an application in a real uvicorn, in a thread of this process, as lesson 14 does."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

__all__ = ["served"]


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve `app` on a free loopback port while the block lasts, and give its address.

    Leaving the block waits until the requests that are under way have been answered. Raises
    RuntimeError if the server ends before it has started.
    """
    server = uvicorn.Server(uvicorn.Config(app, port=0, loop="asyncio", log_config=None))
    thread = threading.Thread(target=server.run, name="uvicorn")
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("uvicorn could not start; its log says why")
        time.sleep(0.01)
    try:
        [listener] = server.servers[0].sockets
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()

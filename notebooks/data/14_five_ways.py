"""Measures a real uvicorn that calls a blocking client in five ways, with 100 requests at once.

Run it on an idle machine:
`python notebooks/data/14_five_ways.py > notebooks/data/14_five_ways.txt`. It takes half a minute.
Each request asks the practice service for an answer that takes 0.2 s; 0.1 s after them, somebody
asks for `/health`. Service, server and visitors have a process each.
"""

import asyncio
import os
import platform
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version

import aiohttp
import requests
import uvicorn
from fastapi import FastAPI, Request

from helpers.practice_service import PracticeService

SERVICE = os.environ.get("WEATHER_SERVICE", "")
REQUESTS = 100
WAYS = "blocking plain to_thread own_pool asynchronous".split()
COLUMNS = "way, seconds until the last answer, most in flight at the service, seconds of /health"


@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(REQUESTS)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as app.state.client:
        yield
    await asyncio.to_thread(app.state.pool.shutdown)


app = FastAPI(lifespan=lifespan)


def forecast():
    return requests.get(f"{SERVICE}/wait/0.2", timeout=60).text


@app.get("/blocking")
async def blocking():
    return forecast()


@app.get("/plain")
def plain():
    return forecast()


@app.get("/to_thread")
async def to_thread():
    return await asyncio.to_thread(forecast)


@app.get("/own_pool")
async def own_pool(request: Request):
    return await asyncio.get_running_loop().run_in_executor(request.app.state.pool, forecast)


@app.get("/asynchronous")
async def asynchronous(request: Request):
    async with request.app.state.client.get(f"{SERVICE}/wait/0.2") as answer:
        return await answer.text()


@app.get("/health")
async def health():
    return "ok"


async def measured(base, way):
    """Seconds until the last of all requests is answered, and seconds of `/health`."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, raise_for_status=True) as visitor:

        async def seconds(path, after=0.0):
            await asyncio.sleep(after)
            begun = time.monotonic()
            async with visitor.get(base + path, timeout=aiohttp.ClientTimeout(120)) as answer:
                await answer.read()
            return time.monotonic() - begun

        asked = [seconds(f"/{way}") for _ in range(REQUESTS)]
        *all_of_them, of_health = await asyncio.gather(*asked, seconds("/health", after=0.1))
    return max(all_of_them), of_health


def main():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with PracticeService() as service:
        environment = {**os.environ, "WEATHER_SERVICE": service.base_url}
        server = subprocess.Popen([sys.executable, __file__, str(port)], env=environment)
        base = f"http://127.0.0.1:{port}"
        while not answers(base):
            time.sleep(0.05)
        print(
            f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}"
            f", {os.cpu_count()} cores, fastapi {version('fastapi')}, "
            f"uvicorn {version('uvicorn')}, anyio {version('anyio')}"
        )
        print(COLUMNS)
        for way in WAYS:
            service.reset_counts()
            last, of_health = asyncio.run(measured(base, way))
            print(f"{way} {last:.2f} {service.most_in_flight} {of_health:.3f}")
        server.terminate()
        server.wait()


def answers(base):
    try:
        return requests.get(f"{base}/health", timeout=5).ok
    except requests.ConnectionError:
        return False


if __name__ == "__main__":
    if SERVICE:
        uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
    else:
        main()

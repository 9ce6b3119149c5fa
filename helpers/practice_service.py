"""A web service on loopback, in place of a web site: its URLs choose the delays and failures."""

import asyncio
import atexit
import contextlib
import errno
import os
import socket
import threading
import time
from collections import Counter
from typing import NamedTuple, Self

from aiohttp import web
from aiohttp.typedefs import Handler

try:
    import resource
except ImportError:  # Windows, which has no such limit on open files
    resource = None

__all__ = ["ROUTES", "LoggedRequest", "PracticeService"]

ROUTES = """\
/wait/0.2               answers after 0.2 seconds
/status/503             answers with status 503; any from 200 to 599
/json/any/path?q=1      answers with the parts of its path and its query, as JSON
/flaky/2                fails twice with status 503, then answers; each URL is counted by itself
/drop                   closes the connection without an answer
/stream?n=5&every=0.1   answers with 5 lines, one each 0.1 seconds
/                       lists these routes

Each of them waits first when its URL has ?delay=seconds.
"""
OPEN_REQUESTS = 2_000  # that many may be open at once
BACKLOG = 4_096  # connections that may wait to be accepted; the system may cap it
STOP_LIMIT = 10  # seconds; a stop takes some milliseconds


class LoggedRequest(NamedTuple):
    """A request as it arrived; `status` is None until it is answered, and if it never is."""

    method: str
    path: str  # with its query
    client: str  # the X-Client header, or else User-Agent
    in_flight: int  # requests that were open when it arrived, itself included
    status: int | None


class PracticeService:
    """Serve `ROUTES` on a loopback port, from an event loop in a thread of its own.

    Use it as a context manager, or call `start()` and `stop()`; what still runs when the
    interpreter exits is stopped then. Started again, it counts anew, on a new port unless one was
    given. The counts may be read from any thread, also after `stop()`; an answer is counted before
    it is sent. `start()` raises this process's soft limit of open files for 2 000 open requests.
    """

    def __init__(self, port: int = 0) -> None:
        """Remember to serve on `port`; 0 takes a free one. Raise ValueError if it is no port."""
        if not isinstance(port, int) or not 0 <= port <= 65_535:
            raise ValueError(f"port must be a whole number from 0 to 65535, not {port!r}")
        self._port = port
        self._base_url: str | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        # The loop's thread alone counts, and each read is one atomic step. A lock could deadlock:
        # a signal may interrupt a read, and its handler wait in stop() for the loop's thread.
        self._in_flight = 0
        self.reset_counts()

    def start(self) -> Self:
        """Start serving, unless it does already; raise OSError if the port cannot be used."""
        if self._thread is not None:
            return self
        _raise_file_limit(OPEN_REQUESTS)
        listener = _listen(self._port)
        runner = asyncio.Runner(loop_factory=_new_loop)
        self._loop, self._stopping = runner.get_loop(), asyncio.Event()
        self.reset_counts()
        arguments = runner, listener, self._stopping
        thread = threading.Thread(
            target=self._run, args=arguments, name="practice service", daemon=True
        )
        try:
            thread.start()
        finally:  # a KeyboardInterrupt may come when the thread already runs
            if thread.ident is None:
                runner.close()
                listener.close()
            else:
                # Clients may connect: they wait in the backlog until the thread accepts them.
                self._base_url = "http://{}:{}".format(*listener.getsockname())
                self._thread = thread
                atexit.register(self.stop)
        return self

    def stop(self) -> None:
        """Close every connection and end the thread; from any thread, or from a signal handler.

        Open requests get no answer. RuntimeError if that took longer than `STOP_LIMIT`.
        """
        thread, loop = self._thread, self._loop
        if thread is None:
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed: someone else stopped it
            loop.call_soon_threadsafe(self._stopping.set)
        # A signal may interrupt this wait, and its handler call stop() too: polling bears that,
        # where join() inside join() can deadlock (until Python 3.13).
        give_up = time.monotonic() + STOP_LIMIT
        while not loop.is_closed():
            if time.monotonic() > give_up:
                raise RuntimeError(f"the practice service did not stop within {STOP_LIMIT} s")
            time.sleep(0.001)
        if self._thread is thread:
            self._thread = self._base_url = None
            atexit.unregister(self.stop)
            thread.join()  # nothing but its own end is left to run

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """The address without a path, such as `http://127.0.0.1:50123`."""
        if self._base_url is None:
            raise RuntimeError(
                "the practice service is not running: call start(), "
                "or use it inside `with PracticeService() as site:`"
            )
        return self._base_url

    def url(self, path: str = "/") -> str:
        """Return the full URL of `path`, which begins with a slash and may have a query."""
        if not path.startswith("/"):
            raise ValueError(f'a path begins with "/": write "/{path}", not "{path}"')
        return self.base_url + path

    def require_room(self, requests: int = OPEN_REQUESTS) -> None:
        """Raise RuntimeError unless so many requests may be open at once, sent by this process.

        Each of them then takes two open files, the client's and the service's.
        """
        needed, allowed = _files_for(requests), _raise_file_limit(requests)
        if allowed < needed:
            raise RuntimeError(
                f"{requests} open requests need {needed} open files, but this process may have "
                f"{allowed}: ask for fewer, or raise the hard limit (`ulimit -Hn`)"
            )

    @property
    def log(self) -> list[LoggedRequest]:
        """The requests that arrived, in order of arrival."""
        return list(self._log)

    @property
    def requests(self) -> int:
        """How many requests arrived."""
        return len(self._log)

    @property
    def in_flight(self) -> int:
        """How many requests are open; one that its client gave up, until that is noticed."""
        return self._in_flight

    @property
    def most_in_flight(self) -> int:
        """How many requests were open at most, counted when each of them arrived."""
        return max((request.in_flight for request in self.log), default=0)

    def reset_counts(self) -> None:
        """Empty the log, and let each /flaky URL fail anew; what is in flight stays in flight."""
        self._log: list[LoggedRequest] = []
        self._flaky_seen: Counter[str] = Counter()

    # From here on: what runs in the loop's thread.

    def _run(
        self, runner: asyncio.Runner, listener: socket.socket, stopping: asyncio.Event
    ) -> None:
        with listener, runner:
            runner.run(self._serve(listener, stopping))

    async def _serve(self, listener: socket.socket, stopping: asyncio.Event) -> None:
        runner = self._app_runner()
        await runner.setup()
        site = web.SockSite(runner, listener, backlog=BACKLOG)
        await site.start()
        await stopping.wait()
        # Accept no more, but keep the listener: closed now, it would orphan a connection that was
        # just accepted and takes three steps of the loop to show up among the others.
        with contextlib.suppress(NotImplementedError):  # Windows' loop takes a single step
            asyncio.get_running_loop().remove_reader(listener)
        for _ in range(3):
            await asyncio.sleep(0)
        for connection in runner.server.connections:
            if connection.transport is not None:
                # close() would first wait until the client has read what is already sent.
                connection.transport.abort()
        await runner.cleanup()

    def _app_runner(self) -> web.AppRunner:
        application = web.Application(middlewares=[self._count])
        for path, handler in {"/flaky/{failures}": self._flaky, **ANSWERS}.items():
            application.router.add_route("*", path, handler)
        return web.AppRunner(
            application,
            handle_signals=False,  # possible in the main thread only
            access_log=None,
            handler_cancellation=True,  # once the connection is lost
            shutdown_timeout=1,
        )

    @web.middleware
    async def _count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        log = self._log  # reset_counts() puts a new list in its place
        place, status = len(log), None
        client = request.headers.get("X-Client") or request.headers.get("User-Agent", "")
        self._in_flight += 1
        log.append(LoggedRequest(request.method, request.path_qs, client, self._in_flight, None))
        try:
            await asyncio.sleep(_number(float, request.query.get("delay", "0"), "delay"))
            response = await handler(request)
            status = response.status
            return response
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        finally:
            self._in_flight -= 1
            log[place] = log[place]._replace(status=status)

    async def _flaky(self, request: web.Request) -> web.Response:
        failures = _number(int, request.match_info["failures"], "number of failures")
        seen, url = self._flaky_seen, request.path_qs
        seen[url] += 1
        if seen[url] <= failures:
            return web.Response(status=503, text=f"failure {seen[url]} of {failures}: ask again\n")
        return web.Response(text=f"answered request {seen[url]}\n")


async def _list_routes(request: web.Request) -> web.Response:
    if request.path == "/":
        return web.Response(text=f"A practice service. Its routes:\n\n{ROUTES}")
    return web.Response(status=404, text=f"There is no {request.path}. Routes:\n\n{ROUTES}")


async def _wait(request: web.Request) -> web.Response:
    seconds = _number(float, request.match_info["seconds"], "wait")
    await asyncio.sleep(seconds)
    return web.Response(text=f"waited {seconds:g} s\n")


async def _status(request: web.Request) -> web.Response:
    status = _number(int, request.match_info["status"], "status", 200, 599)
    return web.Response(status=status, text=f"status {status}\n")


async def _json(request: web.Request) -> web.Response:
    parts = [part for part in request.match_info["rest"].split("/") if part]
    return web.json_response({"path": parts, "query": dict(request.query)})


async def _drop(request: web.Request) -> web.Response:
    request.transport.abort()  # over a connection used before, aiohttp asks once more
    return await asyncio.Future()  # cancelled as soon as aiohttp finds the connection lost


async def _stream(request: web.Request) -> web.StreamResponse:
    lines = _number(int, request.query.get("n", "5"), "n", most=100_000)
    every = _number(float, request.query.get("every", "0.1"), "every")
    response = web.StreamResponse(headers={"Content-Type": "text/plain; charset=utf-8"})
    response.enable_chunked_encoding()
    with contextlib.suppress(ConnectionError):  # the client has left
        await response.prepare(request)
        for number in range(1, lines + 1):
            await response.write(f"line {number} of {lines}\n".encode())
            await asyncio.sleep(every if number < lines else 0)
    return response  # aiohttp sends the end of it, after _count has noted its status


ANSWERS = {
    "/wait/{seconds}": _wait,
    "/status/{status}": _status,
    "/json/{rest:.*}": _json,
    "/drop": _drop,
    "/stream": _stream,
    "/{rest:.*}": _list_routes,  # the last: it takes every path
}


def _number(kind: type, text: str, name: str, least: int = 0, most: int = 3_600) -> int | float:
    """Return the number that is written in a URL; refuse the request if it is none."""
    with contextlib.suppress(ValueError):
        if least <= kind(text) <= most:  # False for "nan"
            return kind(text)
    what = "a whole number" if kind is int else "a number of seconds"
    message = f"{name} must be {what} from {least} to {most}, not {text!r}\n"
    raise web.HTTPBadRequest(text=message)


def _new_loop() -> asyncio.AbstractEventLoop:
    """Return a loop that can hold 2 000 sockets, whatever policy the notebook has set."""
    return getattr(asyncio, "ProactorEventLoop", asyncio.SelectorEventLoop)()


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port), backlog=BACKLOG)
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        why = "is in use" if in_use else f"cannot be used ({os.strerror(error.errno)})"
        raise OSError(f"port {port} {why}; leave out port= to get a free one") from None


def _files_for(requests: int) -> int:
    return 2 * requests + 256  # some for the interpreter, or the notebook's kernel


def _raise_file_limit(requests: int) -> float:
    """Raise the soft limit of open files as far as `requests` need, if allowed; return it."""
    if resource is None:
        return float("inf")
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft, hard = (limit % 2**63 for limit in limits)  # "no limit" may be written as -1
    wanted = min(_files_for(requests), hard)
    if soft >= wanted:
        return soft
    with contextlib.suppress(ValueError, OSError):  # macOS has a second limit, the kernel's
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, limits[1]))
        return wanted
    return soft

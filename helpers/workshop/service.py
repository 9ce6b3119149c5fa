"""Takes packs over HTTP, and stores each in the board's folder; on loopback by default."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ipaddress
import socket
import threading
import time
from collections import deque
from pathlib import Path
from typing import Self

from aiohttp import web

from helpers.secret_word import is_word, new_word
from helpers.workshop.files import NEW, CannotRead, read_plain, write_whole
from helpers.workshop.pack import MOST_BYTES, NotAPack, file_name, parse
from helpers.workshop.seats import MOST_SEATS
from helpers.workshop.words import counted

__all__ = ["PackService", "split_address"]

CONNECTIONS = 200  # open at once; the rest wait in the backlog
BODIES = 8  # in memory at once
WORD_FILE = ".board-word"
GLANCE = 0.5  # seconds between two looks at the connections
LIFE = 20.0  # seconds that a connection may last: a pack takes some milliseconds
PER_PACK = 2.0  # seconds between two packs of one learner
# Of all together, since a class behind one router has one address: requests in SPAN seconds.
PER_SECOND, SPAN = 50, 1.0
STOP_LIMIT = 10.0


def split_address(text: str) -> tuple[str, int]:
    """Return the address and the port of "192.168.1.5:8765"; a port alone means loopback.

    Raises OSError for what is none.
    """
    host, _, port = text.rpartition(":")
    try:
        address = ipaddress.ip_address(host.strip("[]") or "127.0.0.1")
        if not port.isdecimal() or int(port) > 65_535:
            raise ValueError(port)
    except ValueError:
        raise OSError(0, "is no address and port, such as 127.0.0.1:8765", text) from None
    if address.is_unspecified:
        raise OSError(0, "name the address by which learners reach this machine", text)
    return str(address), int(port)


class PackService:
    """Serve `PUT /pack` from an event loop in a thread of its own; a context manager.

    `GET /pack` says whether the address is right.

    `url` is what a learner needs, the token included. A pack is answered with 200 once it is on the
    disk, whole: whatever is killed afterwards, it is there.
    """

    def __init__(
        self, folder: Path, host: str = "127.0.0.1", port: int = 0, token: str | None = None
    ) -> None:
        """Store packs in `folder`; without a `token`, that of the last service there is kept.

        So the address that learners have is good after a kill, too, if the port is the same.
        """
        self._folder, self._host, self._port = folder, host, port
        self.token = token or ""
        self._recent: deque[float] = deque(maxlen=PER_SECOND)
        self._times: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self.token = self.token or _remembered_word(self._folder / WORD_FILE)
        for left in self._folder.glob(f"pack-*.json{NEW}"):  # of a service that was killed
            left.unlink(missing_ok=True)
        self._listener = _listen(self._host, self._port)
        self._loop, self._stopping = asyncio.new_event_loop(), asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="pack service", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(STOP_LIMIT)

    @property
    def url(self) -> str:
        """Where packs are sent, with the token as its path."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/{self.token}"

    # From here on: what runs in the loop's thread.

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._bodies = asyncio.Semaphore(BODIES)
        self._writing = asyncio.Lock()
        application = web.Application(client_max_size=MOST_BYTES)
        application.router.add_put("/pack", self._take)
        application.router.add_get("/pack", self._greet)
        runner = web.AppRunner(
            application,
            handle_signals=False,  # possible in the main thread only
            access_log=None,
            auto_decompress=False,  # a few kilobytes would unfold to gigabytes
            keepalive_timeout=1.0,
            shutdown_timeout=1.0,
        )
        await runner.setup()
        await web.SockSite(runner, self._listener, backlog=512).start()
        try:
            await self._watch_connections(runner.server)
        finally:
            await runner.cleanup()

    async def _watch_connections(self, server: web.Server) -> None:
        """Cut off connections that last too long, and the youngest where there are too many."""
        since: dict[object, float] = {}
        while not self._stopping.is_set():
            now, there = time.monotonic(), server.connections
            since = {each: since.get(each, now) for each in there}
            old = [each for each in there if now - since[each] > LIFE]
            for each in {*old, *there[CONNECTIONS:]}:
                if each.transport is not None:
                    each.transport.abort()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), GLANCE)

    async def _greet(self, request: web.Request) -> web.Response:
        return self._refusal(request) or _answer(200, "the board listens")

    def _refusal(self, request: web.Request) -> web.Response | None:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            return None
        return _answer(403, "the address lacks the right word at its end; copy all of it")

    async def _take(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        if request.headers.get("Content-Encoding", "identity") != "identity":
            return _answer(415, "a pack is sent as it is, not compressed")
        if (request.content_length or 0) > MOST_BYTES:
            return _answer(413, f"a pack has at most {MOST_BYTES >> 10} KiB")
        if wait := self._overdue():
            return _answer(429, "many packs come at this moment", wait)
        async with self._bodies:
            try:
                content = await request.read()
            except web.HTTPRequestEntityTooLarge:
                return _answer(413, f"a pack has at most {MOST_BYTES >> 10} KiB")
            return await self._stored(content)

    def _overdue(self) -> int:
        """Return for how many seconds the next request has to wait; 0 if it may come now."""
        now = time.monotonic()
        if len(self._recent) == PER_SECOND and now - self._recent[0] < SPAN:
            return 1
        self._recent.append(now)
        return 0

    async def _stored(self, content: bytes) -> web.Response:
        try:
            pack = await asyncio.to_thread(parse, content)
        except NotAPack as reason:
            return _answer(422, f"this is no pack: {reason}")
        name = file_name(pack)
        async with self._writing:
            now = time.monotonic()
            if now - self._times.get(name, -PER_PACK) < PER_PACK:
                return _answer(429, "your last pack has just come", 2)
            path = self._folder / name
            if not path.exists() and len(list(self._folder.glob("pack-*.json"))) >= MOST_SEATS:
                return _answer(507, "the board has no seat free")
            try:
                await asyncio.to_thread(write_whole, path, content)
            except OSError as error:
                return _answer(503, f"it cannot be stored ({error.strerror})", 2)
            self._times[name] = now
        return _answer(200, f"The board has your pack, of {counted(len(pack.names), 'task')}")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise OSError(
            error.errno, f"cannot be listened on ({error.strerror})", f"{host}:{port}"
        ) from None


def _remembered_word(path: Path) -> str:
    """Return the word in the file `path`; where there is none, make one, and keep it there."""
    try:
        word = read_plain(path, 100).decode("ascii").strip()
    except (CannotRead, UnicodeDecodeError):
        word = ""
    if not is_word(word):
        word = new_word()  # guessing it needs no limit of its own
        write_whole(path, f"{word}\n".encode())
    return word


def _answer(status: int, text: str, wait: int = 0) -> web.Response:
    headers = {"Connection": "close", **({"Retry-After": str(wait)} if wait else {})}
    return web.Response(status=status, text=f"{text}.\n", headers=headers)

"""A learner on a hub: logs in, has the server started, and runs cells through its addresses."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.hub.hub import PASSWORD

__all__ = ["Kernel", "Seat"]

LIMIT = aiohttp.ClientTimeout(total=600)


class Seat:
    """One learner at a hub; used in `async with`, which logs in."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.server = f"{url}/user/{name}"

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=LIMIT
        )
        try:
            await self._log_in()
        except BaseException:
            await self.session.close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.session.close()

    async def _log_in(self) -> None:
        """Fill in the hub's form, and get a token, as the hub's own pages do."""
        page = await self.session.get(f"{self.url}/hub/login")
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self._xsrf()}
        await page.read()
        address = f"{self.url}/hub/login?next=/hub/home"
        async with self.session.post(address, data=form) as answer:
            if not answer.url.path.endswith("/hub/home"):
                raise PermissionError(f"{self.name} may not log in")
        asked = f"{self.url}/hub/api/users/{self.name}/tokens"
        own = {"X-XSRFToken": self._xsrf(), "Referer": f"{self.url}/hub/token"}
        async with self.session.post(asked, json={}, headers=own, raise_for_status=True) as answer:
            self.session.headers["Authorization"] = f"token {(await answer.json())['token']}"

    def _xsrf(self) -> str:
        return {each.key: each.value for each in self.session.cookie_jar}["_xsrf"]

    async def start(self) -> None:
        """Have the server started, and wait until it answers."""
        address = f"{self.url}/hub/api/users/{self.name}"
        async with self.session.post(f"{address}/server", raise_for_status=True):
            pass
        async with self.session.get(f"{address}/server/progress") as progress:
            async for line in progress.content:
                if b'"ready": true' in line:
                    return
        raise RuntimeError(f"the server of {self.name} did not start")

    async def stop(self) -> None:
        """Have the server stopped, and wait until it is."""
        address = f"{self.url}/hub/api/users/{self.name}/server"
        status = 0
        while status != 204:  # 202: it is being stopped
            async with self.session.delete(address) as answer:
                status = answer.status
            await asyncio.sleep(0.2)

    async def get(self, path: str) -> Any:
        """Return what the server's interface answers at `path`, such as "contents"."""
        async with self.session.get(f"{self.server}/api/{path}", raise_for_status=True) as answer:
            return await answer.json()

    async def notebook(self, path: str) -> dict:
        """Return the notebook at `path` below the folder that the server shows."""
        return (await self.get(f"contents/{path}"))["content"]

    async def save(self, path: str, notebook: dict) -> None:
        """Store a notebook, as JupyterLab's Save does."""
        model = {"type": "notebook", "format": "json", "content": notebook}
        address = f"{self.server}/api/contents/{path}"
        async with self.session.put(address, json=model, raise_for_status=True):
            pass

    @asynccontextmanager
    async def kernel(self, path: str) -> AsyncIterator["Kernel"]:
        """Start the kernel of the notebook at `path`; it is shut down at the end."""
        model = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        address = f"{self.server}/api/sessions"
        async with self.session.post(address, json=model, raise_for_status=True) as answer:
            begun = await answer.json()
        channels = f"{self.server}/api/kernels/{begun['kernel']['id']}/channels"
        async with self.session.ws_connect(channels, max_msg_size=0) as socket:
            yield Kernel(socket)
        async with self.session.delete(f"{address}/{begun['id']}", raise_for_status=True):
            pass


class Kernel:
    """A kernel, at the other end of a server's socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def run(self, source: str) -> tuple[str, str]:
        """Run a cell; return its reply's status, "ok" or "error", and what it shows as text."""
        asked, shown, status, idle = uuid.uuid4().hex, [], "", False
        await self.socket.send_json(_execute(asked, source))
        while not (status and idle):
            message = await self.socket.receive_json()
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "execute_reply":
                status = content["status"]
            elif kind == "status":
                idle = content["execution_state"] == "idle"
            else:
                shown.append(_text(content))
        return status, "".join(shown)


def _execute(identity: str, source: str) -> dict:
    content = {"code": source, "silent": False, "allow_stdin": False, "stop_on_error": False}
    header = {"msg_id": identity, "msg_type": "execute_request", "version": "5.3"}
    whose = {"username": "", "session": identity, "date": ""}
    rest = {"parent_header": {}, "metadata": {}, "buffers": [], "channel": "shell"}
    return {"header": header | whose, "content": content, **rest}


def _text(content: dict) -> str:
    """Return what a message of a kernel shows, as text."""
    if "traceback" in content:
        return "\n".join(content["traceback"])
    return content.get("text") or content.get("data", {}).get("text/plain", "")

"""Real input and output, refused inside virtual time: the clock cannot tell when it will end."""

import multiprocessing.process
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

from helpers.virtual_time.scheduler import current

__all__ = ["refused"]

_MESSAGE = (
    "{name}() does real input and output, which virtual time cannot wait for: put asyncio.sleep() "
    "or time.sleep() in its place, or run this code without virtual time, with asyncio.run()"
)
_CONNECTING = ("connect", "connect_ex", "bind", "listen", "accept")
_MOVING = ("send", "sendall", "sendto", "recv", "recv_into", "recvfrom", "recvfrom_into")
_INTERNET = (socket.AF_INET, socket.AF_INET6)

Function = Callable[..., Any]
Maker = Callable[[Function], Function]  # of the replacement of a function


def _refuses(name: str) -> Maker:
    def make(real: Function) -> Function:
        def refuse(*args: Any, **kwargs: Any) -> Any:
            scheduler = current()
            if scheduler is not None:
                scheduler.refuse(_MESSAGE.format(name=name))
            return real(*args, **kwargs)

        return refuse

    return make


def _refuses_internet(name: str) -> Maker:
    """Pairs inside of this process may be used: a loop wakes itself through one."""
    refuses = _refuses(f"socket.{name}")

    def make(real: Function) -> Function:
        refuse = refuses(real)

        def guard(sock: socket.socket, *args: Any, **kwargs: Any) -> Any:
            scheduler = current()
            if scheduler is None or sock.family not in _INTERNET or sock in scheduler.pairs:
                return real(sock, *args, **kwargs)
            return refuse(sock, *args, **kwargs)

        return guard

    return make


def _pairs(real: Function) -> Function:
    def socketpair(*args: Any, **kwargs: Any) -> tuple[socket.socket, socket.socket]:
        scheduler = current()
        if scheduler is None:
            return real(*args, **kwargs)
        pair = scheduler.outside(real, *args, **kwargs)
        scheduler.pairs.update(pair)
        return pair

    return socketpair


def refused() -> Iterator[tuple[Any, str, Maker]]:
    """(owner, name, maker of the replacement) for all that is refused."""
    yield from ((socket.socket, name, _refuses(f"socket.{name}")) for name in _CONNECTING)
    yield from ((socket.socket, name, _refuses_internet(name)) for name in _MOVING)
    yield socket, "socketpair", _pairs
    for name in ("getaddrinfo", "gethostbyname", "getnameinfo"):
        yield socket, name, _refuses(f"socket.{name}")
    yield subprocess.Popen, "__init__", _refuses("subprocess.Popen")
    yield os, "system", _refuses("os.system")
    yield multiprocessing.process.BaseProcess, "start", _refuses("Process.start")

"""What takes real time, refused inside virtual time: the clock cannot tell when it will end."""

import asyncio
import inspect
import multiprocessing.process
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from helpers.virtual_time.scheduler import current

__all__ = ["refused", "refused_if_loaded"]

_MESSAGE = (
    "{name}() does real input and output, which virtual time cannot wait for: put asyncio.sleep() "
    "or time.sleep() in its place, or run this code without virtual time, with asyncio.run()"
)
_FORK = (
    "{name}() would copy the process with the calling thread alone: in the copy nobody is left to "
    "move the virtual clock. Run this code without virtual time, with asyncio.run()"
)
_LOOP = (
    "{name} takes real time, which virtual time does not see: make this loop by "
    "asyncio.SelectorEventLoop(), or run this code without virtual time"
)
_TCL = (
    "{name} has an event loop of its own, which takes real time: put asyncio.sleep() or "
    "time.sleep() in place of its timers, or run this code without virtual time"
)
_CONNECTING = ("connect", "connect_ex", "bind", "listen", "accept")
_MOVING = ("send", "sendall", "sendto", "recv", "recv_into", "recvfrom", "recvfrom_into")
_FORKS = ("fork", "forkpty")
_PROCESSES = ("system", "posix_spawn", "posix_spawnp")
_SIGNALS = ("pause", "sigwait", "sigwaitinfo", "sigtimedwait")
_INTERNET = (socket.AF_INET, socket.AF_INET6)

Function = Callable[..., Any]
Maker = Callable[[Function], Function]  # of the replacement of a function


def _refuses(name: str, message: str = _MESSAGE) -> Maker:
    def make(real: Function) -> Function:
        def refuse(*args: Any, **kwargs: Any) -> Any:
            scheduler = current()
            if scheduler is not None:
                scheduler.refuse(message.format(name=name))
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


def _refuses_to_wait(real: Function) -> Function:
    refuse = _refuses("select.select")(real)

    def select(*args: Any) -> Any:
        return real(*args) if args[3:] == (0,) else refuse(*args)

    return select


def _refuses_other_loops(real: Function) -> Function:
    """A loop that is not of asyncio waits where nothing of it is replaced."""

    def run(runner: asyncio.Runner, coro: Any, **kwargs: Any) -> Any:
        if current() is not None and not isinstance(runner.get_loop(), asyncio.BaseEventLoop):
            _refuse_loop(type(runner.get_loop()), coro)
        return real(runner, coro, **kwargs)

    return run


def _refuse_loop(kind: type, coro: Any) -> None:
    """Refuse a loop of this kind; after a failure it may go on, so that it is closed."""
    if (scheduler := current()) is not None and scheduler.failure is None:
        if inspect.iscoroutine(coro):
            coro.close()
        scheduler.refuse(_LOOP.format(name=f"{kind.__module__}.{kind.__qualname__}"))


def _makes_loops_that_refuse(real: type) -> Function:
    class Refusing(real):
        def run_until_complete(self, future: Any) -> Any:
            _refuse_loop(real, future)
            return super().run_until_complete(future)

        def run_forever(self) -> None:
            _refuse_loop(real, None)
            super().run_forever()

    Refusing.__module__, Refusing.__qualname__ = real.__module__, real.__qualname__
    return lambda *args: real(*args) if current() is None else Refusing(*args)


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
    for module, names, message in (
        (os, _FORKS, _FORK),
        (os, _PROCESSES, _MESSAGE),
        (signal, _SIGNALS, _MESSAGE),
    ):
        for name in names:
            if hasattr(module, name):
                yield module, name, _refuses(f"{module.__name__}.{name}", message)
    yield select, "select", _refuses_to_wait
    yield asyncio.Runner, "run", _refuses_other_loops
    yield multiprocessing.process.BaseProcess, "start", _refuses("Process.start")


def refused_if_loaded() -> Iterator[tuple[Any, str, Maker]]:
    """The same for what a program seldom uses, and loading takes long: if it is loaded already."""
    if (tcl := sys.modules.get("_tkinter")) is not None:
        # One from before the run cannot be used in it: it is bound to the thread that made it.
        yield tcl, "create", _refuses("Tcl, which tkinter runs in,", _TCL)
    if (uvloop := sys.modules.get("uvloop")) is not None:
        yield uvloop, "Loop", _makes_loops_that_refuse

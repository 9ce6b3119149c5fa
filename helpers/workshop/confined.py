"""The board's child: judges an answer as a notebook does, and keeps it to a folder of its own.

An answer comes from another machine here, so it may neither write elsewhere, nor start programs,
nor signal others, nor reach the net. An audit hook refuses that. It is no prison: it does not hold
code that is written to get out, nor worker processes, which one task starts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers.grading import child

__all__ = ["Refused", "judge"]

CHILD = str(Path(__file__).resolve().parents[1] / "watchdog" / "child.py")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ONE_PATH = frozenset(
    "os.chmod os.chown os.mkdir os.remove os.rmdir os.truncate os.utime os.setxattr "
    "os.removexattr os.chflags os.mkfifo os.mknod".split()
)
TWO_PATHS = frozenset({"os.rename", "os.link"})
PROGRAMS = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.startfile pty.spawn".split()
)
NET = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
NEAR = ("127.", "::1", "localhost")


class Refused(PermissionError):
    """The answer asked for something that the board does not let it have."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the board lets no answer {what}")


def judge(*asked: Any) -> dict[str, Any]:
    """Judge as `helpers.grading.child.judge` does, in a process that is confined from here on."""
    sys.dont_write_bytecode = True
    tempfile.tempdir = os.getcwd()
    sys.addaudithook(_hook(os.path.realpath(os.getcwd())))
    return child.judge(*asked)


def _hook(folder: str) -> Callable[[str, tuple], None]:
    kinds: dict[str, Callable[[str, tuple], str]] = {
        "open": _opened,
        "os.symlink": lambda home, args: _outside(home, args[1]),
        "os.kill": lambda _, args: _signalled(args[0]),
        "os.killpg": lambda _, args: "" if args[0] == os.getpgrp() else "signal other processes",
        **dict.fromkeys(ONE_PATH, lambda home, args: _outside(home, args[0])),
        **dict.fromkeys(TWO_PATHS, lambda home, args: _any_outside(home, args[:2])),
        **dict.fromkeys(PROGRAMS, lambda _, args: "start other programs"),
        **dict.fromkeys(NET, lambda home, args: _reached(home, args)),
    }
    getframe = sys._getframe

    def hook(event: str, args: tuple) -> None:
        kind = kinds.get(event)
        if kind and (what := kind(folder, args)):
            if getframe(1).f_code.co_filename != CHILD:  # the watchdog's results lie elsewhere
                raise Refused(what)

    return hook


def _opened(folder: str, args: tuple) -> str:
    path, _, flags = args
    writes = isinstance(flags, int) and flags & WRITES
    return _outside(folder, path) if writes and path != os.devnull else ""


def _outside(folder: str, path: Any) -> str:
    """Say that a path is none of the folder's; a number is a file that is open already."""
    if isinstance(path, int):
        return ""
    whole = os.path.realpath(os.fsdecode(path))
    inside = whole == folder or whole.startswith(folder + os.sep)
    return "" if inside else "write outside its own folder"


def _any_outside(folder: str, paths: tuple) -> str:
    return next(filter(None, (_outside(folder, path) for path in paths)), "")


def _signalled(pid: int) -> str:
    """Its own processes are those of its process group."""
    try:
        own = pid in (0, os.getpid()) or (pid > 0 and os.getpgid(pid) == os.getpgrp())
    except (OSError, AttributeError):  # it has ended; Windows has no groups
        own = False
    return "" if own else "signal other processes"


def _reached(folder: str, args: tuple) -> str:
    """The near end of the net is this machine's loopback, and sockets in the folder."""
    for address in _addresses(args):
        if isinstance(address, tuple) and address:
            near = str(address[0]).startswith(NEAR)
        else:
            near = isinstance(address, str | bytes) and not _outside(folder, address)
        if not near:
            return "reach beyond its own machine"
    return ""


def _addresses(args: tuple) -> Iterator[Any]:
    """Yield the addresses among an event's arguments; a socket that is connected names none."""
    return (address for address in args[1:] if address is not None)

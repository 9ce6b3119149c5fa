"""Reads and writes single files of a folder that others write in too: no links, no surprises."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

__all__ = ["CannotRead", "read_plain", "write_whole"]

NEW = ".new"
# Neither follow a link, nor wait for the other end of a pipe. Windows has neither flag.
SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class CannotRead(Exception):
    """A file is not read; the message says why, without its name."""


def read_plain(path: Path, most: int) -> bytes:
    """Return the content of the plain file `path`, of at most `most` bytes.

    Raises:
        CannotRead: it is a link, a folder, a pipe or a device, is larger, or cannot be opened.
    """
    try:
        if os.path.islink(path):  # for Windows, which opens what it leads to
            raise CannotRead("it is a link")
        with open(os.open(path, os.O_RDONLY | SAFE), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise CannotRead("it is no plain file")
            content = file.read(most + 1) if status.st_size <= most else b""
    except OSError as error:
        raise CannotRead(f"it cannot be opened ({error.strerror})") from None
    if len(content) > most or status.st_size > most:
        raise CannotRead(f"it is larger than {most >> 10} KiB")
    return content


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Store `content` at `path`: whoever reads, and a crash at any moment, finds old or new.

    It is on the disk when this returns. A link at `path` is replaced, not followed. One writer of
    a path at a time; `mode` says who may read it. Raises OSError.
    """
    new = path.with_name(path.name + NEW)
    with contextlib.suppress(FileNotFoundError):
        new.unlink()  # of a writer that was killed
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE
    with open(os.open(new, flags, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """Put the folder's list of names on the disk; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

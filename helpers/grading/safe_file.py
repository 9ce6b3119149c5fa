"""Writes a small file whole or not at all, one process at a time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

__all__ = ["free_name", "locked", "replace", "replace_text"]

LOCK = ".progress.lock"
PATIENCE = 10.0  # seconds; a write takes some milliseconds, so only a suspended holder lasts longer
PAUSE = 0.01
MOVES = 20


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _give_back(file: IO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(file: IO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def locked(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of `folder`. The operating system takes it back from a process that is killed.

    Raises OSError: the lock file cannot be made, or another process holds it for `patience`
    seconds, ten by default.
    """
    with open(folder / LOCK, "ab") as file:
        _wait_for(file, PATIENCE if patience is None else patience)
        try:
            yield
        finally:
            _give_back(file)  # closing it would not do: a forked child has a copy of it


def _wait_for(file: IO, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            return _take(file)
        except (BlockingIOError, PermissionError):  # held by another: Unix, Windows
            if time.monotonic() > end:
                raise OSError(0, f"another process holds {LOCK}") from None
            time.sleep(PAUSE)


def replace_text(path: Path, text: str) -> None:
    """Store `text` at `path` as UTF-8, as `replace` does."""
    replace(path, text.encode("utf-8"))


def replace(path: Path, content: bytes) -> None:
    """Store `content` at `path`: a reader, or a crash at any moment, finds the old or the new.

    Call it under the lock of the folder, because all writers use one temporary file,
    a hidden one with the ending .new; so a killed writer leaves at most one of them.
    """
    new = path.with_name(f".{path.name.removeprefix('.')}.new")
    try:
        with open(new, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _move(new, path)
    except OSError:
        new.unlink(missing_ok=True)  # half a file on a full disk helps nobody
        raise


def _move(new: Path, path: Path) -> None:
    """Rename, again and again for a second: Windows refuses while somebody reads the old file."""
    for _ in range(MOVES - 1):
        try:
            return os.replace(new, path)
        except PermissionError:
            time.sleep(1 / MOVES)
    os.replace(new, path)


def free_name(folder: Path, stem: str, suffix: str, now: datetime | None = None) -> Path:
    """Return a path in `folder` that no file has: `stem`, the date and time, `suffix`."""
    dated = f"{stem}-{now or datetime.now():%Y-%m-%d-%H%M%S}"
    names = (f"{dated}{more}{suffix}" for more in ["", *(f"-{n}" for n in range(2, 1000))])
    return next(folder / name for name in names if not (folder / name).exists())

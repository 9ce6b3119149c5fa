"""The parent's side of the watchdog: starts the child, watches its limits, reads its records."""

from __future__ import annotations

import contextlib
import json
import linecache
import math
import os
import re
import secrets
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any

import psutil

from helpers.watchdog.outcome import ErrorInfo, Limit, Outcome, StackOf
from helpers.watchdog.processes import MARK, ProcessTree
from helpers.watchdog.request import request_for
from helpers.watchdog.stillness import Stillness

__all__ = ["run"]

CHILD = str(Path(__file__).with_name("child.py"))
PROCESS_LIMIT = 64
THREAD_LIMIT = 1_000
PIPE = 64 * 2**10  # bytes that a pipe holds on Linux, until its writer has to wait
OUTPUT_CEILING = 64 * 2**20  # bytes printed after which a run is stopped
START_LIMIT = 60.0  # seconds for the interpreter to start; they do not count as the target's
GLANCE = 0.005  # seconds between two looks whether the child has ended
MEASURE = 0.05  # seconds between two measurements of the process tree
GRACE = 0.2  # seconds to send the stacks
BRIEF_GRACE = 0.05  # the same for a run that fills the memory meanwhile
LAST_GRACE = 0.5  # seconds to write the stacks on a signal; the target stands still for that


def run(
    target: str | Callable[..., Any],
    *args: Any,
    seconds: float = 5.0,
    cpu_seconds: float | None = None,
    idle_seconds: float | None = None,
    memory: int | None = None,
    output_limit: int = 65_536,
    cwd: str | os.PathLike[str] | None = None,
) -> Outcome:
    """Run a target in a fresh Python process that may hang, and return what came of it.

    - `target`: "package.module:function"; or source text, whose global `result` is its value and
      which finds the arguments in its global `args`; or a function. A function that can be
      imported is imported; another one (of a notebook cell) is sent as its source, alone.
      A coroutine function is run with `asyncio.run`.
    - `args`: JSON data; the value that comes back is JSON data too, so tuples become lists.
    - `seconds`: wall time, not counting the start of the interpreter. `cpu_seconds`: CPU time of
      all processes together; the target may set the timer `signal.ITIMER_PROF` to less.
      `idle_seconds`: time for which the program waits, or only looks whether to go on waiting;
      time for which the machine is too busy to run it does not count. `memory`: resident bytes of
      all processes together; None means half of what is free.
    - `output_limit`: bytes kept of stdout and of stderr, each.
    - `cwd`: the folder of the child; None means that of this process.

    When it returns or raises, also by KeyboardInterrupt, no process that the target started is
    running. Raises TypeError or ValueError for a target, an argument or a limit that cannot be
    used, and RuntimeError if Python itself does not start.
    """
    memory = psutil.virtual_memory().available // 2 if memory is None else memory
    limits = _Limits(seconds, cpu_seconds, idle_seconds, memory)
    if not isinstance(output_limit, int) or output_limit < 0:
        raise ValueError(f"output_limit is {output_limit!r}; give a number of bytes, 0 or more.")
    request = {**request_for(target, args), **vars(limits)}
    with tempfile.TemporaryDirectory(prefix="watchdog-", ignore_cleanup_errors=True) as folder:
        with _Child(request, Path(folder), output_limit, cwd) as child:
            limit = child.wait(limits)
        return child.outcome(limit)


@dataclass(frozen=True)
class _Limits:
    """The limits of a run, checked."""

    seconds: float
    cpu_seconds: float | None
    idle_seconds: float | None
    memory: int

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            unit = "bytes" if name == "memory" else "seconds"
            number = isinstance(value, int | float) and not isinstance(value, bool)
            unlimited = value is None and name != "seconds"
            if not unlimited and not (number and 0 < value < math.inf):
                raise ValueError(f"{name} is {value!r}; give a number of {unit} above 0.")


class _Child:
    """A running child process; leaving the `with` block ends it and all that it started."""

    def __init__(
        self,
        request: dict[str, Any],
        folder: Path,
        output_limit: int,
        cwd: str | os.PathLike[str] | None,
    ) -> None:
        # Two secrets: what the child's environment holds must not serve to forge a record.
        self._folder, self._token, self._request = folder, secrets.token_hex(16), request
        mark = secrets.token_hex(16)
        self._main_thread = 0
        self._outdated = 0  # stacks that were sent before a limit was reached
        self._began = self._ended = monotonic()
        self._output_limit, self._printed = output_limit, 0
        self._tree = ProcessTree(mark, PROCESS_LIMIT)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**_environment(), MARK: mark},
            bufsize=0,
            **_own_group(),
        )

    def __enter__(self) -> _Child:
        try:
            self._tree.start(self._process)
            self._out = _Capture(self._process.stdout, self._output_limit)
            self._err = _Capture(self._process.stderr, self._output_limit)
        except BaseException:
            self._process.kill()
            raise
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._ended = monotonic()
        try:
            self._tree.end()
        finally:
            self._process.stdin.close()
            self._out.close()
            self._err.close()

    def wait(self, limits: _Limits) -> Limit | None:
        """Wait until the process has ended, or return the limit that it exceeded."""
        self._send_request()
        self._wait_until_ready()
        measure = self._began
        stillness = Stillness(limits.idle_seconds or math.inf, self._ask_for_stacks)
        while self._process.poll() is None:
            limit: Limit | None = None
            if self._tree.is_full():
                limit = "processes"
            elif monotonic() - self._began >= limits.seconds:
                limit = "seconds"
            elif monotonic() >= measure:
                limit = self._exceeded(limits, stillness)
                measure = monotonic() + MEASURE
            if limit is not None:
                self._wait_for_stacks(limit)
                return limit
            sleep(GLANCE)
        return None

    def outcome(self, limit: Limit | None) -> Outcome:
        """Return what came of the run, from the child's records and the way it ended."""
        records = {record["kind"]: record for record in self._records()}
        if "unknown" in records:
            raise ValueError(
                f"The target cannot be found: {records['unknown']['message']}; "
                "check the name before and after the colon."
            )
        stacks = (self._stacks()[self._outdated :] or [self._dumped()])[-1]
        common = self._common()
        for kind in ("returned", "raised", "exited"):
            if kind in records:
                reached = _reached(records[kind])
                if reached is None:
                    return _finished(records[kind], common)
                limit = limit or reached
        limit = limit or self._limit_of_end()
        if limit is None:
            return Outcome("exited", **_ending(self._process.returncode), **common)
        if "raised" in records:
            common["error"] = ErrorInfo.from_record(records["raised"]["error"])
        threads = tuple(map(StackOf.from_record, stacks["threads"]))
        tasks = tuple(map(StackOf.from_record, stacks["tasks"]))
        return Outcome("stopped", limit=limit, threads=threads, tasks=tasks, **common)

    def _send_request(self) -> None:
        request = {**self._request, "folder": str(self._folder), "token": self._token}
        with contextlib.suppress(OSError):  # a child that ended already is noticed later
            data = memoryview(json.dumps(request).encode() + b"\n")
            while data:
                data = data[self._process.stdin.write(data) :]

    def _wait_until_ready(self) -> None:
        limit = monotonic() + START_LIMIT
        while not (records := self._records()):
            if self._process.poll() is not None and not self._records():
                self._err.close()
                raise RuntimeError(f"Python did not start in the child process: {self._err.text}")
            if monotonic() > limit:
                raise RuntimeError(f"Python did not start in a child process in {START_LIMIT} s.")
            sleep(GLANCE)
        self._began = monotonic()
        self._main_thread = records[0]["main_thread"]

    def _exceeded(self, limits: _Limits, stillness: Stillness) -> Limit | None:
        usage = self._tree.usage()
        if usage.threads > THREAD_LIMIT:
            return "threads"
        if usage.memory > limits.memory:
            return "memory"
        if usage.cpu_seconds >= (limits.cpu_seconds or math.inf) or self._dump():
            return "cpu"
        if max(self._out.seen, self._err.seen) > OUTPUT_CEILING:
            return "output"
        runnable = usage.runnable or self._is_read_from()
        if limits.idle_seconds and stillness.look(runnable, self._stacks()):
            return "idle"
        return None

    def _is_read_from(self) -> bool:
        """Tell whether much was printed since the last look: its writer may wait for our reading.

        On a busy machine that wait takes most of the time, and is no idleness of the program's.
        """
        before, self._printed = self._printed, self._out.seen + self._err.seen
        return self._printed - before >= PIPE / 2

    def _ask_for_stacks(self) -> None:
        with contextlib.suppress(OSError):
            self._process.stdin.write(b"?")

    def _wait_for_stacks(self, limit: Limit) -> None:
        """Ask for all stacks, and ask a child that does not answer by a signal instead.

        Stacks that were sent before, to tell whether the program is idle, are of another moment.
        """
        if limit == "idle":  # they were just sent
            return
        self._outdated = len(self._stacks())
        if limit != "processes":  # they are stopped, and answer nothing
            self._ask_for_stacks()
            grace = BRIEF_GRACE if limit == "memory" else GRACE
            if not self._answers(grace):
                self._signal_for_stacks()
                self._answers(LAST_GRACE)

    def _answers(self, seconds: float) -> bool:
        """Tell whether new stacks come within some seconds, or the process ends."""
        until = monotonic() + seconds
        while self._process.poll() is None and not self._has_answered():
            if monotonic() > until:
                return False
            sleep(GLANCE)
        return True

    def _has_answered(self) -> bool:
        last = self._dump().splitlines()[-1:]  # the main thread is the last one of a dump
        dumped = any(CHILD in line and line.endswith(" in <module>") for line in last)
        return dumped or len(self._stacks()) > self._outdated

    def _signal_for_stacks(self) -> None:
        """Make the child write its stacks even though no Python code can run in it."""
        if hasattr(signal, "SIGUSR2"):
            with contextlib.suppress(OSError):
                self._process.send_signal(signal.SIGUSR2)

    def _stacks(self) -> list[dict[str, Any]]:
        return [record for record in self._records() if record["kind"] == "stacks"]

    def _records(self) -> list[dict[str, Any]]:
        """Return the records that the child has written completely."""
        try:
            lines = (self._folder / "results").read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return []
        start = self._token.encode() + b" "
        texts = [line.removeprefix(start) for line in lines if line.startswith(start)]
        records = map(_record, texts)
        return [record for record in records if record]

    def _dumped(self) -> dict[str, Any]:
        """Return the stacks that were written while the child could not answer."""
        threads = _parse_dump(self._dump(), self._main_thread, self._request)
        return {"threads": threads, "tasks": []}

    def _dump(self) -> str:
        with contextlib.suppress(FileNotFoundError):
            return (self._folder / "stacks").read_text("utf-8", "replace")
        return ""

    def _limit_of_end(self) -> Limit | None:
        over = -self._process.returncode == getattr(signal, "SIGXCPU", None)
        return "cpu" if over or self._dump() else None

    def _common(self) -> dict[str, Any]:
        seconds = self._ended - self._began
        return {"stdout": self._out.text, "stderr": self._err.text, "seconds": seconds}


class _Capture:
    """Reads a pipe to its end in a thread, and keeps the first `limit` bytes."""

    def __init__(self, pipe: IO[bytes], limit: int) -> None:
        self._pipe, self._limit = pipe, limit
        self._kept, self.seen = bytearray(), 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, name="watchdog output", daemon=True)
        self._thread.start()

    @property
    def text(self) -> str:
        """What was kept, as text."""
        return self._kept.decode("utf-8", "replace").replace("\r\n", "\n")

    def close(self) -> None:
        """Stop at the end of the pipe, or soon if a process that got away holds it open."""
        self._thread.join(0.5)
        self._stop.set()
        self._thread.join()
        self._pipe.close()

    def _read(self) -> None:
        with selectors.DefaultSelector() as selector:
            # Windows has no wait with a limit for pipes; killing all holders ends the read there.
            if waits := os.name == "posix":
                selector.register(self._pipe, selectors.EVENT_READ)
            while not self._stop.is_set():
                if waits and not selector.select(0.1):
                    continue
                part = os.read(self._pipe.fileno(), 65_536)
                if not part:
                    return
                self.seen += len(part)
                self._kept += part[: self._limit - len(self._kept)]


def _environment() -> dict[str, str]:
    """Return a copy of the environment, whatever other threads do to it meanwhile."""
    while True:
        with contextlib.suppress(KeyError, RuntimeError):
            return dict(os.environ)


def _own_group() -> dict[str, Any]:
    """Return the arguments of Popen that keep the parent's signals away from the child."""
    if os.name == "posix":
        return {"start_new_session": True}
    return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}


def _reached(record: dict[str, Any]) -> Limit | None:
    """Return the limit that the target reached, or at which it was refused more, unnoticed."""
    if record["threads"] > THREAD_LIMIT:
        return "threads"
    if record["kind"] == "raised":
        error = record["error"]
        if error["type"] == "MemoryError":
            return "memory"
        if (error["type"], error["message"]) == ("RuntimeError", "can't start new thread"):
            return "threads"
    return None


def _finished(record: dict[str, Any], common: dict[str, Any]) -> Outcome:
    return Outcome(
        record["kind"],
        value=record.get("value"),
        error=ErrorInfo.from_record(record["error"]) if "error" in record else None,
        exit_code=record.get("exit_code"),
        leftover_threads=tuple(record["leftover_threads"]),
        **{**common, "seconds": record["seconds"]},
    )


def _ending(returncode: int) -> dict[str, Any]:
    """Return the exit code, or the name of the signal, with which a process ended."""
    if returncode >= 0:
        return {"exit_code": returncode}
    try:
        return {"signal_name": signal.Signals(-returncode).name}
    except ValueError:
        return {"signal_name": f"signal {-returncode}"}


def _record(text: bytes) -> dict[str, Any] | None:
    """Return a record; None for one that was garbled, by a target that changed how JSON is made."""
    with contextlib.suppress(ValueError):
        record = json.loads(text)
        return record if isinstance(record, dict) and "kind" in record else None
    return None


_THREAD = re.compile(r"(?:Current thread|Thread) (0x[0-9a-f]+)(?: \[(.*?)\])?")
_LINE = re.compile(r'  File "(.*)", line (\d+) in (.*)')


def _parse_dump(text: str, main_thread: int, request: dict[str, Any]) -> list[dict[str, Any]]:
    """Turn the text of `faulthandler` into stack records, without the watchdog's own frames."""
    source = request.get("source", "").splitlines()
    stacks: list[dict[str, Any]] = []
    seen: set[str] = set()
    for line in text.splitlines():
        if found := _THREAD.match(line):
            if found[1] in seen:  # the signal and the limit may both have made a dump
                break
            seen.add(found[1])
            is_main = int(found[1], 16) == main_thread
            name = "MainThread" if is_main else found[2] or f"#{int(found[1], 16)}"
            stacks.append({"name": name, "frames": []})
        elif (found := _LINE.match(line)) and stacks and found[1] != CHILD:
            file, number = found[1], int(found[2])
            shown = source if file == request.get("file") else linecache.getlines(file)
            text_there = shown[number - 1].strip() if 0 < number <= len(shown) else ""
            stacks[-1]["frames"].insert(0, [file, number, found[3], text_there])
    return [stack for stack in stacks if stack["frames"]]

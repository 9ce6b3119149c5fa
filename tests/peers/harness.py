"""Runs the tests of a suite in a child process that cannot hang: one that takes long is killed.

A child runs `entry(report, first, count)`; it appends a line of JSON to the file `report` when a
test begins and when it ends. A test during which the child stops or goes silent has that for its
outcome, and a new child goes on behind it.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

__all__ = ["Outcome", "Reporter", "outcomes"]

ROOT = Path(__file__).parents[2]
LIMIT = 30.0  # seconds of one test
LOOK = 0.1  # seconds between two looks at the report
ALL = 1_000_000


class Outcome(NamedTuple):
    """How a test ended: "passed", "skipped", "failed", "hangs" or "ends the process"; and why."""

    word: str
    why: str = ""


class Reporter:
    """What a child writes down, for the process that waits for it."""

    def __init__(self, path: str) -> None:
        self.file = open(path, "a", buffering=1)
        os.set_inheritable(self.file.fileno(), False)
        self.pid = os.getpid()

    def __call__(self, **line: object) -> None:
        """Append a line, unless a test has forked the process."""
        if os.getpid() == self.pid:
            self.file.write(json.dumps(line) + "\n")

    def begin(self, index: int, name: str) -> None:
        """A test begins."""
        self(index=index, name=name)

    def end(self, word: str, why: str = "") -> None:
        """The test has ended; why: an error in one line."""
        self(word=word, why=why)


def outcomes(command: list[str], first: int = 0, count: int = ALL) -> dict[str, Outcome]:
    """Run tests of a suite, by default all; return their outcomes by name.

    command: the module and arguments that make a child, which gets three more.
    """
    found, left = {}, count
    while left > 0:
        lines, killed = _child([*command, str(first), str(left)])
        names = [line for line in lines if "name" in line]
        ends = [Outcome(line["word"], line["why"]) for line in lines if "word" in line]
        found |= {line["name"]: end for line, end in zip(names, ends, strict=False)}
        if len(ends) == len(names):
            if not lines or not lines[-1].get("all"):
                raise SystemExit(f"{' '.join(command)} did not come to its end")
            break
        found[names[-1]["name"]] = Outcome("hangs" if killed else "ends the process")
        left -= names[-1]["index"] + 1 - first
        first = names[-1]["index"] + 1
    return found


def _child(command: list[str]) -> tuple[list[dict], bool]:
    """The lines of one child, and whether it was killed for its silence."""
    with tempfile.TemporaryDirectory() as folder:
        report, said = Path(folder, "report"), Path(folder, "said")
        report.touch()
        with said.open("w") as output:
            child = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", *command, str(report)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            killed = not _ends_or_goes_on(child, report)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # with all that its tests have left
            child.wait()
        lines = [json.loads(line) for line in report.read_text().splitlines()]
        if not lines:
            sys.stderr.write(said.read_text(errors="replace")[-2000:])
        return lines, killed


def _ends_or_goes_on(child: subprocess.Popen, report: Path) -> bool:
    """Wait for the end of a child; say if it has ended, rather than gone silent."""
    size, since = 0, time.monotonic()
    while child.poll() is None:
        if report.stat().st_size != size:
            size, since = report.stat().st_size, time.monotonic()
        if time.monotonic() - since > LIMIT:
            return False
        if b'"all"' in report.read_bytes()[-16:]:  # it may wait for threads of its tests
            return True
        time.sleep(LOOK)
    return True

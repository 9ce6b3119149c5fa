"""Says what is missing or odd on this machine, and how to mend it: `python -m helpers doctor`.

It needs nothing but the standard library, so that it runs where everything else is missing.
"""

import importlib
import importlib.metadata
import json
import multiprocessing
import os
import platform
import re
import socket
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from helpers.places import COURSE, shown, work_folder

__all__ = ["CHECKS", "Check", "Finding", "examine", "report", "report_json", "version"]

INSTALL = "run `make lab` in the course's folder, or install it as the README says"
BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([\d.]+)")
SECONDS = 60  # a slow disk may need many for the first start of a Python
ASK_KERNEL = "import ipykernel, sys; print(sys.prefix)"


class Finding(NamedTuple):
    """One line: `state` is "ok", "odd" (the course works, but…) or "missing" (it does not)."""

    state: str
    what: str
    mend: str = ""


Check = Callable[[], Iterable[Finding]]


def examine(checks: Sequence[Check] | None = None) -> list[Finding]:
    """Look at everything that the course relies on; a check that fails itself is a finding.

    checks: other ones in place of CHECKS.
    """
    chosen = CHECKS if checks is None else checks
    return [finding for check in chosen for finding in _safely(check)]


def report(findings: Sequence[Finding]) -> str:
    """Return the findings as lines, with the mend below the last of those that share it."""
    mends = [finding.mend for finding in findings]
    lines = []
    for finding, after in zip(findings, [*mends[1:], ""], strict=True):
        lines.append(f"{finding.state:<9}{finding.what}")
        if finding.mend not in ("", after):
            lines.append(f"{'':<9}→ {finding.mend}")
    return "\n".join(lines)


def report_json(findings: Sequence[Finding]) -> str:
    """Return the findings as JSON, with `ok` to say whether nothing is missing."""
    ok = not any(finding.state == "missing" for finding in findings)
    data = {"ok": ok, "findings": [finding._asdict() for finding in findings]}
    return json.dumps(data, indent=1, ensure_ascii=False)


def _safely(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:  # whatever is broken here, the other lines are wanted
        what = f"{check.__name__}: could not be examined ({type(error).__name__}: {error})"
        return [Finding("missing", what, INSTALL)]


def python() -> Iterable[Finding]:
    """Is this Python new enough?"""
    wanted = _project()["requires-python"].removeprefix(">=")
    what = f"Python {platform.python_version()} at {sys.executable}"
    if sys.version_info >= _numbers(wanted):
        yield Finding("ok", what)
    else:
        yield Finding("missing", f"{what}; {wanted} or newer is needed", "install a newer Python")


def packages() -> Iterable[Finding]:
    """Is each package that pyproject.toml asks for here, and new enough?"""
    bounds = [BOUND.fullmatch(line).groups() for line in _project()["dependencies"]]
    faults = [fault for name, bound in bounds if (fault := _package_fault(name, bound))]
    yield from (Finding("missing", fault, INSTALL) for fault in faults)
    if not faults:
        yield Finding("ok", f"all {len(bounds)} packages")


def kernel() -> Iterable[Finding]:
    """Does the notebook kernel named python3 start the Python that runs this?"""
    from jupyter_client import KernelManager
    from jupyter_client.kernelspec import NoSuchKernel

    mend = f"make it: {sys.executable} -m ipykernel install --sys-prefix"
    try:
        command = KernelManager(kernel_name="python3").format_kernel_cmd()[0]
        prefix = _output_of([command, "-c", ASK_KERNEL])
    except NoSuchKernel:
        yield Finding("missing", "no notebook kernel named python3", mend)
    except (OSError, subprocess.SubprocessError) as error:
        yield Finding("missing", f"the kernel python3 does not start: {error}", mend)
    else:
        if os.path.realpath(prefix) == os.path.realpath(sys.prefix):
            yield Finding("ok", "the kernel python3 starts this Python")
        else:
            yield Finding("missing", f"the kernel python3 starts another Python, in {prefix}", mend)


def window() -> Iterable[Finding]:
    """Is tkinter here?"""
    try:
        importlib.import_module("tkinter")
    except ImportError as error:
        mend = "needed for desktop windows only; on Debian and Ubuntu: apt install python3-tk"
        yield Finding("odd", f"no tkinter ({error})", mend)
    else:
        yield Finding("ok", "tkinter")


def port() -> Iterable[Finding]:
    """Can a program here be reached on a free port of loopback?"""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            with socket.create_connection(server.getsockname(), timeout=SECONDS):
                yield Finding("ok", "a free port on 127.0.0.1")
    except OSError as error:
        mend = "let Python listen on and connect to 127.0.0.1 (firewall, sandbox)"
        yield Finding("missing", f"no port on 127.0.0.1 ({error})", mend)


def cores() -> Iterable[Finding]:
    """How many cores may this process use?"""
    usable = getattr(os, "sched_getaffinity", None)
    number = len(usable(0)) if usable else os.cpu_count() or 1
    if number > 1:
        yield Finding("ok", f"{number} cores")
    else:
        yield Finding("odd", "1 core", "nothing runs in parallel here; outputs stay the same")


def folder() -> Iterable[Finding]:
    """Can answers and progress be saved?"""
    work = work_folder()
    there = next(folder for folder in (work, *work.parents) if folder.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there):
            yield Finding("ok", f"your copy of the course, {shown(work)}, can be written")
    except OSError as error:
        mend = "name a folder of yours by the environment variable COURSE_WORK"
        yield Finding("missing", f"cannot write {shown(work)} ({error.strerror})", mend)


def processes() -> Iterable[Finding]:
    """Can the grader run an answer in a child process?"""
    from helpers.watchdog import run

    methods = multiprocessing.get_all_start_methods()
    mend = "a sandbox or a virus scanner may forbid Python to start processes"
    try:
        outcome = run("result = 6 * 7", seconds=SECONDS)
    except (OSError, RuntimeError) as error:
        yield Finding("missing", f"no child process can be started ({error})", mend)
        return
    if outcome.value != 42:
        yield Finding("missing", f"a child process ended with: {outcome.kind}", mend)
    elif "spawn" not in methods:
        yield Finding("odd", f"start methods: {', '.join(methods)}, not spawn", INSTALL)
    else:
        yield Finding("ok", f"child processes; multiprocessing starts them by {methods[0]}")


def gil() -> Iterable[Finding]:
    """Is this the usual build of Python?"""
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        mend = "what lessons show of the GIL differs here; use the usual build of Python"
        yield Finding("odd", "a Python without a GIL (free-threaded build)", mend)
    else:
        yield Finding("ok", "a Python with a GIL")


CHECKS = (python, packages, kernel, window, port, cores, folder, processes, gil)


def version() -> str:
    """Return the version of the course."""
    return _project()["version"]


def _project() -> dict:
    return tomllib.loads((COURSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _package_fault(name: str, bound: str) -> str:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"no {name}; {bound} or newer is needed"
    if _numbers(version) < _numbers(bound):
        return f"{name} {version}; {bound} or newer is needed"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with: "8.0rc1" gives (8, 0)."""
    return tuple(int(part) for part in re.match(r"\d+(?:\.\d+)*", version)[0].split("."))


def _output_of(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    return done.stdout.strip()

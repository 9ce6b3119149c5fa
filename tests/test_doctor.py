"""The doctor names what is missing or odd, says how to mend it, and runs where nothing is there."""

import errno
import importlib.metadata
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from helpers import __main__ as command_line
from helpers import doctor, watchdog
from helpers.doctor import Finding, examine, report
from helpers.watchdog import Outcome

ROOT = Path(__file__).resolve().parents[1]


def refuse(error: BaseException):
    """Return a function that raises `error`, whatever it is called with."""

    def refused(*_arguments, **_options):
        raise error

    return refused


def only(check) -> Finding:
    """Return the one finding of a check."""
    (finding,) = check()
    return finding


def test_where_all_is_well_nothing_is_missing():
    findings = examine()
    assert len(findings) == len(doctor.CHECKS)
    assert not [finding for finding in findings if finding.state == "missing"]


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor.sys, "version_info", (3, 10, 12))
    finding = only(doctor.python)
    assert finding.state == "missing" and finding.what.endswith("3.11 or newer is needed")
    assert finding.mend == "install a newer Python"


def test_missing_and_old_packages(monkeypatch):
    known = importlib.metadata.version

    def version(name):
        if name == "psutil":
            raise importlib.metadata.PackageNotFoundError(name)
        return {"aiohttp": "3.9.99rc1", "pytest": "10.0"}.get(name) or known(name)

    monkeypatch.setattr(doctor.importlib.metadata, "version", version)
    findings = list(doctor.packages())
    assert {finding.state for finding in findings} == {"missing"}
    assert [re.sub(r"[\d.]+ or newer", "N or newer", finding.what) for finding in findings] == [
        "aiohttp 3.9.99rc1; N or newer is needed",
        "no psutil; N or newer is needed",
    ]


def test_every_dependency_has_the_form_that_the_doctor_reads():
    assert all(doctor.BOUND.fullmatch(line) for line in doctor._project()["dependencies"])


def test_no_kernel(monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", refuse(NoSuchKernel("python3")))
    finding = only(doctor.kernel)
    assert finding.what == "no notebook kernel named python3"
    assert finding.mend == f"make it: {sys.executable} -m ipykernel install --sys-prefix"


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda command: "/elsewhere", "starts another Python, in /elsewhere"),
        (refuse(FileNotFoundError(2, "No such file")), "does not start: .*No such file"),
        (refuse(subprocess.CalledProcessError(1, "python")), "does not start: .*exit status 1"),
        (refuse(subprocess.TimeoutExpired("python", 60)), "does not start: .*timed out"),
    ],
)
def test_a_kernel_that_is_not_this_python(monkeypatch, ask, what):
    monkeypatch.setattr(doctor, "_output_of", ask)
    finding = only(doctor.kernel)
    assert finding.state == "missing" and "ipykernel install" in finding.mend
    assert re.search(f"the kernel python3 {what}", finding.what)


def test_no_tkinter(monkeypatch):
    monkeypatch.setitem(sys.modules, "tkinter", None)
    finding = only(doctor.window)
    assert finding.state == "odd" and finding.what.startswith("no tkinter (")
    assert "python3-tk" in finding.mend


def test_a_closed_loopback(monkeypatch):
    error = OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
    monkeypatch.setattr(socket, "create_server", refuse(error))
    finding = only(doctor.port)
    assert finding.state == "missing" and "Cannot assign" in finding.what
    assert "127.0.0.1" in finding.mend


def test_a_single_core(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0}, raising=False)
    assert only(doctor.cores)[:2] == ("odd", "1 core")


def test_a_system_that_does_not_tell_which_cores_are_usable(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert only(doctor.cores)[:2] == ("ok", "8 cores")


def test_a_folder_that_cannot_be_written(monkeypatch):
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse(PermissionError(13, "Permission denied")))
    finding = only(doctor.folder)
    assert finding.state == "missing" and finding.what.endswith("my (Permission denied)")
    assert finding.mend == "name a folder of yours by the environment variable COURSE_WORK"


def test_no_child_process(monkeypatch):
    monkeypatch.setattr(watchdog, "run", refuse(RuntimeError("Python does not start")))
    finding = only(doctor.processes)
    assert finding.state == "missing" and "Python does not start" in finding.what
    assert "start processes" in finding.mend


def test_a_child_process_that_is_stopped(monkeypatch):
    monkeypatch.setattr(watchdog, "run", lambda *a, **o: Outcome(kind="stopped", seconds=60.0))
    finding = only(doctor.processes)
    assert finding.state == "missing" and finding.what == "a child process ended with: stopped"


def test_a_python_that_cannot_spawn(monkeypatch):
    monkeypatch.setattr(doctor.multiprocessing, "get_all_start_methods", lambda: ["fork"])
    finding = only(doctor.processes)
    assert finding.state == "odd" and finding.what == "start methods: fork, not spawn"


@pytest.mark.parametrize(("flag", "state"), [(1, "odd"), (0, "ok"), (None, "ok")])
def test_a_python_without_a_gil(monkeypatch, flag, state):
    monkeypatch.setattr(doctor.sysconfig, "get_config_var", lambda name: flag)
    assert only(doctor.gil).state == state


def test_a_check_that_fails_itself_is_a_finding(monkeypatch):
    monkeypatch.setattr(doctor, "COURSE", Path("nowhere"))
    states = Counter(finding.state for finding in examine())
    assert states["missing"] >= 2 and sum(states.values()) >= len(doctor.CHECKS)


def test_a_mend_that_several_share_is_said_once():
    findings = [Finding("missing", "no a", "run x"), Finding("missing", "no b", "run x")]
    findings += [Finding("ok", "c"), Finding("odd", "d", "do y")]
    assert report(findings).splitlines() == [
        "missing  no a",
        "missing  no b",
        "         → run x",
        "ok       c",
        "odd      d",
        "         → do y",
    ]


@pytest.mark.parametrize(("state", "code"), [("missing", 1), ("odd", 0), ("ok", 0)])
def test_the_exit_code_says_whether_something_is_missing(monkeypatch, capsys, state, code):
    monkeypatch.setattr(doctor, "CHECKS", (lambda: [Finding(state, "words", "mend")],))
    assert command_line.main(["doctor"]) == code
    assert capsys.readouterr().out == f"{state:<9}words\n         → mend\n"


def test_it_runs_where_no_package_is_installed():
    command = [sys.executable, "-S", "-m", "helpers", "doctor"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and done.stderr == ""
    assert "missing  no psutil; " in done.stdout and "make lab" in done.stdout
    assert "ok       a free port on 127.0.0.1" in done.stdout

"""What `make lab` says where it cannot open JupyterLab, and how it opens it otherwise."""

import json
import socket
import subprocess
import sys

import pytest

from helpers import lab
from helpers.lab import CannotOpen


def test_a_busy_port_is_one_clear_line():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(CannotOpen, match=f"port {port} is in use; leave --port out"):
            lab._need_free_port([f"--port={port}"])


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpen, match="copy the course to a folder of yours"):
        lab._prepare_workspace(tmp_path / "file" / "workspaces")


def test_a_missing_package_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CannotOpen, match="jupyterlab and ipykernel missing"):
        lab._need_packages()


def test_a_missing_kernel_is_one_clear_line(monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def no_kernel(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", no_kernel)
    with pytest.raises(CannotOpen, match="no notebook kernel named python3; make it: "):
        lab._need_packages()


def test_the_command_line_says_it_in_one_line_and_fails():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        command = [sys.executable, "-m", "helpers", "lab", f"--port={port}"]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Loops & Threads: port {port} is in use")
    assert done.stderr.count("\n") == 1


def test_an_unknown_command_shows_the_usage():
    done = subprocess.run([sys.executable, "-m", "helpers", "lap"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "usage: python -m helpers lab" in done.stderr


def test_it_stays_on_loopback_with_the_token_and_the_course_as_root(tmp_path):
    words = lab.options(tmp_path, ["--no-browser"])
    assert "--ip=127.0.0.1" in words
    assert f"--ServerApp.root_dir={lab.COURSE}" in words
    assert not any("token" in word or "password" in word for word in words)
    assert (lab.COURSE / lab.FIRST).exists()


def test_a_learners_own_layout_is_not_overwritten(tmp_path):
    lab._prepare_workspace(tmp_path)
    (workspace,) = tmp_path.iterdir()
    assert json.loads(workspace.read_text())["metadata"]["id"] == "course"
    workspace.write_text("mine")
    lab._prepare_workspace(tmp_path)
    assert workspace.read_text() == "mine"

"""What `make lab` says where it cannot open JupyterLab, and how it opens it otherwise."""

import importlib.util
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.lab import CannotOpen, opening, workspace
from helpers.working_copy import CannotCopy

COPY = "notebooks/04_what_blocks_the_loop.ipynb"


@pytest.fixture
def launched(monkeypatch):
    """The options that JupyterLab would be launched with; no copy is made."""
    from jupyterlab.labapp import LabApp

    given = []
    monkeypatch.setattr(LabApp, "launch_instance", given.extend)
    monkeypatch.setattr(opening, "bring_in", lambda folder: [])
    return given


@pytest.fixture
def busy():
    """A port at which something listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_busy_port_is_one_clear_line(busy):
    for words in ([f"--port={busy}"], ["--port", str(busy)]):
        with pytest.raises(CannotOpen, match=f"port {busy} is in use; leave --port out"):
            opening._need_free_port(words)


@pytest.mark.parametrize("words", [["--port=abc"], ["--port", "-1"], ["--port"], ["--port=65536"]])
def test_a_port_that_is_none_is_one_clear_line(words):
    with pytest.raises(CannotOpen, match=r"is no port; write a number, such as --port=8890"):
        opening._need_free_port(words)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path, launched):
    (tmp_path / ".jupyter").write_text("")
    with pytest.raises(CannotOpen, match=r"cannot write in .* \(.*\); name a folder of yours"):
        opening.open_lab([], str(tmp_path))
    assert not launched


def test_jupyterlab_is_given_the_courses_settings_and_style(tmp_path, launched):
    opening.open_lab([], str(tmp_path))
    given = dict(word.partition("=")[::2] for word in launched)
    folder = Path(given["--LabApp.app_settings_dir"])
    assert "codeCellConfig" in (folder / "overrides.json").read_text()
    assert given["--LabApp.custom_css"] == "True"
    assert given["--ServerApp.tornado_settings"] == f"static_custom_path={folder}"
    assert "max-width" in (folder / "custom.css").read_text()


def test_a_copy_that_cannot_be_brought_up_to_date_is_opened_as_it_is(
    tmp_path, launched, monkeypatch, capsys
):
    def refuse(folder):
        raise CannotCopy("cannot write there (No space left on device)")

    monkeypatch.setattr(opening, "bring_in", refuse)
    with pytest.raises(CannotOpen, match="No space left"):
        opening.open_lab([], str(tmp_path))
    (tmp_path / opening.MARK).write_text("{}")
    opening.open_lab([], str(tmp_path))
    assert capsys.readouterr().err.startswith("Your copy stays as it was: cannot write there")
    assert f"--ServerApp.root_dir={tmp_path}" in launched


def test_a_missing_package_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CannotOpen, match="jupyterlab and ipykernel missing"):
        opening._need_packages()


def test_a_missing_kernel_is_one_clear_line(monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def no_kernel(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", no_kernel)
    with pytest.raises(CannotOpen, match="no notebook kernel named python3; make it: "):
        opening._need_packages()


def test_the_command_line_says_it_in_one_line_and_fails(busy):
    command = [sys.executable, "-m", "helpers", "lab", f"--port={busy}"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Loops & Threads: port {busy} is in use")
    assert done.stderr.count("\n") == 1


def test_it_stays_on_loopback_with_the_token_and_the_copy_as_root(tmp_path, launched):
    opening.open_lab(["--no-browser"], str(tmp_path))
    assert "--ip=127.0.0.1" in launched and launched[-1] == "--no-browser"
    assert f"--ServerApp.root_dir={tmp_path}" in launched
    assert not any("token" in word or "password" in word for word in launched)


def test_jupyterlabs_own_help_makes_no_copy(tmp_path, launched):
    opening.open_lab(["--no-browser", "--help-all"], str(tmp_path))
    assert launched == ["--help-all"] and list(tmp_path.iterdir()) == []


def test_on_a_hub_it_says_where_the_copy_is_in_the_jupyterlab_that_runs(
    tmp_path, launched, monkeypatch, capsys
):
    monkeypatch.delenv("COURSE_WORK", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ann/")
    opening.open_lab([])
    said = capsys.readouterr().out
    assert "/user/ann/lab/tree/loops-and-threads/notebooks/00_start_here.ipynb." in said
    assert not launched
    opening.open_lab(["--no-browser"])
    assert f"--ServerApp.root_dir={tmp_path / 'loops-and-threads'}" in launched


def test_on_a_hub_the_address_begins_at_the_folder_that_its_jupyterlab_shows(
    tmp_path, launched, monkeypatch, capsys
):
    monkeypatch.delenv("COURSE_WORK", raising=False)
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ann/")
    monkeypatch.setenv("JUPYTERHUB_ROOT_DIR", "~/loops-and-threads")
    opening.open_lab([])
    assert "/user/ann/lab/tree/notebooks/00_start_here.ipynb." in capsys.readouterr().out


def address(folder, launched) -> str:
    """Return the path of the notebook at which JupyterLab would open."""
    launched.clear()
    opening.open_lab([], str(folder))
    return next(word for word in launched if "default_url" in word).partition("/tree/")[2]


def leave(folder: Path, **data) -> None:
    """Store what JupyterLab remembers of its windows."""
    (file,) = (folder / ".jupyter" / "workspaces").iterdir()
    whole = {"layout-restorer:data": {"main": {}}, **data}
    file.write_text(json.dumps({"data": whole, "metadata": {"id": "course"}}))


def test_it_opens_where_the_learner_left_it(tmp_path, launched):
    assert address(tmp_path, launched) == opening.FIRST
    (tmp_path / "notebooks").mkdir()
    (tmp_path / COPY).write_text("{}")
    leave(tmp_path, **{"layout-restorer:data": {"main": {"current": f"notebook:{COPY}"}}})
    assert address(tmp_path, launched) == COPY
    opened = [{"path": "notebooks"}, {"path": "notebooks/gone.ipynb"}, {"path": COPY}]
    leave(tmp_path, **{"docmanager:recents": {"opened": opened}})
    assert address(tmp_path, launched) == COPY
    (tmp_path / "notebooks" / "my 100 %.ipynb").write_text("{}")
    current = "notebook:notebooks/my 100 %.ipynb"
    leave(tmp_path, **{"layout-restorer:data": {"main": {"current": current}}})
    assert address(tmp_path, launched) == "notebooks/my%20100%20%25.ipynb"
    (tmp_path / COPY).unlink()
    leave(tmp_path, **{"layout-restorer:data": {"main": {"current": f"notebook:{COPY}"}}})
    assert address(tmp_path, launched) == opening.FIRST


def test_a_learners_own_layout_is_not_overwritten_and_half_a_file_is(tmp_path):
    workspace.prepare(tmp_path)
    (file,) = (tmp_path / ".jupyter" / "workspaces").iterdir()
    leave(tmp_path, mine=1)
    workspace.prepare(tmp_path)
    assert json.loads(file.read_text())["data"]["mine"] == 1
    file.write_text('{"data": {"mine"')
    workspace.prepare(tmp_path)
    assert "@jupyterlab/toc:plugin" in file.read_text()

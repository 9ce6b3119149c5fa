"""Opens JupyterLab on the course: its folder as the root, the first lesson open, no pop-ups."""

import importlib.util
import os
import socket
import sys
from pathlib import Path

__all__ = ["CannotOpen", "open_lab", "options"]

HERE = Path(__file__).resolve().parent
COURSE = HERE.parents[1]
FIRST = "notebooks/00_start_here.ipynb"


class CannotOpen(Exception):
    """JupyterLab cannot be opened here; the message says why and what to do."""


def open_lab(arguments: list[str]) -> None:
    """Run JupyterLab in the foreground until it is stopped.

    Args:
        arguments: options passed on to JupyterLab, such as `--no-browser` or `--port=8890`.

    Raises:
        CannotOpen: a package or the kernel is missing, the folder is read-only, the port is taken.
    """
    _need_packages()
    _need_free_port(arguments)
    workspaces = _prepare_workspace(COURSE / ".jupyter" / "workspaces")
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(options(workspaces, arguments))


def options(workspaces: Path, arguments: list[str]) -> list[str]:
    """Return JupyterLab's options, with its token left on and the server on loopback."""
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        *("--ip=127.0.0.1", *as_root),
        f"--ServerApp.root_dir={COURSE}",
        f"--LabApp.workspaces_dir={workspaces}",
        f"--LabApp.default_url=/lab/workspaces/course/tree/{FIRST}",
        f"--LabApp.app_settings_dir={HERE / 'settings'}",
        *arguments,
    ]


def _need_packages() -> None:
    missing = [name for name in ("jupyterlab", "ipykernel") if not importlib.util.find_spec(name)]
    if missing:
        raise CannotOpen(
            f"{' and '.join(missing)} missing in {sys.executable}; install them: make lab"
        )
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        raise CannotOpen(
            "no notebook kernel named python3; make it: "
            f"{sys.executable} -m ipykernel install --sys-prefix"
        ) from None


def _need_free_port(arguments: list[str]) -> None:
    """Without --port JupyterLab finds a free one itself; with it, the learner wants that one."""
    wanted = [word.removeprefix("--port=") for word in arguments if word.startswith("--port=")]
    for port in wanted:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(port))) == 0:
                raise CannotOpen(f"port {port} is in use; leave --port out to get a free one")


def _prepare_workspace(folder: Path) -> Path:
    """Let JupyterLab start with the outline of the open notebook at its left."""
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            layout = (HERE / "workspace.json").read_text(encoding="utf-8")
            WorkspacesManager(str(folder)).save("course", layout)
    except OSError as error:
        raise CannotOpen(
            f"cannot write in {COURSE} ({error.strerror}); copy the course to a folder of yours"
        ) from None
    return folder

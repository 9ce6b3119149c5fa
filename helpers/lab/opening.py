"""Makes the learner's copy ready, and runs JupyterLab on it."""

import importlib.util
import itertools
import os
import socket
import sys
from pathlib import Path
from urllib.parse import quote

from helpers.lab.workspace import NAME, opened_last, prepare
from helpers.places import MARK, on_a_hub, shown, work_folder
from helpers.working_copy import ELSEWHERE, CannotCopy, bring_in

__all__ = ["FIRST", "LOOKS", "CannotOpen", "bring", "open_lab", "options"]

SETTINGS = Path(__file__).resolve().parent / "settings"
LABS_HELP = "--help-all"
FIRST = "notebooks/00_start_here.ipynb"
# The course's settings and style, on a learner's own machine and on a hub.
LOOKS = (
    f"--LabApp.app_settings_dir={SETTINGS}",
    "--LabApp.custom_css=True",  # settings/custom.css
    f"--ServerApp.tornado_settings=static_custom_path={SETTINGS}",
)


class CannotOpen(Exception):
    """JupyterLab cannot be opened here; the message says why and what to do."""


def open_lab(arguments: list[str], work: str | None = None) -> None:
    """Run JupyterLab in the foreground until it is stopped; on a hub, which has one, say where.

    Args:
        arguments: options passed on to JupyterLab, such as `--no-browser` or `--port=8890`; with
            `--help-all` it lists its own, and no copy is made.
        work: the working folder; by default the learner's usual one.

    Raises:
        CannotOpen: a package or the kernel is missing, the folder cannot be written, the port is
            taken or no number.
    """
    _need_packages()
    if LABS_HELP in arguments:
        _launch([LABS_HELP])
        return
    _need_free_port(arguments)
    folder = work_folder(work)
    bring(folder)
    if on_a_hub() and not arguments:
        print(_where_on_the_hub(folder))
        return
    try:
        workspaces = prepare(folder)
    except OSError as error:
        raise CannotOpen(
            f"cannot write in {shown(folder)} ({error.strerror}); {ELSEWHERE}"
        ) from None
    _launch(options(folder, workspaces, arguments))


def _launch(words: list[str]) -> None:
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(words)


def bring(folder: Path) -> None:
    """Bring the copy up to date, and say what was done; raise CannotOpen if there is none then."""
    try:
        for line in bring_in(folder):
            print(line, flush=True)
    except CannotCopy as error:
        if not (folder / MARK).is_file():
            raise CannotOpen(str(error)) from None
        print(f"Your copy stays as it was: {error}", file=sys.stderr, flush=True)


def options(folder: Path, workspaces: Path, arguments: list[str]) -> list[str]:
    """Return JupyterLab's options, with its token left on and the server on loopback."""
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    last = opened_last(folder, workspaces) or FIRST
    return [
        *("--ip=127.0.0.1", *as_root),
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.workspaces_dir={workspaces}",
        f"--LabApp.default_url=/lab/workspaces/{NAME}/tree/{quote(last)}",
        *LOOKS,
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
    for wanted in _values("--port", arguments):
        if not (wanted.isdecimal() and 0 <= int(wanted) < 1 << 16):
            raise CannotOpen(f"--port={wanted} is no port; write a number, such as --port=8890")
        with socket.socket() as probe:
            if int(wanted) and probe.connect_ex(("127.0.0.1", int(wanted))) == 0:
                raise CannotOpen(f"port {wanted} is in use; leave --port out to get a free one")


def _values(option: str, arguments: list[str]) -> list[str]:
    """Return the values of an option, which stand in its word or in the next one."""
    values = []
    for word, following in itertools.zip_longest(arguments, arguments[1:], fillvalue=""):
        name, equals, value = word.partition("=")
        if name == option:
            values.append(value if equals else following)
    return values


def _where_on_the_hub(folder: Path) -> str:
    """Return a line for a learner whose JupyterLab the hub has started already."""
    shows = os.environ.get("JUPYTERHUB_ROOT_DIR")
    root = Path(shows).expanduser() if shows else Path.home()
    inside = folder.relative_to(root) if folder.is_relative_to(root) else folder
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/").rstrip("/")
    address = f"{prefix}/lab/tree/{(inside / FIRST).as_posix()}"
    return (
        f"The hub has started a JupyterLab for you: open {shown(folder)}/{FIRST} in it, "
        f"or go to the hub's address followed by {address}."
    )

"""Starts JupyterHub with the course's configuration, in the environment of `make test-hub`."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["BIN", "PASSWORD", "Hub", "running_hub"]

COURSE = Path(__file__).resolve().parents[2]
BIN = COURSE / ".venv-hub" / "bin"
PROXY = COURSE / ".venv-hub" / "proxy" / "node_modules" / ".bin"
CONFIGURATION = "import helpers.lab as lab; print(lab.__path__[0] + '/jupyterhub_config.py')"
ACCOUNTS = Path(__file__).with_name("accounts.sh")
PASSWORD = "the word of the room"
AS_ROOT = os.geteuid() == 0


@dataclass(frozen=True)
class Hub:
    """A hub that runs: its address, its process, and the folder of its seats' homes."""

    url: str
    process: psutil.Process
    homes: Path

    def memory(self) -> float:
        """Return the MiB that hub, proxy and seats use, pages that they share counted once."""
        total = 0
        for process in (self.process, *self.process.children(recursive=True)):
            try:
                total += process.memory_full_info().pss
            except psutil.Error:  # it has ended meanwhile
                continue
        return total / 2**20


@contextmanager
def running_hub(folder: Path, seats: int) -> Iterator[Hub]:
    """Run the hub that the course describes, and end it with all that it has started.

    Root has accounts made for the seats, in a mount namespace of the hub's own, which leaves the
    machine's accounts as they are. Another user gets the configuration's trial.

    Args:
        folder: an empty folder for the hub's files and the homes.
        seats: how many accounts to make.

    Raises:
        RuntimeError: the hub did not start; the message holds its log.
    """
    port, log = _free_port(), folder / "hub.log"
    environment = {
        "PATH": f"{BIN}{os.pathsep}{PROXY}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "COURSE_HUB_PASSWORD": PASSWORD,
    }
    with log.open("w") as output:
        hub = subprocess.Popen(
            [*_namespace(folder, seats), *_hub(port)],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, hub, log)
        homes = folder / ("home" if AS_ROOT else "homes")
        yield Hub(url, psutil.Process(hub.pid), homes)
    finally:
        _end(hub)


def _namespace(folder: Path, seats: int) -> list[str]:
    if not AS_ROOT:
        return []
    own = ["unshare", "--mount", "--propagation", "private"]
    return [*own, "sh", str(ACCOUNTS), str(folder), str(seats)]


def _hub(port: int) -> list[str]:
    asked = [str(BIN / "python"), "-P", "-c", CONFIGURATION]
    configuration = subprocess.run(asked, capture_output=True, text=True, check=True, cwd="/")
    return [
        *(str(BIN / "jupyterhub"), "--config", configuration.stdout.strip()),
        f"--url=http://127.0.0.1:{port}",
        f"--JupyterHub.hub_port={_free_port()}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{_free_port()}",
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, hub: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 120
    while hub.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{url}/hub/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the hub did not start:\n{log.read_text()}")


def _end(hub: subprocess.Popen) -> None:
    """Let the hub end its seats, as Ctrl-C does, and then end what is left of them."""
    left = psutil.Process(hub.pid).children(recursive=True) if hub.poll() is None else []
    hub.send_signal(signal.SIGINT)
    try:
        hub.wait(120)
    finally:
        hub.kill()
        for process in left:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue

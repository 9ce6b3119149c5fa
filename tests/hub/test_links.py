"""A link of nbgitpuller brings a repository into a learner's folder, and leads into it."""

import asyncio
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.hub.hub import COURSE, running_hub
from tests.hub.seat import Seat

TARGET = "course"
LESSON = "notebooks/00_start_here.ipynb"


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Iterator[str]:
    """The address of a repository that holds the course as it is committed."""
    folder = tmp_path_factory.mktemp("repositories")
    bare = folder / "loops-and-threads.git"
    _git("init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    _git("push", "--quiet", str(bare), "HEAD:refs/heads/main", folder=COURSE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [f"--base-path={folder}", "--export-all", "--listen=127.0.0.1", f"--port={port}"]
    daemon = subprocess.Popen(["git", "daemon", *words])
    address = f"git://127.0.0.1:{port}/{bare.name}"
    try:
        _wait_for(address)
        yield address
    finally:
        daemon.terminate()
        daemon.wait(30)


def _git(*words: str, folder: Path | None = None) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 30
    while subprocess.run(["git", "ls-remote", address], capture_output=True).returncode:
        if time.monotonic() > end:
            raise RuntimeError(f"nothing serves {address}")
        time.sleep(0.1)


async def follow(seat: Seat, repository: str) -> tuple[str, str, str]:
    """Follow a link as a browser does.

    Returns the page that the link opens, what is told of the pull, and the path that is opened
    afterwards.
    """
    pulled = {"repo": repository, "branch": "main", "targetpath": TARGET}
    opened = f"lab/tree/{TARGET}/{LESSON}"
    link = f"{seat.url}/hub/user-redirect/git-pull?{urlencode({**pulled, 'urlpath': opened})}"
    async with seat.session.get(link, raise_for_status=True) as page:
        shown = await page.text()
    events = f"{seat.server}/git-pull/api?{urlencode(pulled)}"
    async with seat.session.get(events, raise_for_status=True) as told:
        said = await told.text()
    async with seat.session.get(f"{seat.server}/{opened}", raise_for_status=True) as page:
        return shown, said, page.url.path


def test_a_link_pulls_and_opens_the_lesson_and_the_copy_can_be_made_from_there(
    tmp_path, repository
):
    async def use(url: str) -> tuple[tuple[str, str, str], str, str]:
        async with Seat(url, "seat-01") as seat:
            await seat.start()
            followed = await follow(seat, repository)
            again = (await follow(seat, repository))[1]
            async with seat.kernel(LESSON) as kernel:
                move = f"cd ~/loops-and-threads/{TARGET}"
                _, said = await kernel.run(f"!{move} && python -m helpers lab")
            return followed, again, said

    with running_hub(tmp_path, 1) as hub:
        (shown, said, path), again, told = asyncio.run(use(hub.url))
    assert f"lab/tree/{TARGET}/{LESSON}" in shown
    assert '"phase": "finished"' in said and '"phase": "finished"' in again
    assert path == f"/user/seat-01/lab/tree/{TARGET}/{LESSON}"
    assert f"/user/seat-01/lab/tree/{LESSON}." in told

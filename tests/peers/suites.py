"""One side of a row of a library's own tests: `python -m tests.peers.suites LIBRARY SIDE FOLDER`.

The source distribution is unpacked into FOLDER, which is no part of this repository.
"""

import asyncio
import inspect
import os
import shutil
import subprocess
import sys
import tarfile
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.peers.adapters import ADAPTED
from tests.peers.harness import Reporter

__all__ = ["LIBRARIES", "fetch"]


class Library(NamedTuple):
    """Whose tests are run.

    files: of the folder `tests`. word: what a test must name, to be of interest.
    fixtures: the module that takes the place of `conftest.py`. sources: where the package lies.
    """

    files: tuple[str, ...]
    word: str
    sources: str
    fixtures: str = ""
    options: tuple[str, ...] = ()


LIBRARIES = {
    "anyio": Library(
        ("test_from_thread.py",),
        "start_blocking_portal",
        "src",
        "tests.peers.anyio_fixtures",
        ("-o", "anyio_mode=auto"),
    ),
    "janus": Library(
        ("test_sync.py", "test_async.py", "test_mixed.py"),
        "",
        ".",
        options=("-p", "no:anyio"),
    ),
}


def fetch(name: str, folder: Path) -> str:
    """Unpack a library's source distribution below `folder`; return its version.

    The version is that which is installed here, or else the newest. Raises SystemExit if the
    package index has none with tests.
    """
    try:
        wanted = f"{name}=={version(name)}"
    except PackageNotFoundError:
        wanted = name
    place, tools = folder / name, folder / "tools"
    if not tools.exists():  # building what describes the package must not depend on this one
        venv.create(tools, with_pip=True)
    command = [tools / "bin" / "python", "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--no-binary", ":all:", "--dest", place, wanted], check=True)
    (archive,) = place.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    source = place / archive.name.removesuffix(".tar.gz")
    if not (source / "tests").is_dir():
        raise SystemExit(f"the source distribution of {name} has no tests")
    lay_out(LIBRARIES[name], source, place)
    return archive.name.removesuffix(".tar.gz").rpartition("-")[2]


def lay_out(library: Library, source: Path, place: Path) -> None:
    """Put the tests into a package `peer`, with our fixtures, beside the library."""
    peer = place / "peer"
    peer.mkdir()
    (peer / "__init__.py").touch()
    if library.fixtures:
        (peer / "conftest.py").write_text(f"from {library.fixtures} import *\n")
    for file in library.files:
        shutil.copy(source / "tests" / file, peer)
    (place / "library").symlink_to(source / library.sources, target_is_directory=True)


class Plugin:
    """Runs some tests of a suite, and reports on them."""

    def __init__(self, word: str, first: int, count: int, tell: Reporter) -> None:
        self.word, self.first, self.count, self.tell = word, first, count, tell
        self.index, self.ended = first, False

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that are of interest, and of those the ones that were asked for."""
        found = [item for item in items if self.word in inspect.getsource(item.function)]
        items[:] = found[self.first : self.first + self.count]

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: Any) -> bool | None:
        """Run the coroutine of a test that is marked for pytest-asyncio, which is not needed."""
        if pyfuncitem.get_closest_marker("asyncio") is None:
            return None
        names = pyfuncitem._fixtureinfo.argnames
        asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
        return True

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self.tell.begin(self.index, nodeid.removeprefix("peer/"))
        self.index, self.ended = self.index + 1, False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A part of a test has ended; the first that did not pass decides."""
        if self.ended or (report.passed and report.when != "teardown"):
            return
        self.ended = True
        why = getattr(getattr(report.longrepr, "reprcrash", None), "message", "")
        self.tell.end(report.outcome, (why.splitlines() or [""])[0])


def main(name: str, side: str, folder: str, first: str, count: str, report: str) -> None:
    """Run `count` tests from the `first` on."""
    library, place, tell = LIBRARIES[name], Path(folder, name), Reporter(report)
    sys.path[:0] = [str(place), str(place / "library")]
    if side == "ours":
        ADAPTED[name]()
    plugin = Plugin(library.word, int(first), int(count), tell)
    options = [
        "-q",
        "--tb=native",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-W",
        "ignore",
        *library.options,
    ]
    rest = ["-c", os.devnull, "--rootdir", str(place), str(place / "peer")]
    pytest.main([*options, *rest], plugins=[plugin])
    tell(all=1)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])

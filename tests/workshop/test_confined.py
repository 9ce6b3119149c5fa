"""The board's child keeps an answer to its folder, by the audit events that Python sends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.workshop import confined
from helpers.workshop.confined import Refused, _hook

# Prints the events of these calls, each of which the board refuses to an answer.
CALLS = """
import os, socket, sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event))
open("x", "w").close()
os.chmod("x", 0o600), os.utime("x"), os.truncate("x", 0), os.rename("x", "y"), os.link("y", "z")
os.symlink("y", "s"), os.remove("y"), os.mkdir("a"), os.rmdir("a"), os.kill(os.getpid(), 0)
server = socket.socket()
server.bind(("127.0.0.1", 0)), server.listen()
socket.socket().connect(server.getsockname())
os.system("")
others = ("os.listdir", "import", "socket.__new__", "compile", "exec", "marshal.loads")
print(*{e for e in seen if e.startswith(("open", "os.", "socket.")) and e not in others})
"""
WRITE = os.O_WRONLY | os.O_CREAT


@pytest.fixture
def hook(tmp_path, monkeypatch):
    """The hook of a process whose folder is the present one, `own`, beside a folder `others`."""
    for name in ("own", "others"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "own")
    return _hook(os.path.realpath("."))


OTHERS = os.path.join("..", "others", "x")
REFUSED = {
    "write": ("open", OTHERS, "w", WRITE),
    "write bytes": ("open", os.fsencode(OTHERS), "w", WRITE),
    "append": ("open", Path(OTHERS), "a", os.O_APPEND | os.O_RDWR),
    "folder with a longer name": ("open", os.path.join("..", "own2"), "w", WRITE),
    "remove": ("os.remove", OTHERS, -1),
    "mkdir": ("os.mkdir", OTHERS, 0o777, -1),
    "chmod": ("os.chmod", os.path.join("..", "others"), 0, -1),
    "rename away": ("os.rename", "x", OTHERS, -1, -1),
    "rename here": ("os.rename", OTHERS, "x", -1, -1),
    "link": ("os.link", OTHERS, "x", -1, -1),
    "symlink": ("os.symlink", "x", OTHERS, -1),
    "kill": ("os.kill", 1, 9),
    "kill all": ("os.kill", -1, 9),
    "program": ("subprocess.Popen", "touch", ["touch"], None, None),
    "shell": ("os.system", b"touch x"),
    "exec": ("os.exec", "touch", ["touch"], None),
    "net": ("socket.connect", None, ("192.0.2.1", 80)),
    "net 6": ("socket.connect", None, ("2001:db8::1", 80, 0, 0)),
    "datagram": ("socket.sendto", None, ("192.0.2.1", 80)),
    "all addresses": ("socket.bind", None, ("", 80)),
    "socket elsewhere": ("socket.connect", None, "/run/other.sock"),
    "odd address": ("socket.connect", None, (7,)),
}
ALLOWED = {
    "read": ("open", OTHERS, "r", os.O_RDONLY),
    "own": ("open", "x", "w", WRITE),
    "own in a folder": ("open", os.path.join("a", "..", "x"), "w", WRITE),
    "a descriptor": ("open", 1, "w", WRITE),
    "nowhere": ("open", os.devnull, "w", WRITE),
    "no flags": ("open", OTHERS, None, None),
    "own rename": ("os.rename", "x", "y", -1, -1),
    "itself": ("os.kill", os.getpid(), 0),
    "loopback": ("socket.connect", None, ("127.0.0.1", 80)),
    "own socket": ("socket.bind", None, "x.sock"),
    "connected": ("socket.sendmsg", None, None),
    "others": ("import", "os", None, None, None, None),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused(hook, kind):
    event, *arguments = REFUSED[kind]
    with pytest.raises(Refused, match="the board lets no answer "):
        hook(event, tuple(arguments))


@pytest.mark.parametrize("kind", ALLOWED)
def test_allowed(hook, kind):
    event, *arguments = ALLOWED[kind]
    hook(event, tuple(arguments))


@pytest.mark.skipif(os.name != "posix", reason="links need rights, and groups exist nowhere else")
def test_links_lead_nowhere_and_groups_are_ones_own(hook):
    os.symlink(os.path.join("..", "others"), "link")
    with pytest.raises(Refused):
        hook("open", (os.path.join("link", "x"), "w", WRITE))
    hook("os.killpg", (os.getpgrp(), 0))
    with pytest.raises(Refused):
        hook("os.killpg", (1, 9))


def test_the_watchdog_writes_its_results_elsewhere(hook, monkeypatch):
    monkeypatch.setattr(confined, "CHILD", __file__)
    hook("open", (OTHERS, "w", WRITE))


@pytest.mark.skipif(os.name != "posix", reason="some of the calls exist nowhere else")
def test_the_events_have_the_names_that_python_sends(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CALLS], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    sent = set(done.stdout.split())
    watched = confined.ONE_PATH | confined.TWO_PATHS | confined.NET | confined.PROGRAMS | {"open"}
    assert len(sent) == 14, done.stderr
    assert sent <= watched | {"os.symlink", "os.kill", "os.killpg"}

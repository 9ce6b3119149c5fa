"""Packs that come by the net: all of a class at once, hostile requests, and kills at any moment."""

import gzip
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.workshop import sending, service
from helpers.workshop.commands import board_command
from helpers.workshop.files import NEW
from helpers.workshop.pack import MOST_BYTES, file_name, parse, text_of
from helpers.workshop.sending import CannotSend, ask, send
from helpers.workshop.service import PackService, split_address
from tests.workshop.packs import RIGHT, pack_of

ROOT = Path(__file__).resolve().parents[2]
PACK = pack_of("7", a01=RIGHT)
CONTENT = text_of(PACK).encode()
SERVER = """
import sys, time
from pathlib import Path
from helpers.workshop.service import PackService
with PackService(Path(sys.argv[1])) as service:
    print(service.url, flush=True)
    time.sleep(300)
"""


@pytest.fixture
def running(tmp_path, monkeypatch):
    """A running service whose clients do not wait between their tries."""
    monkeypatch.setattr(sending.time, "sleep", lambda _: None)
    with PackService(tmp_path / "packs") as found:
        yield found
    assert "pack service" not in {thread.name for thread in threading.enumerate()}


def stored(folder: Path) -> list[str]:
    """Return the seats of the stored packs; raise if a file is none."""
    return sorted(parse(path.read_bytes()).seat for path in folder.glob("*.json"))


def asked(running: PackService, body=CONTENT, method="PUT", path="/pack", **headers: str) -> int:
    """Send a request with the right token, and return the answer's status."""
    host, port = running._listener.getsockname()[:2]
    connection = http.client.HTTPConnection(host, port, timeout=60)
    try:
        given = {"Authorization": f"Bearer {running.token}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, given)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_class_sends_at_once(running):
    packs = [pack_of(str(number), a01=RIGHT) for number in range(25)]
    with ThreadPoolExecutor(25) as pool:
        said = list(pool.map(lambda pack: send(text_of(pack).encode(), running.url), packs))
    assert set(said) == {"The board has your pack, of 1 task"}
    assert stored(running._folder) == sorted(map(str, range(25)))
    assert {path.name for path in running._folder.glob("pack*")} == set(map(file_name, packs))


def test_only_packs_with_the_token_are_taken(running):
    base = running.url.rpartition("/")[0]
    for url in (f"{base}/wrong", f"{base}/{running.token}x", f"{base}/ü"):
        with pytest.raises(CannotSend):
            send(CONTENT, url)
        with pytest.raises(CannotSend):
            ask(url)
    ask(running.url)
    assert asked(running, Authorization="Bearer \xff") == 403
    assert asked(running, Authorization="") == 403
    assert not stored(running._folder)


REFUSED = {
    "no path": (404, {"path": "/"}),
    "a path upwards": (404, {"path": "/../../etc/passwd"}),
    "another method": (405, {"method": "POST"}),
    "a bomb": (415, {"body": gzip.compress(bytes(1 << 20)), "Content_Encoding": "gzip"}),
    "compressed": (415, {"body": gzip.compress(CONTENT), "Content_Encoding": "deflate"}),
    "too large": (413, {"body": b" " * (MOST_BYTES + 1)}),
    "a gigabyte announced": (413, {"body": b"", "Content_Length": str(1 << 30)}),
    "too large in chunks": (413, {"body": [b" " * 1_000] * (MOST_BYTES // 1_000 + 1)}),
    "no pack": (422, {"body": b"{}"}),
    "deep": (422, {"body": b"[" * 100_000}),
    "a path as id": (422, {"body": CONTENT.replace(PACK.id.encode(), b"../../" + b"a" * 26)}),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_other_requests_are_refused_and_leave_nothing(running, kind):
    status, request = REFUSED[kind]
    assert asked(running, **request) == status
    assert {path.name for path in running._folder.iterdir()} == {service.WORD_FILE}
    assert asked(running) == 200


def test_one_learner_sends_so_often_and_no_more(running, monkeypatch):
    assert [asked(running), asked(running)] == [200, 429]
    monkeypatch.setattr(service, "PER_PACK", 0.0)
    assert asked(running) == 200
    monkeypatch.setattr(service, "PER_PACK", 1e6)
    assert asked(running, text_of(pack_of("8", a01=RIGHT)).encode()) == 200


def test_all_together_send_so_often_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr(service, "PER_SECOND", 1)
    monkeypatch.setattr(service, "SPAN", 1e6)
    with PackService(tmp_path) as running:
        assert [asked(running), asked(running)] == [200, 429]


def test_a_full_board_takes_new_packs_of_known_seats_alone(running, monkeypatch):
    monkeypatch.setattr(service, "MOST_SEATS", 1)
    monkeypatch.setattr(service, "PER_PACK", 0.0)
    assert asked(running) == 200
    assert asked(running, text_of(pack_of("8", a01=RIGHT)).encode()) == 507
    assert asked(running) == 200


def test_a_disk_that_is_full_keeps_the_pack_before(running, monkeypatch):
    monkeypatch.setattr(service, "PER_PACK", 0.0)
    assert asked(running) == 200

    def fail(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.workshop.files.os.fsync", fail)
    assert asked(running, text_of(PACK).replace('"7"', '"8"').encode()) == 503
    assert stored(running._folder) == ["7"]


def test_a_connection_that_says_nothing_is_cut_off(monkeypatch, tmp_path):
    monkeypatch.setattr(service, "LIFE", 0.0)
    monkeypatch.setattr(service, "GLANCE", 0.02)
    with PackService(tmp_path) as running:
        for words in (b"", b"PUT /pack HTTP/1.1\r\nContent-Length: 9\r\n"):
            with socket.create_connection(running._listener.getsockname(), timeout=60) as silent:
                silent.sendall(words)
                try:
                    assert silent.recv(1) == b""
                except ConnectionResetError:
                    pass


def test_connections_beyond_many_are_cut_off(monkeypatch, tmp_path):
    monkeypatch.setattr(service, "CONNECTIONS", 1)
    monkeypatch.setattr(service, "GLANCE", 0.02)
    with PackService(tmp_path) as running:
        with socket.create_connection(running._listener.getsockname(), timeout=60) as first:
            with socket.create_connection(running._listener.getsockname(), timeout=60) as second:
                try:
                    assert second.recv(1) == b""
                except ConnectionResetError:
                    pass
            first.settimeout(0.0)
            with pytest.raises(BlockingIOError):
                first.recv(1)


@pytest.mark.skipif(os.name != "posix", reason="kills a process at once")
def test_a_service_killed_at_any_moment_has_what_it_said_it_has(tmp_path, monkeypatch):
    monkeypatch.setattr(sending, "TRIES", 1)
    folder, taken = tmp_path / "packs", set()
    command = [sys.executable, "-c", SERVER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            url = server.stdout.readline().strip()
            packs = [pack_of(str(number), a01=RIGHT) for number in range(40)]

            def send_one(pack) -> None:
                try:
                    send(text_of(pack).encode(), url)
                except CannotSend:
                    return
                taken.add(pack.seat)
                if len(taken) == 12:
                    server.send_signal(signal.SIGKILL)

            with ThreadPoolExecutor(8) as pool:
                list(pool.map(send_one, packs))
        finally:
            server.kill()
    assert len(taken) >= 12
    assert taken <= set(stored(folder)), "what was answered with 200 is there, whole"
    (folder / f"pack-{'a' * 24}.json{NEW}").write_text("half")
    with PackService(folder):
        assert not list(folder.glob(f"*{NEW}")), "of a service that was killed"
    assert taken <= set(stored(folder))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("127.0.0.1:0", ("127.0.0.1", 0)),
        ("8765", ("127.0.0.1", 8765)),
        ("192.168.1.5:8765", ("192.168.1.5", 8765)),
        ("[::1]:8765", ("::1", 8765)),
    ],
)
def test_addresses(text, found):
    assert split_address(text) == found


@pytest.mark.parametrize("text", ["", "here:80", "127.0.0.1:", "127.0.0.1:70000", "1.2.3.4:-1"])
def test_what_is_no_address(text):
    with pytest.raises(OSError, match="is no address and port"):
        split_address(text)


@pytest.mark.parametrize("text", ["0.0.0.0:8765", "[::]:8765"])
def test_an_address_is_one_that_learners_can_send_to(text):
    with pytest.raises(OSError, match="by which learners reach this machine"):
        split_address(text)


def test_the_url_holds_all_that_a_learner_needs_also_after_a_kill(tmp_path):
    with PackService(tmp_path / "a") as one, PackService(tmp_path / "b") as other:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[2-9a-z]{11}", one.url)
        assert one.token != other.token
    with PackService(tmp_path / "a") as again:
        assert again.token == one.token
    (tmp_path / "a" / service.WORD_FILE).write_text("x")
    with PackService(tmp_path / "a") as anew:
        assert anew.token not in ("x", one.token)


def test_a_port_that_is_taken_is_named(tmp_path, running, capsys):
    port = running._listener.getsockname()[1]
    words = [str(tmp_path), "--listen", str(port), "--page", str(tmp_path / "board.html")]
    assert board_command(words) == 2
    assert f"127.0.0.1:{port}: cannot be listened on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://x/y", "is no board's address"),
        ("http://127.0.0.1:8765", "is no board's address"),
        ("x", "is no board's address"),
        ("http://[::1", "is no board's address"),
        ("http://127.0.0.1:port/x", "is no board's address"),
        ("http://127.0.0.1:1/word", "nobody answers at 127.0.0.1:1"),
    ],
)
def test_sending_says_what_is_wrong(monkeypatch, url, words):
    waits = []
    monkeypatch.setattr(sending.time, "sleep", waits.append)
    with pytest.raises(CannotSend, match=words):
        send(CONTENT, url)
    assert waits == ([0.5, 1.0, 2.0, 4.0, 8.0] if "nobody" in words else [])


def test_sending_waits_as_long_as_it_is_told(monkeypatch):
    waits, answers = [], iter([(429, "many", 3.0), (503, "full", 99.0), (200, "taken", 0.0)])
    monkeypatch.setattr(sending, "_asked", lambda *_: next(answers))
    monkeypatch.setattr(sending.time, "sleep", waits.append)
    assert send(CONTENT, "http://127.0.0.1:1/word") == "taken"
    assert waits == [3.0, sending.LONGEST_PAUSE]

"""The practice service: its routes and counts, 2 000 requests at once, every way to stop it."""

import asyncio
import errno
import http.client
import json
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import aiohttp
import pytest

from helpers.practice_service import ROUTES, LoggedRequest, PracticeService
from tests.kernels import run_cells, text_of

LIMIT = 300  # seconds on a busy machine, for what may hang


@pytest.fixture
def site():
    before = set(threading.enumerate())
    with PracticeService() as service:
        yield service
    assert set(threading.enumerate()) == before


def get(site, path, headers=None, method="GET"):
    """Return (status, text) of one request over a connection of its own."""
    connection = http.client.HTTPConnection(site.base_url.removeprefix("http://"), timeout=LIMIT)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


async def fetch(client, url):
    """Return the status of one request, or the class of the client's error."""
    try:
        async with client.get(url) as answer:
            await answer.read()
            return answer.status
    except aiohttp.ClientError as error:
        return type(error)


async def fetch_all(urls):
    """Return what `fetch` returns for each URL, all of them asked at once."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        return await asyncio.gather(*(fetch(client, url) for url in urls))


async def until(condition):
    """Wait until `condition()`, which another thread brings about, is true."""
    async with asyncio.timeout(LIMIT):
        while not condition():  # noqa: ASYNC110 — another thread brings it about
            await asyncio.sleep(0.001)


# Routes


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/wait/0.01", 200, "waited 0.01 s\n"),
        ("/wait/0", 200, "waited 0 s\n"),
        ("/status/200", 200, "status 200\n"),
        ("/status/503", 503, "status 503\n"),
        ("/status/599", 599, "status 599\n"),
        ("/status/204", 204, ""),
        ("/status/304", 304, ""),
        ("/flaky/0", 200, "answered request 1\n"),
        ("/stream?n=3&every=0", 200, "line 1 of 3\nline 2 of 3\nline 3 of 3\n"),
        ("/stream?n=0", 200, ""),
        ("/wait/soon", 400, "wait must be a number of seconds from 0 to 3600, not 'soon'\n"),
        ("/wait/-1", 400, "wait must be a number of seconds from 0 to 3600, not '-1'\n"),
        ("/wait/nan", 400, "wait must be a number of seconds from 0 to 3600, not 'nan'\n"),
        ("/wait/inf", 400, "wait must be a number of seconds from 0 to 3600, not 'inf'\n"),
        ("/status/99", 400, "status must be a whole number from 200 to 599, not '99'\n"),
        ("/status/ok", 400, "status must be a whole number from 200 to 599, not 'ok'\n"),
        ("/flaky/x", 400, "number of failures must be a whole number from 0 to 3600, not 'x'\n"),
        ("/stream?n=1.5", 400, "n must be a whole number from 0 to 100000, not '1.5'\n"),
        ("/stream?every=", 400, "every must be a number of seconds from 0 to 3600, not ''\n"),
        ("/wait/0?delay=x", 400, "delay must be a number of seconds from 0 to 3600, not 'x'\n"),
    ],
)
def test_route(site, path, status, text):
    assert get(site, path) == (status, text)
    assert [(request.path, request.status) for request in site.log] == [(path, status)]


def test_json_echoes_path_and_query(site):
    status, text = get(site, "/json/a/b%20c?q=1&who=me%20too")
    assert status == 200
    assert json.loads(text) == {"path": ["a", "b c"], "query": {"q": "1", "who": "me too"}}
    assert site.log[0].path == "/json/a/b%20c?q=1&who=me%20too"


def test_routes_are_listed_at_the_root_and_for_unknown_paths(site):
    assert get(site, "/") == (200, f"A practice service. Its routes:\n\n{ROUTES}")
    assert get(site, "/nowhere/else") == (404, f"There is no /nowhere/else. Routes:\n\n{ROUTES}")


@pytest.mark.parametrize("line", [line for line in ROUTES.splitlines() if line.startswith("/")])
def test_each_listed_route_exists(site, line):
    path = line.split()[0]
    if path == "/drop":
        with pytest.raises(http.client.RemoteDisconnected):
            get(site, path)
        assert [request.status for request in site.log] == [None]
    else:
        assert get(site, path)[0] == (503 if path in ("/status/503", "/flaky/2") else 200)


def test_flaky_counts_each_url_by_itself(site):
    assert [get(site, "/flaky/2?by=ann")[0] for _ in range(4)] == [503, 503, 200, 200]
    assert get(site, "/flaky/2?by=bob") == (503, "failure 1 of 2: ask again\n")
    site.reset_counts()
    assert get(site, "/flaky/2?by=ann") == (503, "failure 1 of 2: ask again\n")


@pytest.mark.parametrize("path", ["/", "/json/x", "/status/404", "/nowhere", "/flaky/1", "/drop"])
def test_every_route_takes_a_delay(site, path):
    """Without the delay the service would answer, or hang up, and nothing were in flight."""

    async def delayed():
        async with aiohttp.ClientSession() as client:
            asking = asyncio.create_task(fetch(client, site.url(f"{path}?delay=3600")))
            await until(lambda: site.in_flight == 1)
            assert await fetch(client, site.url("/wait/0")) == 200
            still_waiting = site.in_flight == 1 and not asking.done()
            asking.cancel()
            return still_waiting

    assert asyncio.run(delayed())


def test_stream_comes_line_by_line(site):
    async def first_line():
        async with aiohttp.ClientSession() as client:
            async with client.get(site.url("/stream?n=2&every=3600")) as answer:
                assert answer.headers["Transfer-Encoding"] == "chunked"
                return await answer.content.readline()

    assert asyncio.run(first_line()) == b"line 1 of 2\n"


def test_other_methods_are_served(site):
    assert get(site, "/wait/0", method="POST") == (200, "waited 0 s\n")
    assert get(site, "/wait/0", method="HEAD") == (200, "")
    assert [request.method for request in site.log] == ["POST", "HEAD"]


# Counts


def test_counts_what_arrived_in_order(site):
    assert (site.requests, site.in_flight, site.most_in_flight, site.log) == (0, 0, 0, [])
    get(site, "/status/404", {"User-Agent": "browser"})
    get(site, "/wait/0?q=1", {"User-Agent": "browser", "X-Client": "ann"})
    assert site.log == [
        LoggedRequest("GET", "/status/404", "browser", 1, 404),
        LoggedRequest("GET", "/wait/0?q=1", "ann", 1, 200),
    ]
    assert (site.requests, site.in_flight, site.most_in_flight) == (2, 0, 1)
    site.reset_counts()
    assert (site.requests, site.in_flight, site.most_in_flight, site.log) == (0, 0, 0, [])


@pytest.mark.parametrize("path", ["/wait/0.02", "/stream?n=2&every=0.02"])
def test_high_water_mark_is_what_the_client_allows(site, path):
    """An answer is counted before it is sent, so that the next request never finds it open."""

    async def bounded():
        slots = asyncio.Semaphore(3)
        async with aiohttp.ClientSession() as client:

            async def one():
                async with slots:
                    return await fetch(client, site.url(path))

            return await asyncio.gather(*(one() for _ in range(30)))

    assert asyncio.run(bounded()) == [200] * 30
    assert (site.requests, site.most_in_flight, site.in_flight) == (30, 3, 0)


def test_reset_in_the_middle_keeps_what_is_in_flight(site):
    async def over_a_reset():
        async with aiohttp.ClientSession() as client:
            first = asyncio.create_task(fetch(client, site.url("/wait/3600")))
            await until(lambda: site.in_flight == 1)
            site.reset_counts()
            assert (site.requests, site.in_flight) == (0, 1)
            assert await fetch(client, site.url("/wait/0")) == 200
            first.cancel()
            await until(lambda: site.in_flight == 0)

    asyncio.run(over_a_reset())
    assert [(request.path, request.in_flight) for request in site.log] == [("/wait/0", 2)]


@pytest.mark.parametrize("path", ["/wait/3600", "/stream?n=100000&every=0"])
def test_request_given_up_by_its_client_is_no_longer_in_flight(site, path, capfd):
    async def give_up():
        async with aiohttp.ClientSession() as client:
            asking = asyncio.create_task(fetch(client, site.url(path)))
            await until(lambda: site.in_flight == 1)
            asking.cancel()
            assert await asyncio.wait([asking]) == ({asking}, set())
        await until(lambda: site.in_flight == 0)

    for _ in range(5):
        asyncio.run(give_up())
    assert site.requests == 5
    site.stop()
    assert capfd.readouterr() == ("", "")


def test_counts_may_be_read_from_other_threads(site):
    done, failures = threading.Event(), []

    def read():
        while not done.is_set():
            try:
                log, statuses = site.log, {request.status for request in site.log}
                assert 0 <= site.in_flight <= 50
                assert site.most_in_flight <= 50
                assert len(log) <= site.requests
                assert statuses <= {None, 200}
            except Exception as error:
                failures.append(error)
                return
            time.sleep(0.001)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        answers = asyncio.run(fetch_all([site.url("/wait/0.1")] * 50))
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert failures == []
    assert answers == [request.status for request in site.log] == [200] * 50


# Start, stop, and their errors


def test_start_and_stop_may_be_called_twice():
    site, before = PracticeService(), threading.active_count()
    site.stop()
    assert site.start() is site
    address = site.base_url
    assert site.start() is site
    assert (site.base_url, threading.active_count()) == (address, before + 1)
    assert get(site, "/wait/0")[0] == 200
    site.stop()
    site.stop()
    assert (site.requests, threading.active_count()) == (1, before)


def test_may_be_started_again_with_counts_anew():
    site = PracticeService()
    for _ in range(3):
        with site:
            assert get(site, "/flaky/1")[0] == 503
            assert (site.requests, site.in_flight) == (1, 0)


def test_same_port_again_while_its_old_connections_linger():
    with PracticeService() as site:
        port = int(site.base_url.rpartition(":")[2])
        get(site, "/wait/0")
    with PracticeService(port) as site:
        assert get(site, "/wait/0")[0] == 200


def test_busy_port_is_named_in_one_line(site):
    port = int(site.base_url.rpartition(":")[2])
    with pytest.raises(OSError) as caught:
        PracticeService(port).start()
    assert str(caught.value) == f"port {port} is in use; leave out port= to get a free one"


def test_forbidden_port_is_named_in_one_line(monkeypatch):
    def refuse(address, **options):
        raise PermissionError(errno.EACCES, f"denied (while attempting to bind on {address})")

    monkeypatch.setattr(socket, "create_server", refuse)
    message = r"^port 80 cannot be used \([^()]+\); leave out port= to get a free one$"
    with pytest.raises(OSError, match=message):
        PracticeService(80).start()


@pytest.mark.parametrize("port", [70_000, -1, "80"])
def test_impossible_port_is_named(port):
    with pytest.raises(ValueError, match=f"a whole number from 0 to 65535, not {port!r}"):
        PracticeService(port)


def test_url_needs_a_slash_and_a_running_service(site):
    assert site.url() == site.base_url + "/"
    assert site.url("/wait/0.2?q=1") == site.base_url + "/wait/0.2?q=1"
    with pytest.raises(ValueError, match=r'write "/wait/1", not "wait/1"'):
        site.url("wait/1")
    with pytest.raises(RuntimeError, match=r"not running: call start\(\)"):
        PracticeService().url("/")


def test_stop_from_many_threads_at_once():
    before = threading.active_count()
    site = PracticeService().start()
    threads = [threading.Thread(target=site.stop) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert threading.active_count() == before


def test_stop_in_the_middle_gives_clients_a_connection_error():
    async def interrupted():
        with PracticeService() as site:
            asking = asyncio.create_task(fetch_all([site.url("/wait/3600")] * 100))
            await until(lambda: site.in_flight == 100)
        return site, await asking

    site, errors = asyncio.run(interrupted())
    assert all(issubclass(error, aiohttp.ClientConnectionError) for error in errors)
    assert (site.requests, site.most_in_flight, site.in_flight) == (100, 100, 0)


# Whole processes: what they print (nothing) and what they leave behind (nothing)

# The clients are plain sockets: they bring no event loop and no thread.
PRELUDE = """
import _thread, asyncio, contextlib, os, signal, socket, sys, threading, time
from helpers.practice_service import PracticeService

def connect(site, path, number=100):
    clients = []
    for _ in range(number):
        client = socket.create_connection(site.base_url.removeprefix("http://").split(":"), 30)
        client.sendall(f"GET {path} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n".encode())
        clients.append(client)
    while site.requests < number:  # not `in_flight`: a short request may have gone by
        time.sleep(0.001)
    return clients

def read_to_the_end(clients):
    for client in clients:
        try:
            while client.recv(65_536):
                pass
        except ConnectionError:
            pass
        client.close()

def assert_nothing_left():
    assert threading.enumerate() == [threading.main_thread()], threading.enumerate()
    if os.path.isdir("/proc/self/fd"):
        links = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
        targets = [os.readlink(link) for link in links if os.path.islink(link)]
        assert not [target for target in targets if target.startswith("socket:")], targets
"""


def run_child(code):
    """Return (exit status, stdout, stderr) of `code` in a Python whose warnings are errors."""
    child = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRELUDE + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        cwd=Path(__file__).parent.parent,
    )
    return child.returncode, child.stdout, child.stderr


@pytest.mark.parametrize("path", ["/wait/3600", "/stream?n=9&every=3600", "/drop?delay=3600"])
def test_stop_in_the_middle_leaves_nothing(path):
    code = f"""
        site = PracticeService().start()
        clients = connect(site, {path!r})
        stopper = threading.Thread(target=site.stop)
        stopper.start()
        stopper.join()
        site.stop()
        assert site.in_flight == 0
        read_to_the_end(clients)
        assert_nothing_left()
    """
    assert run_child(code) == (0, "", "")


def test_stop_does_not_wait_for_a_client_that_reads_no_answers():
    """The client asks on until its send blocks: by then the service waits to send its answers."""
    code = """
        request = b"GET /json/" + 4_000 * b"x" + b" HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
        with PracticeService() as site:
            [client] = connect(site, "/wait/0.1", 1)
            client.settimeout(1)
            try:
                while True:
                    client.sendall(request)
            except TimeoutError:
                answered = site.requests
        assert answered > 1
        read_to_the_end([client])
        assert_nothing_left()
    """
    assert run_child(code) == (0, "", "")


def test_stop_while_clients_connect_leaves_nothing():
    code = """
        def connect_until_refused():
            while True:
                try:
                    with socket.create_connection(address, 30) as client:
                        client.sendall(b"GET /wait/3600 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
                        clients.append(client.dup())
                    time.sleep(0.001)  # let the service come to its turn
                except ConnectionError:
                    return

        for _ in range(20):
            clients = []
            site = PracticeService().start()
            address = ("127.0.0.1", int(site.base_url.rpartition(":")[2]))
            threads = [threading.Thread(target=connect_until_refused) for _ in range(3)]
            for thread in threads:
                thread.start()
            while site.requests < 20:
                time.sleep(0.001)
            site.stop()
            for thread in threads:
                thread.join()
            read_to_the_end(clients)
            assert_nothing_left()
    """
    assert run_child(code) == (0, "", "")


def test_thread_that_cannot_be_started_leaves_nothing():
    code = """
        def refuse(thread):
            raise RuntimeError("can't start new thread")

        site, start = PracticeService(), threading.Thread.start
        threading.Thread.start = refuse
        try:
            site.start()
        except RuntimeError as error:
            assert str(error) == "can't start new thread"
        assert_nothing_left()
        threading.Thread.start = start
        with site:
            read_to_the_end(connect(site, "/drop?delay=0.01", 1))
        assert_nothing_left()
    """
    assert run_child(code) == (0, "", "")


def test_keyboard_interrupt_in_the_middle_leaves_nothing():
    code = """
        try:
            with PracticeService() as site:
                clients = connect(site, "/wait/3600")
                threading.Timer(0.05, _thread.interrupt_main).start()
                while True:
                    site.log, site.most_in_flight
        except KeyboardInterrupt:
            read_to_the_end(clients)
            for thread in threading.enumerate():  # the timer may be about to end
                if thread is not threading.main_thread():
                    thread.join(1)
            assert_nothing_left()
            sys.exit(3)
    """
    assert run_child(code) == (3, "", "")


@pytest.mark.parametrize("meanwhile", ["site.log, site.in_flight", "clients[0].recv(1)"])
def test_stop_from_a_signal_handler(meanwhile):
    """The handler runs in the middle of a read of the counts, or of a blocking call."""
    code = f"""
        stopped = []
        def handler(signal_number, frame):
            site.stop()
            stopped.append(signal_number)

        signal.signal(signal.SIGTERM, handler)
        site = PracticeService().start()
        clients = connect(site, "/wait/3600")
        killer = threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGTERM))
        killer.start()
        clients[0].settimeout(1)  # a signal just before a blocking call does not interrupt it
        while not stopped:
            with contextlib.suppress(OSError):
                {meanwhile}
        killer.join()
        read_to_the_end(clients)
        assert_nothing_left()
    """
    if sys.platform == "win32":
        pytest.skip("Windows ends a process that is sent SIGTERM; it runs no handler")
    assert run_child(code) == (0, "", "")


def test_stop_from_signal_handlers_at_any_point_of_a_stop():
    code = """
        signal.signal(signal.SIGTERM, lambda *_: site.stop())
        over = False
        def interrupt():
            while not over:
                _thread.interrupt_main(signal.SIGTERM)
                time.sleep(0.0003)

        site = PracticeService()
        interrupter = threading.Thread(target=interrupt)
        interrupter.start()
        for _ in range(100):
            site.start()
            site.stop()
        over = True
        interrupter.join()
        site.stop()
        assert_nothing_left()
    """
    assert run_child(code) == (0, "", "")


@pytest.mark.parametrize(
    ("ending", "status", "output"),
    [("", 0, "1\n"), ("sys.exit(3)", 3, "1\n"), ("site.stop()", 0, "1\n"), ("os._exit(4)", 4, "")],
)
def test_interpreter_exit_in_the_middle_ends_the_thread(ending, status, output):
    code = f"""
        import atexit
        atexit.register(lambda: print(threading.active_count()))
        site = PracticeService().start()
        for client in connect(site, "/wait/3600"):
            client.detach()  # left open without a warning
        {ending}
    """
    assert run_child(code) == (status, output, "")


def test_interpreter_exit_waits_for_threads_that_still_ask():
    code = """
        def ask():
            time.sleep(0.1)  # the main thread has ended by then
            [client] = connect(site, "/drop?delay=0.1", 1)
            read_to_the_end([client])
            print(site.requests)

        site = PracticeService().start()
        threading.Thread(target=ask).start()
    """
    assert run_child(code) == (0, "1\n", "")


TWO_THOUSAND = """
    import aiohttp, resource
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))

    async def main():
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
            async def ask():
                async with client.get(site.url("/wait/3600" if hold else "/wait/0")) as answer:
                    return answer.status

            tasks = [asyncio.create_task(ask()) for _ in range(2_000)]
            if hold:
                while site.in_flight < 2_000:
                    await asyncio.sleep(0.01)
                site.stop()
            return await asyncio.gather(*tasks, return_exceptions=True)

    for hold in (False, True):
        with PracticeService() as site:
            try:
                site.require_room(2_000)
            except RuntimeError as error:
                sys.exit(f"skip: {error}")
            answers = asyncio.run(main())
        assert (site.requests, site.in_flight) == (2_000, 0), site.requests
        if hold:
            assert site.most_in_flight == 2_000
            assert all(isinstance(answer, aiohttp.ClientConnectionError) for answer in answers)
        else:
            assert answers == [200] * 2_000
    assert_nothing_left()
"""


def test_holds_two_thousand_requests_at_once_and_drops_them_at_once():
    """The child starts with a soft limit of 256 open files."""
    pytest.importorskip("resource")
    status, output, errors = run_child(TWO_THOUSAND)
    if errors.startswith("skip: "):
        pytest.skip(errors)
    assert (status, output, errors) == (0, "", "")


def test_too_low_a_hard_limit_is_explained():
    pytest.importorskip("resource")
    code = """
        import resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (100, 1_000))
        with PracticeService() as site:
            assert resource.getrlimit(resource.RLIMIT_NOFILE) == (1_000, 1_000)
            site.require_room(300)
            site.require_room()
    """
    status, output, errors = run_child(code)
    assert (status, output) == (1, "")
    assert errors.splitlines()[-1] == (
        "RuntimeError: 2000 open requests need 4256 open files, but this process may have 1000: "
        "ask for fewer, or raise the hard limit (`ulimit -Hn`)"
    )


def test_works_in_a_live_kernel():
    cells = [
        "import aiohttp, asyncio, threading\n"
        "from helpers.practice_service import PracticeService\n"
        "before = threading.active_count()\n"
        "site = PracticeService().start()",
        "async with aiohttp.ClientSession() as client:\n"
        "    async with client.get(site.url('/json/a')) as answer:\n"
        "        print(await answer.json())",
        "site.stop()\nprint(site.requests, threading.active_count() - before)",
    ]
    shown = [text_of(outputs) for outputs in run_cells(cells)]
    assert shown == ["", "{'path': ['a'], 'query': {}}", "1 0"]

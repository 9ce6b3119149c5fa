"""The hub that the course describes: what a seat finds, what it cannot do, and what stays."""

import asyncio
import os
import pwd
from collections.abc import Iterator

import pytest

from tests.grading.answers import stored_answers
from tests.hub.hub import AS_ROOT, Hub, running_hub
from tests.hub.seat import Seat
from tests.hub.seats import EXERCISE, LESSON, is_right, run_lesson, solve

FIRST = "notebooks/00_start_here.ipynb"
NOTES = f"exercises/{EXERCISE}.ipynb"
NAMES = ("seat-01", "seat-02")
with_accounts = pytest.mark.skipif(not AS_ROOT, reason="only root can start others' servers")


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    """What runs the coroutines of all tests: their sessions belong to one loop."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Iterator[Hub]:
    """The hub, with accounts for two seats."""
    with running_hub(tmp_path_factory.mktemp("hub"), len(NAMES)) as hub:
        yield hub


@pytest.fixture(scope="module")
def seats(hub, loop) -> Iterator[list[Seat]]:
    """Two seats that have logged in, and whose servers run."""
    seats = [Seat(hub.url, name) for name in NAMES]

    async def begin() -> None:
        for seat in seats:
            await seat.__aenter__()
        await asyncio.gather(*(seat.start() for seat in seats))

    async def end() -> None:
        for seat in seats:
            await seat.__aexit__(None, None, None)

    loop.run(begin())
    yield seats
    loop.run(end())


@pytest.fixture
def told(seats, loop):
    """A function that runs a cell in the first seat, in the folder of its lessons."""

    async def run(source: str) -> str:
        async with seats[0].kernel(FIRST) as kernel:
            return (await kernel.run(source))[1]

    return lambda source: loop.run(run(source))


def test_who_has_no_seat_is_not_let_in(hub, loop):
    async def log_in() -> None:
        async with Seat(hub.url, "stranger"):
            pass

    with pytest.raises(PermissionError, match="stranger may not log in"):
        loop.run(log_in())


def test_a_seat_begins_on_the_first_lesson_of_its_own_copy_or_where_a_link_leads(seats, loop, hub):
    async def look() -> tuple[str, list, str]:
        seat = seats[0]
        async with seat.session.get(seat.server, raise_for_status=True) as page:
            path = page.url.path
        link = f"{seat.url}/hub/user-redirect/lab/tree/{NOTES}"
        async with seat.session.get(link, raise_for_status=True) as page:
            assert page.url.path == f"/user/seat-01/lab/tree/{NOTES}"
        names = [entry["name"] for entry in (await seat.get("contents/"))["content"]]
        asked = f"{seat.server}/lab/api/settings/@jupyterlab/docmanager-extension:plugin"
        async with seat.session.get(asked, raise_for_status=True) as settings:
            said = await settings.text()
        async with seat.session.get(f"{seat.server}/custom/custom.css") as style:
            return path, names, said + await style.text()

    path, names, settings = loop.run(look())
    assert path == f"/user/seat-01/lab/tree/{FIRST}"
    assert {"notebooks", "exercises"} <= set(names)
    assert "Markdown Preview" in settings and "max-width" in settings
    assert (hub.homes / "seat-01" / "loops-and-threads" / FIRST).is_file()


def test_its_kernels_are_its_own_and_know_its_folder(told):
    said = told(
        "import os, pathlib, pwd, sys, helpers\n"
        "from helpers.places import work_folder\n"
        "print(pwd.getpwuid(os.getuid()).pw_name, helpers.__file__.startswith(sys.prefix))\n"
        "print(work_folder().relative_to(pathlib.Path.home()))"
    )
    account = "seat-01" if AS_ROOT else pwd.getpwuid(os.getuid()).pw_name
    assert said == f"{account} True\nloops-and-threads\n"


def test_python_in_a_terminal_is_the_courses(told):
    assert " tasks, 0 done" in told("!python -m helpers progress")


@with_accounts
@pytest.mark.parametrize(
    "attempt",
    [
        "open(__import__('helpers').__file__, 'a')",
        "__import__('os').listdir('/home/seat-02')",
        "open('/proc/{hub}/environ').read()",
    ],
    ids=["change the course", "look into another home", "read the hub's password"],
)
def test_a_seats_account_may_not(told, hub, attempt):
    assert "PermissionError" in told(attempt.replace("{hub}", str(hub.process.pid)))


def test_a_seat_may_not_use_another_seats_server(seats, loop):
    async def ask() -> int:
        async with seats[0].session.get(f"{seats[1].server}/api/contents/") as answer:
            return answer.status

    assert loop.run(ask()) in (403, 404)


@with_accounts
def test_a_kernel_takes_commands_at_sockets_in_the_home_and_not_at_ports(told):
    said = told(
        "import os; from ipykernel.connect import get_connection_info\n"
        "info = get_connection_info(unpack=True)\n"
        "print(info['transport'], info['ip'].startswith(os.path.expanduser('~')))"
    )
    assert said == "ipc True\n"


def test_a_lesson_runs_whole(seats, loop):
    assert loop.run(run_lesson(seats[0])) == []


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_an_answer_is_judged(seats, loop, kind):
    answers = (each for each in stored_answers() if (each.exercise, each.letter) == (LESSON, "a"))
    answer = next(each for each in answers if each.name.startswith(kind))
    said, _ = loop.run(solve(seats[0], answer))
    assert is_right(answer, said), said


def test_what_a_seat_wrote_is_there_when_its_server_starts_again(seats, loop):
    async def write_and_come_back() -> str:
        notebook = await seats[0].notebook(NOTES)
        notebook["cells"][-1]["source"] += "\n# mine"
        await seats[0].save(NOTES, notebook)
        await seats[0].stop()
        await seats[0].start()
        return (await seats[0].notebook(NOTES))["cells"][-1]["source"]

    assert loop.run(write_and_come_back()).endswith("# mine")


def test_a_server_starts_on_the_copy_as_it_is_where_it_cannot_be_brought_up_to_date(seats, loop):
    spoil = "rm ~/loops-and-threads/.course.json; chmod 500 ~/loops-and-threads"

    async def come_back() -> dict:
        async with seats[1].kernel(FIRST) as kernel:
            await kernel.run(f"!{spoil}")
        await seats[1].stop()
        await seats[1].start()
        return await seats[1].notebook(FIRST)

    assert loop.run(come_back())["cells"]

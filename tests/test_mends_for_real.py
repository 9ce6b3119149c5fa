"""Runs the mended forms of lessons 02 to 07 that their cells show in virtual time with real ones.

The cells are the lessons' own. Asserted are orders and overlaps that hold on a busy machine.
"""

import asyncio
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace

import pytest

from helpers.practice_service import PracticeService
from tests.real_threads import COURSE, defined, side_by_side

# ---- lesson 02: the practice service in place of the sleeps ----


@pytest.fixture(scope="module")
def tasks() -> SimpleNamespace:
    return defined(
        "notebooks/02_coroutines_and_tasks.ipynb",
        "wild-await wild-await-right get ask three stop stop-run cancelled"
        " cleanup hold keep polite bounded keep-answers save-inside save-outside",
        say=lambda words: None,
        # What a cell runs itself, in virtual time, is not run here.
        run=lambda coroutine: coroutine.close(),
        timed=lambda coroutine: coroutine.close(),
        watch=lambda program: program(),
    )


def most_in_flight(tasks: SimpleNamespace, program: str, *args: object) -> int:
    """Run a program of the lesson with requests for sleeps, and say how many were open at once."""

    async def request(city: str, seconds: float) -> None:
        await tasks.get(site.url("/wait/0.8"))

    with PracticeService() as site:
        tasks.names["fetch"] = request
        asyncio.run(getattr(tasks, program)(*args))
        return site.most_in_flight


def test_tasks_made_first_have_their_requests_in_flight_at_once(tasks):
    assert most_in_flight(tasks, "await_each_task") == 1
    assert most_in_flight(tasks, "make_all_tasks_first") == 2


def test_one_semaphore_keeps_five_requests_to_two(tasks):
    assert most_in_flight(tasks, "bounded", tasks.polite_fetch) == 2


def heard(tasks: SimpleNamespace) -> list[str]:
    """Return a list that gets what the lesson's cells say from now on."""
    words: list[str] = []
    tasks.names["say"] = words.append
    return words


def test_stopped_by_hand_the_others_clean_up_before_the_error_comes_out(tasks):
    words = heard(tasks)
    with pytest.raises(OSError, match="Lima"):
        asyncio.run(tasks.gather_and_stop())
    assert words == ["Pune has cleaned up", "Oslo has cleaned up"]


def test_a_cleanup_with_a_limit_ends_although_the_service_never_answers(tasks):
    words = heard(tasks)
    asyncio.run(tasks.cancelled(tasks.visit))
    assert words == ["the waiter has ended"]


def test_a_task_in_a_set_outlives_the_garbage_collector(tasks, capsys):
    async def remember() -> None:
        tasks.start(tasks.hold("listener", asyncio.Queue().get()))
        await asyncio.sleep(0)
        tasks.gc.collect()
        print("collected")

    asyncio.run(remember())
    assert capsys.readouterr().out.split("\n")[:2] == ["collected", "listener ends"]


def test_an_answer_that_came_in_time_is_recorded_or_saved_past_the_limit(tasks):
    async def fetch(city: str, seconds: float) -> str:
        await asyncio.sleep(seconds)
        return city

    words, tasks.names["fetch"] = heard(tasks), fetch
    with pytest.raises(TimeoutError):
        asyncio.run(tasks.in_time_or_not())
    asyncio.run(tasks.save_outside())
    assert words == ["recorded Lima", "Lima saved"]


# ---- lesson 03 ----


@pytest.fixture(scope="module")
def futures() -> SimpleNamespace:
    cells = "download wild-submit-right failing report"
    return defined("notebooks/03_futures.ipynb", cells, found=[], with_pool=lambda main: None)


def test_the_callback_finds_the_exception_of_a_real_pools_job(futures):
    with ThreadPoolExecutor(1) as pool:
        futures.submit(pool)
    assert futures.found == ["LookupError('no such city')"]


def test_the_twin_of_a_real_pools_job_can_be_awaited(futures):
    with ThreadPoolExecutor(1) as pool:
        assert asyncio.run(futures.await_the_twin(pool)) == "Oslo: 4 °C"


def test_a_stop_iteration_in_a_thread_ends_no_await_on_python_3_11():
    async def outcome(*default: object) -> str:
        asked = asyncio.ensure_future(asyncio.to_thread(next, iter(()), *default))
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        await asyncio.wait([asked], timeout=0.5)
        if not asked.done():
            return "waits"
        return repr(asked.exception() or asked.result())

    assert asyncio.run(outcome(None)) == "None"
    if sys.version_info[:2] != (3, 12):  # its later releases differ from its first ones
        ended = asyncio.run(outcome())
        assert ended == "waits" if sys.version_info < (3, 12) else "RuntimeError" in ended


# ---- lessons 04 and 05 ----


def test_beside_a_real_thread_that_computes_the_heart_goes_on():
    chat = defined("notebooks/04_what_blocks_the_loop.ipynb", "heart chat gentle-chat")
    span: list[float] = []

    def job() -> None:
        span.append(chat.time.monotonic())
        chat.work(0.6)
        span.append(chat.time.monotonic())

    beats = asyncio.run(chat.gentle_chat(job))
    assert any(span[0] < beat < span[1] for beat in beats)


@pytest.fixture(scope="module")
def threads() -> SimpleNamespace:
    cells = "watch watch-for pauses local-vars number-seen follow-mended"
    return defined("notebooks/05_threads_and_the_gil.ipynb", cells)


def test_an_event_cuts_a_real_pause_short(threads):
    *_, looked, stopped, _ = sorted(
        float(line.split()[2].removesuffix(":"))
        for line in threads.watch_for_a_while(threads.listens)
    )
    assert stopped - looked < 1  # the pause is 1 s


def test_a_copied_context_follows_into_a_real_thread(threads):
    assert asyncio.run(threads.mended_way()) == 7


# ---- lesson 06: real threads, which pause where an unmended form would fail ----

PAUSE = 0.002  # seconds: long enough for another thread to come in between


class SlowLock:
    """A real lock whose owner pauses as soon as it has it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def acquire(self, timeout: float = -1) -> bool:
        taken = self.lock.acquire(timeout=timeout)
        time.sleep(PAUSE)
        return taken

    def release(self) -> None:
        self.lock.release()

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()


@pytest.fixture(scope="module")
def races() -> SimpleNamespace:
    return defined(
        "notebooks/06_races_and_locks.ipynb",
        "counter-class connection lock-act ask-twice download notify mended all-notified account"
        " tills bank transfers ordered give-up task-counter task-adds",
    )


def read_by_two(races: SimpleNamespace, load) -> list[str]:
    """Let two readers wait for what `load` loads, and return what they have read."""
    download = races.Download()

    def load_late() -> None:
        time.sleep(0.1)  # by now both wait
        load(download)

    def wake() -> None:
        with download.condition:
            download.condition.notify_all()

    readers = [partial(races.read_when_there, download)] * 2
    side_by_side(*readers, load_late, patience=2, rescue=wake)
    return download.read


def test_notify_all_wakes_both_real_readers(races):
    assert read_by_two(races, races.load_and_notify_all) == ["report", "report"]
    with pytest.raises(AssertionError, match="waits for ever"):
        read_by_two(races, races.load_and_notify)


def times_opened(races: SimpleNamespace, open_it) -> int:
    """Let four threads open a connection that is slow to say whether it is ready."""

    class Slow(races.Connection):
        @property
        def ready(self) -> bool:
            answer = self.is_ready
            time.sleep(PAUSE)
            return answer

        @ready.setter
        def ready(self, value: bool) -> None:
            self.is_ready = value

    connection = Slow()
    side_by_side(*[partial(open_it, connection)] * 4)
    return connection.made


def test_a_connection_is_opened_once_by_real_threads(races):
    assert times_opened(races, races.ask_twice) == 1
    assert times_opened(races, races.lock_the_act) > 1


def slow_bank() -> SimpleNamespace:
    return SimpleNamespace(ada=SlowLock(), bob=SlowLock(), made=0)


def test_real_threads_that_take_two_locks_in_one_order_never_stand_still(races):
    def both(bank: SimpleNamespace, *ways) -> None:
        calls = [partial(way, bank) for way in ways]
        side_by_side(*calls, patience=2, rescue=bank.bob.release)

    for _ in range(20):
        both(slow_bank(), races.ada_to_bob, races.bob_to_ada_in_order)
    with pytest.raises(AssertionError, match="waits for ever"):
        for _ in range(20):
            both(slow_bank(), races.ada_to_bob, races.bob_to_ada)


def test_two_real_transfers_with_a_limit_both_come_to_an_end(races):
    bank = slow_bank()
    side_by_side(
        lambda: races.transfer(bank, bank.ada, bank.bob),
        lambda: races.transfer(bank, bank.bob, bank.ada),
    )
    assert not bank.ada.lock.locked() and not bank.bob.lock.locked()


def test_real_threads_that_take_a_reentrant_lock_lose_no_coin(races):
    till = races.with_rlock()
    side_by_side(*[lambda: [till.put_two() for _ in range(2000)]] * 4)
    assert till.coins == 16_000


def test_tasks_of_a_real_loop_lose_no_update_under_the_lock(races):
    async def together(add) -> int:
        counter = races.TaskCounter()
        await asyncio.gather(*(add(counter) for _ in range(50)))
        return counter.value

    assert asyncio.run(together(races.add_around_an_await)) < 50
    assert asyncio.run(together(races.add_under_lock)) == 50


# ---- lesson 07 ----


def test_with_a_pool_made_outside_a_real_coroutine_gives_up_in_time(monkeypatch):
    monkeypatch.syspath_prepend(COURSE / "notebooks")  # the lesson imports functions of data/
    pools = defined("notebooks/07_executors.ipynb", "export give-up")
    log: list[str] = []
    with ThreadPoolExecutor(1) as pool:
        asyncio.run(pools.give_up(pool, log))
    assert [line.partition(" ")[2] for line in log] == ["gave up", "exported"]

"""Stresses the course's own answers of lessons 01 to 08 with real threads, loops and clocks.

The checks judge answers in virtual time, or in the orders that they try; here real threads, which
switch far more often than usual, try to break what each statement promises.
"""

import asyncio
import contextlib
import random
import threading
import time
from collections import Counter
from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import partial

import pytest

from tests.real_threads import defined, quick_switches, side_by_side


@pytest.fixture(autouse=True)
def often():
    with quick_switches():
        yield


def answers(subject: str, cells: str):
    return defined(f"solutions/{subject}.ipynb", cells)


def run_quietly(coroutine) -> object:
    """Run a coroutine on a real loop, and fail if the loop has anything to report."""
    heard: list[str] = []

    async def main() -> object:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: heard.append(str(context)))
        return await coroutine

    value = asyncio.run(main())
    assert not heard
    return value


def of_one(who: int, items: list[tuple[int, int]]) -> list[int]:
    """Return the numbers of one writer among `(writer, number)`, in their order."""
    return [number for writer, number in items if writer == who]


# ---- 01 ----


def test_01_a_each_caller_gets_its_own_answer_or_error():
    report = answers("01_event_loops", "a-given a-attempt").report
    before = threading.active_count()

    def ask(city: str, degrees: int | None) -> None:
        with pytest.raises(KeyError) if degrees is None else contextlib.nullcontext():
            assert report(city) == degrees

    side_by_side(
        *(partial(ask, *each) for each in [("Oslo", -3), ("Lima", 24), ("Atlantis", None)])
    )
    assert threading.active_count() == before


def test_01_c_no_call_of_six_threads_is_lost_or_out_of_order():
    names = answers("01_event_loops", "b-given c-given c-attempt")
    loop, log = names.WakingLoop(), []
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def call(caller: int) -> None:
        for number in range(3000):
            loop.call_soon_threadsafe(log.append, (caller, number))

    side_by_side(*(partial(call, caller) for caller in range(6)))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    assert [of_one(caller, log) for caller in range(6)] == [list(range(3000))] * 6


# ---- 02 ----


def short(draw: random.Random) -> float:
    return draw.random() / 50


def test_02_a_and_b_keep_the_order_and_the_bound():
    names = answers("02_coroutines_and_tasks", "a-given a-attempt b-given b-attempt")
    draw, under_way, most = random.Random("02"), Counter(), []

    async def fetch(page: int) -> int:
        under_way["now"] += 1
        most.append(under_way["now"])
        await asyncio.sleep(short(draw))
        under_way["now"] -= 1
        return -page

    names.names |= {"fetch": fetch, "temperature": fetch}
    assert run_quietly(names.report(range(40))) == [-page for page in range(40)]
    assert max(most) == 40
    most.clear()
    assert run_quietly(names.fetch_all(range(60), 7)) == [-page for page in range(60)]
    assert max(most) == 7


def test_02_c_and_d_leave_nothing_running_whenever_they_are_cancelled():
    names = answers("02_coroutines_and_tasks", "c-given c-attempt d-given d-attempt")
    draw, begun, ended = random.Random("02.cd"), [], []

    async def wait(*args: object) -> object:
        begun.append(args)
        try:
            await asyncio.sleep(short(draw))
        finally:
            try:
                await asyncio.sleep(short(draw) / 5)
            finally:  # a second cancellation may break into the cleanup
                ended.append(args)
        if draw.random() < 0.1:
            raise OSError("no line")
        return args

    names.names |= {"ask": wait, "forecast": wait, "store": wait}

    async def one(program) -> None:
        task = asyncio.create_task(program)
        await asyncio.sleep(short(draw))
        task.cancel()
        await asyncio.wait([task])
        assert sorted(map(repr, begun)) == sorted(map(repr, ended))
        assert task.cancelled() or task.exception() is None or begun

    async def all_of_them() -> None:
        for number in range(40):
            programs = (
                names.ask_all(range(9), bool(number % 2)),
                names.store_in_time(range(9), 0.01),
            )
            for program in programs:
                await one(program)

    run_quietly(all_of_them())
    assert len(begun) > 400


# ---- 03 ----


def test_03_a_a_token_is_set_once_whoever_comes_first():
    refresh = answers("03_futures", "a-given a-attempt").refresh

    async def race() -> None:
        loop = asyncio.get_running_loop()
        tokens = [loop.create_future() for _ in range(300)]

        def fetch(number: int) -> int:
            time.sleep(0)
            return 1 // (number % 3)  # every third one fails

        def all_refreshed() -> None:
            def often(first: int) -> None:
                for number in range(first, 300, 4):
                    refresh(loop, tokens[number], partial(fetch, number))

            side_by_side(*(partial(often, first) for first in range(4)))

        refreshed = asyncio.create_task(asyncio.to_thread(all_refreshed))
        for token in tokens[::5]:
            await asyncio.sleep(0)
            token.cancel()
        await refreshed
        await asyncio.wait(tokens, timeout=20)
        for number, token in enumerate(tokens):
            assert token.done()
            if not token.cancelled():
                assert isinstance(token.exception(), ZeroDivisionError) == (number % 3 == 0)

    run_quietly(race())


def test_03_b_an_answer_or_a_cancel_and_at_most_one_abort():
    names = answers("03_futures", "b-given b-attempt")
    draw = random.Random("03.b")

    class Station:
        def __init__(self) -> None:
            self.timers: list[threading.Timer] = []
            self.aborted: list[threading.Timer] = []

        def request(self, city: str, callback) -> threading.Timer:
            self.timers.append(threading.Timer(short(draw), callback, args=(city, None)))
            self.timers[0].start()
            return self.timers[0]

        def abort(self, request: threading.Timer) -> None:
            self.aborted.append(request)  # and the answer comes all the same

    async def one(number: int) -> bool:
        station = Station()
        task = asyncio.create_task(names.temperature(station, str(number)))
        await asyncio.sleep(short(draw))
        task.cancel()
        await asyncio.wait([task])
        for timer in station.timers:
            await asyncio.to_thread(timer.join)
        assert len(station.aborted) <= 1
        if not task.cancelled():
            assert (task.result(), station.aborted) == (str(number), [])
        return task.cancelled()

    async def many() -> list[bool]:
        return await asyncio.gather(*(one(number) for number in range(200)))

    assert set(run_quietly(many())) == {True, False}


def test_03_c_every_exception_comes_home_in_order():
    names = answers("03_futures", "c-attempt")
    draw = random.Random("03.c")

    def in_a_thread(number: int) -> None:
        time.sleep(short(draw))
        raise OSError(number)

    async def on_the_loop(number: int) -> None:
        await asyncio.sleep(short(draw))
        raise OSError(number)

    async def day() -> list[int]:
        errands = names.Errands()
        for number in range(40):
            if number % 10 == 0:
                errands.start_in_thread(in_a_thread, number)  # four of them
            else:
                errands.start(on_the_loop(number))
        return [error.args[0] for error in await errands.finish()]

    for _ in range(10):
        assert run_quietly(day()) == list(range(40))


# ---- 04 and 05 ----


def test_04_b_a_held_loop_is_reported():
    watch = answers("04_what_blocks_the_loop", "b-attempt").watch

    async def held() -> list[float]:
        late: list[float] = []
        task = asyncio.create_task(watch(0.01, 0.3, late.append))
        await asyncio.sleep(0.05)
        time.sleep(0.6)  # noqa: ASYNC251
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.wait([task])
        return late

    assert max(run_quietly(held())) > 0.3


def test_04_c_serves_in_order_and_never_books_in_two_threads():
    names = answers("04_what_blocks_the_loop", "c-given c-attempt")
    draw, inside = random.Random("04.c"), []

    def fetch(order: str) -> str:
        time.sleep(short(draw))
        return order.upper()

    class Till(names.Till):
        def book(self, item: str) -> str:
            inside.append("in")
            assert inside.count("in") - inside.count("out") == 1
            time.sleep(0.001)
            self.number += 1
            inside.append("out")
            return f"{self.number} {item}"

    names.names["fetch"] = fetch
    orders = [f"order {number}" for number in range(40)]
    replies = run_quietly(names.serve(orders, Till()))
    assert replies == [f"{n} {order.upper()}" for n, order in enumerate(orders, 1)]


def test_05_a_and_c_each_call_has_its_own_value_error_and_context():
    names = answers("05_threads_and_the_gil", "a-attempt c-given c-given-serve c-attempt")
    jobs = names.queue.Queue()

    def caller(number: int) -> None:
        for turn in range(50):
            names.request_id.set((number, turn))
            future = names.submit(jobs, names.load_page, turn)
            wanted = f"request {(number, turn)} loads {turn}"
            assert names.in_a_thread(future.result, 20) == wanted
            with pytest.raises(ZeroDivisionError):
                names.in_a_thread(lambda: 1 // 0)

    servers = [threading.Thread(target=names.serve, args=(jobs,)) for _ in range(3)]
    for server in servers:
        server.start()
    try:
        side_by_side(*(partial(caller, number) for number in range(6)))
    finally:
        for _ in servers:
            jobs.put(None)
    for server in servers:
        server.join(20)
        assert not server.is_alive()


def test_05_b_whenever_stop_comes_the_thread_ends_and_calls_nothing_more():
    names = answers("05_threads_and_the_gil", "b-attempt")
    draw = random.Random("05.b")
    for _ in range(50):
        calls: list[int] = []
        worker = names.Worker(partial(calls.append, 1), short(draw) * 100)
        worker.start()
        time.sleep(short(draw) / 10)
        assert worker.stop(20)
        count = len(calls)
        assert worker.stop(0)
        time.sleep(0.002)
        assert len(calls) == count


# ---- 06 ----


def test_06_b_each_item_comes_out_once_and_in_order():
    buffer = answers("06_races_and_locks", "b-attempt").Buffer(3)
    got: list[list[tuple[int, int]]] = [[], [], []]

    def put(who: int) -> None:
        for number in range(1000):
            buffer.put((who, number))

    def get(mine: list[tuple[int, int]]) -> None:
        for _ in range(1000):
            mine.append(buffer.get())

    side_by_side(*(partial(put, who) for who in range(3)), *(partial(get, each) for each in got))
    assert Counter(item for each in got for item in each).most_common(1)[0][1] == 1
    assert sum(map(len, got)) == 3000
    for mine in got:  # what one thread gets of another's items keeps their order
        for who in range(3):
            assert of_one(who, mine) == sorted(of_one(who, mine))


def test_06_c_no_money_is_lost_and_no_total_is_torn():
    class Account(answers("06_races_and_locks", "c-attempt").Account):
        """One whose balance is slow to read, so that another thread may come before it is used."""

        @property
        def balance(self) -> int:
            found = self.stored
            time.sleep(0)
            return found

        @balance.setter
        def balance(self, value: int) -> None:
            self.stored = value

    first, second, draw = Account(500), Account(500), random.Random("06.c")

    def transfer(one: Account, other: Account) -> None:
        for _ in range(300):
            one.transfer_to(other, draw.randrange(300))

    def look() -> None:
        for _ in range(300):
            assert first.total_with(second) == second.total_with(first) == 1000

    side_by_side(
        *[partial(transfer, first, second), partial(transfer, second, first), look] * 2,
        lambda: [first.transfer_to(first, 1) for _ in range(300)],
    )
    assert first.total_with(second) == 1000


def test_06_d_a_key_is_loaded_once_whoever_is_cancelled():
    names = answers("06_races_and_locks", "d-attempt")
    draw, loads = random.Random("06.d"), Counter()

    async def load(key: int) -> int:
        loads[key] += 1
        await asyncio.sleep(short(draw))
        return key * key

    async def ask() -> None:
        cache = names.Cache(load)
        tasks = [asyncio.create_task(cache.get(number % 20)) for number in range(400)]
        await asyncio.sleep(short(draw) / 4)
        for task in tasks[::3]:
            task.cancel()
        await asyncio.wait(tasks)
        assert [await cache.get(key) for key in range(20)] == [key * key for key in range(20)]

    run_quietly(ask())
    assert set(loads.values()) == {1}


@pytest.mark.parametrize("eager", [False, True])
def test_06_d_a_load_that_fails_at_once_is_loaded_anew(eager):
    names = answers("06_races_and_locks", "d-attempt")
    if eager and not hasattr(asyncio, "eager_task_factory"):
        pytest.skip("eager tasks come with Python 3.12")
    loads = Counter()

    async def load(key: str) -> int:
        loads[key] += 1
        if loads[key] < 3:
            raise OSError("no line")
        return loads[key]

    async def ask() -> None:
        if eager:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        cache = names.Cache(load)
        for _ in range(2):
            with pytest.raises(OSError, match="no line"):
                await cache.get("a")
        assert [await cache.get("a"), await cache.get("a")] == [3, 3]

    run_quietly(ask())


def test_05_c_a_keyword_argument_may_have_any_name():
    names = answers("05_threads_and_the_gil", "c-attempt")
    jobs = names.queue.Queue()
    future = names.submit(jobs, dict, jobs=1, function=2)
    jobs.get()()
    assert future.result() == {"jobs": 1, "function": 2}


# ---- 07 ----


def test_07_a_each_call_has_its_callers_context():
    names = answers("07_executors", "a-given a-attempt")

    async def one(pool: ThreadPoolExecutor, number: int) -> None:
        names.request_id.set(number)
        page = await names.call_in(pool, names.load_page, number, language="fr")
        assert page == f"request {number} loads {number} in fr"

    async def many() -> None:
        with ThreadPoolExecutor(4) as pool:
            await asyncio.gather(*(one(pool, number) for number in range(300)))

    run_quietly(many())


@pytest.mark.parametrize("threads", [1, 3])
def test_07_b_no_depth_makes_the_pool_wait_for_itself(threads):
    names = answers("07_executors", "b-attempt")
    read = Counter()

    def folder(name: tuple[int, ...]) -> tuple[int, list[tuple[int, ...]]]:
        read[name] += 1
        time.sleep(0)
        deep = len(name) < (60 if name[-1] == 0 else 3)
        return 1, [(*name, 0), (*name, 1)] if deep else []

    with ThreadPoolExecutor(threads) as pool:
        total = run_quietly(names.total(pool, folder, (0,)))
    assert total == len(read) > 100
    assert set(read.values()) == {1}


def test_07_c_no_thread_takes_a_key_after_an_error_or_a_cancel():
    names = answers("07_executors", "c-attempt")
    draw = random.Random("07.c")

    async def one(number: int) -> None:
        begun, inside, most = [], [], []

        def get(key: int) -> int:
            begun.append(threading.get_ident())
            inside.append(key)
            most.append(len(inside))
            time.sleep(short(draw) / 10)
            inside.remove(key)
            return 1 // (key - 50) if number % 2 else key

        task = asyncio.create_task(names.fetch_all(get, list(range(100)), 5))
        await asyncio.sleep(short(draw))
        task.cancel()
        await asyncio.wait([task])
        count = len(begun)
        await asyncio.sleep(0.02)
        assert max(most, default=0) <= 5
        assert task.cancelled() or task.exception() or task.result() == list(range(100))
        after = Counter(begun[count:])  # of a key that its thread had taken before
        assert set(after.values()) <= {1}

    async def many() -> None:
        for number in range(30):
            await one(number)

    run_quietly(many())


def test_07_c_after_an_error_each_thread_makes_at_most_the_call_of_the_key_that_it_had():
    names = answers("07_executors", "c-attempt")

    async def one() -> None:
        begun = []

        def get(key: int) -> int:
            begun.append(threading.get_ident())
            if key == 0:
                raise OSError("no line")
            time.sleep(0.0005)
            return key

        with pytest.raises(OSError, match="no line"):
            await names.fetch_all(get, list(range(20)), 4)
        count = len(begun)
        await asyncio.sleep(0.005)
        assert set(Counter(begun[count:]).values()) <= {1}

    async def many() -> None:
        for _ in range(200):
            await one()

    run_quietly(many())


# ---- 08 ----

BRIDGES = "a-given a-attempt b-attempt c-given c-attempt d-given d-given-more d-attempt"


@pytest.fixture(scope="module")
def bridges():
    return answers("08_bridging_threads_and_loops", BRIDGES)


async def double(number: int) -> int:
    await asyncio.sleep(0)
    return 2 * number


def test_08_a_and_b_many_threads_call_into_one_loop_and_nothing_is_left(bridges):
    before = threading.active_count()
    for _ in range(10):
        with bridges.BackgroundLoop() as loop:

            def often(loop=loop) -> None:
                for number in range(50):
                    assert bridges.call(double(number), loop) == 2 * number

            side_by_side(*[often] * 4)
        assert loop.is_closed()
        with pytest.raises(RuntimeError):
            bridges.call(double(1), loop)
    assert threading.active_count() == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_08_b_leaves_nothing_after_a_coroutine_that_has_ended_the_loop(bridges):
    before = threading.active_count()

    async def leave() -> None:
        raise SystemExit(3)

    background = bridges.BackgroundLoop()
    with pytest.raises(LookupError), background as loop:
        with pytest.raises(SystemExit):
            asyncio.run_coroutine_threadsafe(leave(), loop).result(20)
        background.thread.join(20)
        raise LookupError("in the block")
    assert loop.is_closed() and threading.active_count() == before


def test_08_c_a_reader_who_comes_after_the_end_finds_it_too(bridges):
    async def read() -> None:
        inbox = bridges.Inbox()
        inbox.put(1)
        inbox.close()
        for got in ([1], [], []):
            async with asyncio.timeout(20):
                assert [item async for item in inbox] == got

    run_quietly(read())


def test_08_c_an_item_arrives_or_its_put_raises(bridges):
    async def one(after: float) -> None:
        inbox, accepted = bridges.Inbox(), []

        def put(who: int) -> None:
            with contextlib.suppress(RuntimeError):
                for number in range(200):
                    inbox.put((who, number))
                    accepted.append((who, number))

        def close() -> None:
            time.sleep(after)
            inbox.close()

        writers = (partial(put, who) for who in range(3))
        threads = asyncio.create_task(asyncio.to_thread(side_by_side, *writers, close))
        got = [item async for item in inbox]
        await threads
        for who in range(3):
            assert of_one(who, got) == of_one(who, accepted)

    for turn in range(20):
        run_quietly(one(turn / 4000))


def test_08_d_whenever_close_comes_each_fetch_ends(bridges):
    before = threading.active_count()
    outcomes = Counter()
    for turn in range(10):
        maps = bridges.Maps(bridges.connect)

        def fetch(maps=maps) -> None:
            for name in ("Oslo", "Lima"):
                try:
                    assert maps.fetch(name) == f"map of {name}"
                    outcomes["answered"] += 1
                except (RuntimeError, CancelledError):
                    outcomes["refused"] += 1

        def close(turn=turn, maps=maps) -> None:
            time.sleep(turn / 40)
            maps.close()

        side_by_side(fetch, fetch, fetch, close, close)
        maps.close()
    assert threading.active_count() == before
    assert set(outcomes) == {"answered", "refused"}

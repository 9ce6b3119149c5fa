"""What `observe` sees in small answers, right and wrong."""

import asyncio
import gc
import json
import threading
import warnings
from collections.abc import Iterator

import pytest

from helpers.grading import child
from helpers.grading.observation import observe
from helpers.virtual_time import limits
from tests.grading.observing import planted, seen


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Let tasks complain now: Python 3.11 cannot format a traceback while it parses a file."""
    yield
    gc.collect()


def named(facts, kind):
    return [each.get("name") for each in facts["left"][kind]]


def test_a_right_answer_has_no_fault():
    facts = seen(
        """
        async def f(names):
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(net.fetch(name)) for name in names]
            return [task.result() for task in tasks]
    """,
        ["a", "b"],
    )
    assert (facts["value"], facts["took"], facts["most"]) == (["A", "B"], 2, {"net.fetch": 2})
    assert facts["error"] is facts["deadlock"] is None
    assert facts["behind"] == "" and facts["ended"]
    assert not any(facts[name] for name in ("blocked", "unawaited", "complaints", "thread_errors"))
    json.dumps(facts)


def test_in_a_check_a_busy_wait_is_found_sooner(monkeypatch):
    monkeypatch.setattr(limits, "LIMITS", usual := limits.LIMITS)  # to be put back
    child.limit_virtual_time()
    source = """
        async def f():
            for _ in range(30_000):
                await asyncio.sleep(0)
    """
    assert "busy for ever" in seen(source)["error"]["message"]
    assert limits.LIMITS.patience > usual.patience
    limits.LIMITS = usual
    assert seen(source)["error"] is None


def test_waits_in_turn():
    facts = seen("""
        async def f():
            return [await net.fetch(name) for name in "ab"]
    """)
    assert (facts["took"], facts["most_at_once"]) == (3, 1)


def test_a_blocking_call_on_the_loop_names_its_line():
    facts = seen("""
        async def f():
            sleep(0.5)
            disk.read("a")
            await asyncio.to_thread(disk.read, "b")
    """)
    held = [(each["line"], each["seconds"], each["start"]) for each in facts["blocked"]]
    assert held == [("sleep(0.5)", 0.5, 0), ('disk.read("a")', 1, 0.5)]
    assert facts["blocked"][1]["call"] == "disk.read"


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("threading.Event().wait(1)", "Event.wait"),
        ("pool.submit(sleep, 1).result()", "Future.result"),
        ("queue.Queue().get(timeout=1)", "Queue.get"),
        ("pool.shutdown()", "ThreadPoolExecutor.shutdown"),
    ],
)
def test_waits_of_the_standard_library_hold_the_loop(line, call):
    facts = seen(f"""
        async def f():
            with ThreadPoolExecutor(1) as pool:
                pool.submit(sleep, 0.5)
                with contextlib.suppress(Exception):
                    {line}
    """)
    assert (facts["blocked"][0]["line"], facts["blocked"][0]["call"]) == (line, call)


def test_a_wait_in_a_thread_holds_no_loop():
    facts = seen(
        """
        def f():
            sleep(3)
    """,
        way="script",
    )
    assert facts["blocked"] == []
    assert facts["took"] == 3


def test_a_dropped_task_is_left():
    facts = seen("""
        async def f():
            asyncio.create_task(net.fetch("c"), name="dropped")
            await net.fetch("a")
    """)
    assert named(facts, "tasks") == ["dropped"]
    assert facts["behind"] == "task 'dropped' (fetch) still running"
    assert [call["outlived"] for call in facts["calls"]] == [False, True]


def test_a_cancelled_task_that_nobody_awaits_is_left():
    facts = seen("""
        async def f():
            task = asyncio.create_task(net.fetch("c"))
            await net.fetch("a")
            task.cancel()
    """)
    assert [task["told"] for task in facts["left"]["tasks"]] == [True]
    assert "cancelled, but not yet ended" in facts["behind"]


def test_threads_pools_loops_and_sockets_are_left():
    answer, journal = planted("""
        kept = {}
        def f():
            threading.Thread(target=sleep, args=(9,), name="sleeper").start()
            kept["pool"] = ThreadPoolExecutor(3)
            kept["loop"] = asyncio.new_event_loop()
            kept["socket"] = socket.socket()
    """)
    facts = observe(answer, answer.value, journal, way="script")
    for name in ("loop", "socket"):
        answer.namespace["kept"][name].close()
    assert named(facts, "threads") == ["sleeper"]
    assert [pool["kind"] for pool in facts["left"]["executors"]] == ["ThreadPoolExecutor"]
    assert len(facts["left"]["loops"]) == len(facts["left"]["sockets"]) == 1


def test_what_was_ended_is_not_left():
    facts = seen("""
        async def f():
            with ThreadPoolExecutor(1) as pool, socket.socket():
                await asyncio.wrap_future(pool.submit(sleep, 1))
            thread = threading.Thread(target=asyncio.run, args=(net.fetch("a"),))
            thread.start()
            await asyncio.to_thread(thread.join)
    """)
    assert facts["behind"] == ""


def test_a_pool_that_is_told_to_end_and_still_works_is_left_as_a_thread():
    facts = seen(
        """
        def f():
            pool = ThreadPoolExecutor(1, thread_name_prefix="mine")
            pool.submit(sleep, 1)
            pool.shutdown(wait=False)
    """,
        way="script",
    )
    assert named(facts, "threads") == ["mine_0"]
    assert facts["left"]["executors"] == []


def test_a_forgotten_coroutine_names_its_line():
    facts = seen("""
        async def f():
            net.fetch("a")
    """)
    assert facts["unawaited"] == [{"name": "fetch", "line": 'net.fetch("a")'}]


def test_an_exception_that_nobody_retrieved():
    facts = seen("""
        async def fails():
            raise ValueError("lost")
        async def f():
            task = asyncio.create_task(fails())
            await net.fetch("a")
    """)
    [lost] = facts["complaints"]
    assert (lost["said"], lost["type"], lost["message"], lost["line"]) == (
        "Task exception was never retrieved",
        "ValueError",
        "lost",
        'raise ValueError("lost")',
    )


def test_an_exception_that_ends_a_thread():
    facts = seen(
        """
        def work():
            raise ValueError("lost")
        def f():
            thread = threading.Thread(target=work, name="worker")
            thread.start()
            thread.join()
    """,
        way="script",
    )
    [lost] = facts["thread_errors"]
    assert (lost["thread"], lost["type"], lost["line"]) == (
        "worker",
        "ValueError",
        'raise ValueError("lost")',
    )


def test_an_error_names_the_line_and_what_is_inside_a_group():
    facts = seen("""
        async def f():
            async with asyncio.TaskGroup() as group:
                group.create_task(net.fetch("z"))
    """)
    assert facts["error"]["type"] == "ExceptionGroup"
    assert [inner["type"] for inner in facts["error"]["inner"]] == ["LookupError"]


def test_an_answer_that_is_no_coroutine_function():
    facts = seen("""
        def f():
            return 3
    """)
    assert facts["error"]["type"] == "TypeError"
    assert "f() returned a value of type int; write it as `async def`" in facts["error"]["message"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("return net.fetch('a')", "coroutine"),
        ("return asyncio.ensure_future(net.fetch('a'))", "task"),
        ("return asyncio.get_running_loop().create_future()", "future"),
        ("return 1", ""),
    ],
)
def test_ordinary_code_that_returns_an_awaitable(body, kind):
    facts = seen(
        f"""
        def f():
            {body}
    """,
        way="cell",
    )
    assert facts["awaitable"] == kind
    assert facts["unawaited"] == []


def test_a_cell_has_a_loop_and_a_script_has_none():
    source = """
        def f():
            return asyncio.get_running_loop().is_running()
    """
    assert seen(source, way="cell")["value"] is True
    assert seen(source, way="script")["error"]["message"] == "no running event loop"


def test_a_deadlock_of_threads_says_who_holds_what():
    facts = seen(
        """
        one, two = threading.Lock(), threading.Lock()
        def take(first, second):
            with first:
                sleep(1)
                with second:
                    pass
        def f():
            pairs = {"left": (one, two), "right": (two, one)}
            threads = [threading.Thread(target=take, args=locks, name=name)
                       for name, locks in pairs.items()]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    """,
        way="script",
    )
    waits = {wait["who"]: (wait["subject"], wait["holder"]) for wait in facts["deadlock"]}
    assert waits == {
        "MainThread": ("", ""),
        "left": ("two", "thread 'right'"),
        "right": ("one", "thread 'left'"),
    }
    assert facts["error"]["type"] == "Deadlock"
    assert facts["trace"]["kind"] == "deadlock"


def test_a_deadlock_of_tasks_says_who_holds_what():
    facts = seen("""
        async def take(first, second):
            async with first:
                await asyncio.sleep(1)
                async with second:
                    pass
        async def f():
            one, two = asyncio.Lock(), asyncio.Lock()
            async with asyncio.TaskGroup() as group:
                group.create_task(take(one, two), name="left")
                group.create_task(take(two, one), name="right")
    """)
    holders = {wait["who"]: wait["holder"] for wait in facts["deadlock"]}
    assert holders == {"f": "", "left": "task 'right'", "right": "task 'left'"}


def test_a_wait_for_the_own_loop_is_a_deadlock():
    facts = seen(
        """
        def f():
            loop = asyncio.get_running_loop()
            return asyncio.run_coroutine_threadsafe(net.fetch("a"), loop).result()
    """,
        way="cell",
    )
    assert [wait["call"] for wait in facts["deadlock"]] == ["Future.result"]
    assert facts["error"]["line"].endswith(".result()")


@pytest.mark.parametrize("caught", ["ValueError", "asyncio.CancelledError"])
def test_an_answer_that_goes_on_for_ever_is_ended(caught):
    facts = seen(
        f"""
        async def f():
            while True:
                with contextlib.suppress({caught}):
                    await asyncio.sleep(1)
    """,
        horizon=50,
    )
    assert not facts["ended"]
    assert "still running after 50 s" in facts["error"]["message"]


def test_a_thread_that_goes_on_for_ever_is_ended():
    facts = seen(
        """
        def work():
            while True:
                sleep(1)
        def f():
            threading.Thread(target=work).start()
    """,
        way="script",
        horizon=50,
    )
    assert not facts["ended"]


def test_in_real_time():
    facts = seen(
        """
        async def f():
            asyncio.create_task(asyncio.sleep(9), name="dropped")
            return await asyncio.to_thread(threading.get_ident)
    """,
        real_time=True,
    )
    assert named(facts, "tasks") == ["dropped"]
    assert isinstance(facts["value"], int)


def test_an_unknown_way():
    with pytest.raises(ValueError, match="way is one of await, cell, script, not 'x'"):
        seen("def f(): ...", way="x")


def test_an_exit_is_not_caught():
    with pytest.raises(SystemExit):
        seen("""
            import sys
            async def f():
                sys.exit(3)
        """)


def test_everything_is_put_back():
    before = [asyncio.Lock.acquire, asyncio.events.Handle._run, threading.excepthook]
    before += [warnings._warn_unawaited_coroutine, threading.Thread.start]
    seen("""
        async def f():
            raise ValueError
    """)
    after = [asyncio.Lock.acquire, asyncio.events.Handle._run, threading.excepthook]
    after += [warnings._warn_unawaited_coroutine, threading.Thread.start]
    assert after == before
    gc.collect()
    assert [thread.name for thread in threading.enumerate() if "run" in thread.name] == []


@pytest.mark.parametrize("way", ["await", "script"])
def test_what_ends_the_process_is_not_swallowed_by_the_answers_thread(way):
    source = f"{'async ' if way == 'await' else ''}def f(): raise SystemExit(3)"
    with pytest.raises(SystemExit):
        seen(source, way=way)

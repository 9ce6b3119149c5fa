"""An answer is cancelled at each of its awaits."""

import json

from helpers.grading.doubles import gives, never
from helpers.grading.kit import trial
from tests.grading.observing import SLOW, doubles, planted


def cancelled(source, script=SLOW):
    """Return the facts of the runs of an answer, one for each of its awaits."""
    answer, _ = planted(source, script)

    @trial(cancel_each_await=True)
    async def program(run):
        run.replace(**doubles(run.journal, script))
        return await run.call()

    return list(program.facts(answer))


def cleaned(run):
    return [call["cleaned"] for call in run["calls"]]


def test_a_right_answer_ends_all_that_it_started():
    runs = cancelled("""
        async def f():
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(net.fetch(name)) for name in "ab"]
            await asyncio.sleep(0)
            return [task.result() for task in tasks]
    """)
    assert [run["cancelled_at"] for run in runs] == [1, 2]
    assert [run["raised"] for run in runs] == ["CancelledError"] * 2
    assert not any(run["running"] or run["behind"] for run in runs)
    assert cleaned(runs[0]) == [True, True]
    json.dumps(runs)


def test_a_swallowed_cancellation():
    passed_on, swallowed = cancelled("""
        async def f():
            await net.fetch("a")
            with contextlib.suppress(asyncio.CancelledError):
                await net.fetch("b")
            return "went on"
    """)
    assert passed_on["raised"] == "CancelledError"
    assert (swallowed["raised"], swallowed["value"]) == ("", "went on")
    assert swallowed["running"] == []


def test_tasks_that_are_left_running():
    [run] = cancelled("""
        async def f():
            tasks = [asyncio.create_task(net.fetch(name)) for name in "ab"]
            await asyncio.wait(tasks)
    """)
    assert run["raised"] == "CancelledError"
    assert len(run["left"]["tasks"]) == 2
    assert run["running"] == ["net.fetch", "net.fetch"]


def test_a_thread_that_goes_on():
    [run] = cancelled("""
        async def f():
            await asyncio.to_thread(disk.read, "b")
    """)
    assert (run["running"], run["cancelled_at"]) == (["disk.read"], 1)


def test_a_cleanup_that_is_not_awaited():
    [run] = cancelled("""
        async def f():
            task = asyncio.create_task(net.fetch("a"))
            try:
                await asyncio.shield(task)
            finally:
                task.cancel()
    """)
    assert run["running"] == ["net.fetch"]
    assert run["told"]


def test_a_cleanup_of_the_answers_own():
    source = """
        async def f():
            try:
                await net.fetch("a")
            {when}:
                note("closed")
                raise
    """
    script = {"a": gives(1, after=2)}
    for when, notes in (("except BaseException", ["closed"]), ("except Exception", [])):
        [run] = cancelled(source.format(when=when), script)
        assert [note["what"] for note in run["notes"]] == notes
        assert run["raised"] == "CancelledError"


def test_an_await_that_never_ends_can_be_cancelled():
    [run] = cancelled(
        """
        async def f():
            await net.fetch("a")
    """,
        never(cleanup=1),
    )
    assert run["took"] == 2
    assert cleaned(run) == [True]


def test_another_error_in_its_place_is_not_passed_on():
    [run] = cancelled("""
        async def f():
            try:
                await net.fetch("a")
            except asyncio.CancelledError:
                raise ValueError("instead")
    """)
    assert run["raised"] == "ValueError"


def test_an_answer_without_an_await():
    assert not cancelled("""
        async def f():
            return 1
    """)


def test_an_answer_that_refuses_to_end():
    runs = cancelled("""
        async def f():
            for _ in range(3):
                with contextlib.suppress(asyncio.CancelledError):
                    await net.fetch("a")
    """)
    assert [run["raised"] for run in runs] == ["", "", ""]

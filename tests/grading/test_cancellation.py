"""An answer is cancelled at each of its awaits."""

import json

from helpers.grading.cancellation import cancel_each_await
from helpers.grading.doubles import gives, never
from tests.grading.observing import trial_of


def cancelled(source, *args, **options):
    return cancel_each_await(*trial_of(source, *args, **options))


def test_a_right_answer_ends_all_that_it_started():
    facts = cancelled("""
        async def f():
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(net.fetch(name)) for name in "ab"]
            await asyncio.sleep(0)
            return [task.result() for task in tasks]
    """)
    assert facts["awaits"] == 2
    assert [run["line"] for run in facts["runs"]] == [
        "async with asyncio.TaskGroup() as group:",
        "await asyncio.sleep(0)",
    ]
    assert [run["at"] for run in facts["runs"]] == [1, 2]
    assert facts["swallowed"] is facts["left_running"] is facts["not_cleaned"] is None
    json.dumps(facts)


def test_a_swallowed_cancellation():
    facts = cancelled("""
        async def f():
            await net.fetch("a")
            with contextlib.suppress(asyncio.CancelledError):
                await net.fetch("b")
            return "went on"
    """)
    assert facts["swallowed"]["line"] == 'await net.fetch("b")'
    assert facts["swallowed"]["value"] == "went on"
    assert facts["left_running"] is None


def test_tasks_that_are_left_running():
    facts = cancelled("""
        async def f():
            tasks = [asyncio.create_task(net.fetch(name)) for name in "ab"]
            await asyncio.wait(tasks)
    """)
    assert facts["swallowed"] is None
    assert len(facts["left_running"]["left"]["tasks"]) == 2
    assert facts["left_running"]["running"] == ["net.fetch", "net.fetch"]


def test_a_thread_that_goes_on():
    facts = cancelled("""
        async def f():
            await asyncio.to_thread(disk.read, "b")
    """)
    assert facts["left_running"]["running"] == ["disk.read"]
    assert facts["left_running"]["at"] == 1


def test_a_cleanup_that_is_not_awaited():
    facts = cancelled("""
        async def f():
            task = asyncio.create_task(net.fetch("a"))
            try:
                await asyncio.shield(task)
            finally:
                task.cancel()
    """)
    assert facts["not_cleaned"]["uncleaned"] == ["net.fetch"]


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
        [run] = cancelled(source.format(when=when), script=script)["runs"]
        assert [note["what"] for note in run["notes"]] == notes
        assert run["passed_on"]


def test_an_await_that_never_ends_can_be_cancelled():
    facts = cancelled(
        """
        async def f():
            await net.fetch("a")
    """,
        script=never(cleanup=1),
    )
    assert facts["awaits"] == 1
    assert facts["runs"][0]["took"] == 2
    assert facts["not_cleaned"] is None


def test_another_error_in_its_place_is_not_passed_on():
    facts = cancelled("""
        async def f():
            try:
                await net.fetch("a")
            except asyncio.CancelledError:
                raise ValueError("instead")
    """)
    assert facts["swallowed"]["error"]["type"] == "ValueError"


def test_an_answer_without_an_await():
    facts = cancelled("""
        async def f():
            return 1
    """)
    assert (facts["awaits"], facts["runs"], facts["swallowed"]) == (0, [], None)


def test_an_answer_that_refuses_to_end():
    facts = cancelled("""
        async def f():
            for _ in range(3):
                with contextlib.suppress(asyncio.CancelledError):
                    await net.fetch("a")
    """)
    assert facts["awaits"] == 3
    assert [run["passed_on"] for run in facts["runs"]] == [False] * 3

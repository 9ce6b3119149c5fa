"""What doubles do, and what they write down."""

import asyncio
import json

import pytest

from helpers.grading.doubles import awaitable, blocking, computes, fails, gives, never
from helpers.grading.journal import Journal, plain
from helpers.virtual_time import VirtualClock, run

PAGE = gives("page", after=1)


def fetcher(journal, script=PAGE):
    return awaitable(journal, "fetch", script)


def test_an_awaitable_double_waits_and_gives_its_value():
    journal, clock = Journal(), VirtualClock()
    tea = awaitable(journal, "tea", gives("tea", after=3))
    assert clock.run(tea()) == "tea"
    assert clock.now == 3
    assert tea.__name__ == "tea"
    [call] = journal.calls("tea")
    assert (call.start, call.end, call.how, call.on_loop) == (0, 3, "returned", True)


def test_a_double_fails_as_its_script_says():
    journal = Journal()
    fetch = fetcher(journal, {"a": fails(OSError("down"), after=1)})
    with pytest.raises(OSError, match="down"):
        run(fetch("a"))
    assert [call.how for call in journal.calls()] == ["raised"]


def test_each_error_is_a_new_one():
    error = OSError("down")
    get = blocking(Journal(), "get", fails(error))
    for _ in range(2):
        with pytest.raises(OSError, match="down") as caught:
            get()
        assert caught.value is not error


def test_outcomes_follow_each_other_and_the_last_one_stays():
    get = blocking(Journal(), "get", {"a": [fails(OSError()), gives(1), gives(2)]})
    with pytest.raises(OSError):
        get("a")
    assert [get("a"), get("a"), get("a")] == [1, 2, 2]


def test_a_script_may_be_a_function():
    assert blocking(Journal(), "get", lambda number: gives(number + 1))(3) == 4


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(LookupError, match="there is no 'z' here; there are 'a', 'b'"):
        blocking(Journal(), "get", {"a": gives(1), "b": gives(2)})("z")


def test_how_many_were_under_way_at_once():
    async def main(fetch):
        await asyncio.gather(fetch("a"), fetch("b"), fetch("c"))
        await fetch("d")

    journal = Journal()
    run(main(fetcher(journal)))
    assert journal.most == {"fetch": 3}
    assert journal.asked() == ["a", "b", "c", "d"]


def test_threads_and_tasks_are_told_apart():
    async def main(read):
        read("loop")
        await asyncio.gather(*(asyncio.to_thread(read, name) for name in "ab"))

    journal = Journal()
    run(main(blocking(journal, "read", gives(1, after=1))))
    on_loop, *in_threads = journal.calls("read")
    assert on_loop.on_loop and on_loop.task
    assert not any(call.on_loop or call.task for call in in_threads)
    assert len({call.thread for call in in_threads}) == 2
    assert journal.most == {"read": 2}


def test_a_cancelled_double_cleans_up():
    async def main(fetch):
        task = asyncio.create_task(fetch("a"))
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.wait({task})

    journal = Journal()
    run(main(fetcher(journal, never(cleanup=2))))
    [call] = journal.calls()
    assert (call.how, call.cleaned, call.end) == ("cancelled", True, 3)


def test_a_second_cancellation_spoils_the_cleanup():
    async def main(fetch):
        task = asyncio.create_task(fetch("a"))
        for _ in range(2):
            await asyncio.sleep(1)
            task.cancel()
        await asyncio.wait({task})

    journal = Journal()
    run(main(fetcher(journal, never(cleanup=5))))
    assert [(call.how, call.cleaned) for call in journal.calls()] == [("cancelled", False)]


def test_a_computation_holds_the_loop():
    async def main(fetch):
        await asyncio.gather(fetch("a"), fetch("b"))

    journal, clock = Journal(), VirtualClock()
    clock.run(main(fetcher(journal, computes(1, seconds=2))))
    assert clock.now == 4
    assert journal.most == {"fetch": 1}


@pytest.mark.parametrize(("shares", "beats"), [(True, [1, 2, 3]), (False, [3])])
def test_a_call_that_shares_no_interpreter_stops_the_loop_from_a_thread(shares, beats):
    async def main(parse):
        came, loop = [], asyncio.get_running_loop()
        for at in (1, 2, 3):
            loop.call_at(at, lambda: came.append(loop.time()))
        await asyncio.to_thread(parse)
        return sorted(set(came))

    parse = blocking(Journal(), "parse", computes("parsed", seconds=3, shares=shares))
    assert run(main(parse)) == beats


def test_facts_are_json():
    journal = Journal()
    blocking(journal, "get", gives(1))({"a": (1, object())})
    assert json.loads(json.dumps(journal.facts()))["most_at_once"] == 1


def test_what_json_does_not_know_becomes_text():
    assert plain({"a": (1, {2}, None)}) == {"a": [1, "{2}", None]}

"""Beats of all loops of a program: bounded, and only those that were latest."""

import asyncio

from helpers.own_program import beats
from helpers.own_program.beats import Beats


async def wait(seconds):
    await asyncio.sleep(seconds)


def test_of_more_runs_than_are_kept_those_with_the_longest_gaps_are(monkeypatch):
    monkeypatch.setattr(beats, "MOST", 2)
    with Beats(every=0.01, stall=0.05) as seen:
        for seconds in (0.05, 0, 0.05, 0, 0):
            asyncio.run(wait(seconds))
    assert seen.runs == 15  # each asyncio.run runs its loop three times
    assert [heart.longest_gap > 0 for _, heart in seen.hearts] == [True, True]
    assert {name for name, _ in seen.hearts} == {"MainThread"}


def test_a_loop_that_refuses_to_run_says_so_itself():
    loop = asyncio.new_event_loop()
    loop.close()
    with Beats() as seen:
        try:
            loop.run_forever()
        except RuntimeError as error:
            assert "closed" in str(error)
        else:
            raise AssertionError("a closed loop ran")
    assert seen.runs == 0

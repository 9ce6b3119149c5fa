"""Tests what lesson 12 draws: that its chains name those who wait, as virtual time proves it."""

import sys
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))
try:
    from data.museum import chains, guide
finally:
    sys.path.remove(str(NOTEBOOKS))

UNPROVEN = {"in_handler", "settings", "forked"}  # virtual time does not reach there
OTHER_NAMES = {"virtual loop": "MainThread"}


@pytest.mark.parametrize("name", guide.ALL)
def test_an_exhibit_has_a_chain_that_ends_in_a_circle_or_at_nobody(name):
    *links, end = chains.CHAINS[name]
    assert end == chains.NOBODY or end in links


@pytest.mark.parametrize("name", [name for name in guide.ALL if name not in UNPROVEN])
def test_those_who_wait_in_virtual_time_stand_in_the_chain(name):
    waits = guide.deadlock_of(name).waits
    names = {OTHER_NAMES.get(wait.who, wait.who) for wait in waits}
    assert names & set(chains.CHAINS[name])


def test_a_picture_says_its_chains_in_words():
    picture = chains.draw_chains("own_loop", "two_locks")
    assert picture.words == "who waits for whom in own_loop, two_locks"
    assert picture.said.splitlines() == [
        "own_loop: MainThread → fetch → MainThread",
        "two_locks: MainThread → bob → payer → ada → MainThread",
    ]


def test_the_two_locks_are_held_as_the_chain_says():
    waits = {wait.who: wait for wait in guide.deadlock_of("two_locks").waits}
    assert waits["MainThread"].holder == "thread 'payer'"
    assert waits["payer"].holder == "thread 'MainThread'"

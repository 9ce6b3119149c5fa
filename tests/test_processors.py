"""A block on one processor ends as it would without, whatever the system can do."""

import os

import pytest

from helpers.processors import one_processor


@pytest.mark.parametrize("missing", ["sched_getaffinity", "sched_setaffinity"])
def test_an_error_of_the_block_comes_out_alone_where_the_system_has_no_affinity(
    monkeypatch, missing
):
    monkeypatch.delattr(os, missing, raising=False)
    with pytest.raises(LookupError) as raised, one_processor():
        raise LookupError("of the block")
    assert raised.value.__context__ is None


def test_a_system_that_refuses_changes_nothing(monkeypatch):
    def refuse(*args):
        raise OSError("taken away")

    monkeypatch.setattr(os, "sched_setaffinity", refuse, raising=False)
    with one_processor():
        ended = True
    assert ended

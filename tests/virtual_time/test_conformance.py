"""The same programs give the same results under real threads and in virtual time."""

import asyncio

import pytest

from helpers.virtual_time import run
from tests.conformance_programs import PROGRAMS


async def on_the_loop(program):
    return program()


async def in_a_thread(program):
    return await asyncio.to_thread(program)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_results_are_those_of_real_threads(program):
    really = program()
    assert run(on_the_loop(program)) == really
    assert run(in_a_thread(program)) == really

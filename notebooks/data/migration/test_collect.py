"""What `collect` promises its callers, which each step of the migration keeps."""

import asyncio
import importlib
import threading

import pytest

from helpers.practice_service import PracticeService

STEPS = ("step0", "step1", "step2", "step3", "step4", "step5")


@pytest.fixture(params=STEPS)
def collect(request):
    return importlib.import_module(request.param).collect


@pytest.fixture
def site():
    with PracticeService() as site:
        yield site


def test_every_page_arrives(collect, site):
    paths = [f"/json/page/{n}" for n in range(12)]
    pages, failed, asked = collect(site.base_url, paths)
    assert sorted(pages) == sorted(paths)
    assert '"7"' in pages["/json/page/7"]
    assert (failed, asked) == ({}, 12)


def test_four_requests_are_in_flight_and_never_more(collect, site):
    slow, more = [f"/wait/0.3?n={n}" for n in range(4)], [f"/json/{n}" for n in range(4)]
    collect(site.base_url, slow + more)
    assert site.most_in_flight == 4


def test_a_server_error_is_asked_again(collect, site):
    pages, failed, asked = collect(site.base_url, ["/flaky/2", "/flaky/1"])
    assert sorted(pages) == ["/flaky/1", "/flaky/2"]
    assert (failed, asked, site.requests) == ({}, 5, 5)


def test_what_fails_is_reported_and_the_rest_arrives(collect, site):
    paths = ["/status/404", "/status/503", "/drop", "/json/x"]
    pages, failed, asked = collect(site.base_url, paths)
    assert list(pages) == ["/json/x"]
    assert sorted(failed) == ["/drop", "/status/404", "/status/503"]
    assert asked == 1 + 3 + 1 + 1


def test_a_page_that_takes_too_long_is_a_failure(collect, site):
    pages, failed, _ = collect(site.base_url, ["/wait/60"], patience=0.1)
    assert (pages, list(failed)) == ({}, ["/wait/60"])


def test_progress_is_told_while_it_works(collect, site):
    told = []
    collect(site.base_url, ["/wait/0.2"], lambda *counts: told.append(counts), every=0.02)
    assert told and set(told) <= {(0, 0), (1, 0)}


def test_it_leaves_no_thread(collect, site):
    before = set(threading.enumerate())
    collect(site.base_url, ["/json/x"])
    assert set(threading.enumerate()) <= before


def test_a_program_with_a_loop_calls_it_in_a_thread(collect, site):
    async def main():
        return await asyncio.to_thread(collect, site.base_url, ["/json/x"])

    for _ in range(2):
        pages, *_ = asyncio.run(main())
        assert list(pages) == ["/json/x"]

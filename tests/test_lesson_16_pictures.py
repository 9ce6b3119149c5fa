"""Tests lesson 16: what its pictures show of each step, and what its words say beside them."""

import asyncio
import importlib
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from helpers.practice_service import PracticeService

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
STEPS = [f"step{number}" for number in range(6)]
WORKERS = [f"worker {number}" for number in range(4)]


@pytest.fixture(scope="module")
def data():
    """The package beside the lesson: its simulation and its steps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(NOTEBOOKS)
        yield lambda name: importlib.import_module(f"data.migration.{name}")
    for name in [name for name in sys.modules if name == "data" or name.startswith("data.")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def simulated(data):
    return {step: data("simulated").simulate(step) for step in STEPS}


def spans(timeline, lane, state):
    found = timeline.recording.on(lane, state)
    return [(round(s.start, 3), round(s.end, 3)) for s in found if s.end > s.start]


def test_each_step_does_the_same_at_the_same_times(simulated):
    for did, _ in simulated.values():
        assert did.pages == [f"/{number}" for number in range(8)]
        assert (did.failed, did.asked, did.most_in_flight) == ({}, 8, 4)
        assert (did.told, did.ended) == ([(0.08, 0), (0.16, 4)], 0.2)


def test_the_threads_go_and_the_boundary_moves_outwards(simulated):
    assert [len(did.threads) for did, _ in simulated.values()] == [5, 5, 5, 1, 1, 0]
    assert [did.crossings for did, _ in simulated.values()] == [0, 1, 8 + 3, 2, 1, 0]
    assert simulated["step0"][0].threads == {"timer", *WORKERS}
    assert simulated["step1"][0].threads == {"collector", *WORKERS}


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_is_blocked_until_the_third_step_and_awaits_from_there(simulated, step):
    _, seen = simulated[step]
    state, other = ("blocked", "waiting") if step < "step3" else ("waiting", "blocked")
    for worker in WORKERS:
        assert spans(seen, worker, state) == [(0, 0.1), (0.1, 0.2)]
        assert spans(seen, worker, other) == []


def test_each_page_of_the_second_step_has_a_task_and_a_thread(simulated):
    _, seen = simulated["step2"]
    tasks = ["Collector.fetch", *(f"Collector.fetch #{number}" for number in range(2, 9))]
    waits = [spans(seen, task, "waiting") for task in tasks]
    assert waits == [[(0, 0.1)]] * 4 + [[(0.1, 0.2)]] * 4


def test_the_lock_is_there_until_the_third_step(simulated):
    locks = ["lock · lock" in [lane.name for lane in seen.lanes] for _, seen in simulated.values()]
    assert locks == [True] * 4 + [False] * 2


# -- what the words say, with the real service -----------------------------------------------------

FOLDER = NOTEBOOKS / "data" / "migration"
ASKS = """            async with self.session.get(self.base_url + path) as reply:
                page = await reply.text()
"""
BLOCKING = """            reply = requests.get(self.base_url + path, timeout=self.patience)
            page, reply.status = reply.text, reply.status_code
"""
ALONE = """    async def fetch(self, path):
        async with await self.open_session() as session:
            return await self.fetch_with(session, path)

    async def fetch_with(self, session, path):
"""


def failing_tests(folder: Path, step: str, *edits: tuple[str, str]) -> set[str]:
    """Return the tests of `collect` that fail for a step with pieces of its text replaced."""
    text = (FOLDER / f"{step}.py").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / f"{step}.py").write_text(text, encoding="utf-8")
    (folder / "test_collect.py").write_bytes((FOLDER / "test_collect.py").read_bytes())
    words = f"-m pytest -v --color=no -p no:cacheprovider -k {step}".split()
    settings = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=settings, capture_output=True, text=True
    )
    assert "8 passed" in done.stdout or "failed" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"::test_(\w+)\[step\d\] FAILED", done.stdout))


def test_a_blocking_client_in_a_coroutine_gets_every_page_but_one_at_a_time(tmp_path):
    blocking = ("import aiohttp\n", "import aiohttp\nimport requests\n"), (ASKS, BLOCKING)
    failed = failing_tests(tmp_path, "step3", *blocking)
    assert "four_requests_are_in_flight_and_never_more" in failed
    assert "every_page_arrives" not in failed


def test_a_loop_for_each_call_passes_all_tests(tmp_path):
    alone = (
        ("page = self.loop.call(self.fetch, path)", "page = asyncio.run(self.fetch(path))"),
        ("    async def fetch(self, path):\n", ALONE),
        ("self.session.get(", "session.get("),
    )
    assert failing_tests(tmp_path, "step2", *alone) == set()


def edited(step: str, old: str, new: str) -> ModuleType:
    """Return a step as a module of its own, with one piece of its text replaced."""
    text = (FOLDER / f"{step}.py").read_text(encoding="utf-8")
    assert text.count(old) == 1
    module = ModuleType(step)
    exec(compile(text.replace(old, new), f"<{step}>", "exec"), vars(module))
    return module


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_slow_page_ends_a_worker_that_catches_too_little():
    module = edited("step2", "(OSError, aiohttp.ClientError)", "aiohttp.ClientError")
    with PracticeService() as site:
        pages, failed, _ = module.collect(site.base_url, ["/wait/60"], patience=0.1)
    assert (pages, failed) == ({}, {})


def fails(done, failed):
    raise ValueError("no progress")


@pytest.mark.parametrize("step", ["step1", "step2", "step3"])
def test_nobody_hears_of_an_on_progress_that_raises(data, step):
    with PracticeService() as site:
        pages, *_ = data(step).collect(site.base_url, ["/wait/0.1"], fails, every=0.01)
    assert list(pages) == ["/wait/0.1"]


@pytest.mark.parametrize("step", ["step4", "step5"])
def test_in_the_group_the_caller_hears_of_it(data, step):
    with PracticeService() as site, pytest.raises(ExceptionGroup) as caught:
        data(step).collect(site.base_url, ["/wait/60"], fails, every=0.01)
    assert caught.group_contains(ValueError, match="no progress")


def test_an_on_progress_in_a_thread_leaves_the_loop_free():
    """It waits for a timer of the loop, which comes only if the loop is free meanwhile."""
    module = edited(
        "step5",
        "            self.on_progress(len(self.pages), len(self.failed))",
        "            await asyncio.to_thread(self.on_progress, len(self.pages), len(self.failed))",
    )
    freed = threading.Event()

    async def main():
        asyncio.get_running_loop().call_later(0.1, freed.set)
        return await module.collect_async(
            site.base_url, ["/wait/0.05"], lambda *_: heard.append(freed.wait(10)), every=0.01
        )

    heard: list[bool] = []
    with PracticeService() as site:
        asyncio.run(main())
    assert heard and all(heard)

"""A room of learners on a hub: all start at once, run a lesson whole, and have an answer checked.

python -m tests.hub.seats [--seats 25] [--seed 1]

It needs what `make test-hub` installs. Answers are drawn from the stored ones, right and wrong; a
verdict that does not fit its answer is printed, and so is a cell that fails in the lesson.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

from tests.grading.answers import StoredAnswer, stored_answers
from tests.hub.hub import Hub, running_hub
from tests.hub.seat import Kernel, Seat

LESSON, EXERCISE = "04_what_blocks_the_loop", "04_exercise_what_blocks_the_loop"
FAILS_ON_PURPOSE = "raises-exception"
LOOK = 1.0  # seconds between two looks at the memory
T = TypeVar("T")


async def run_lesson(seat: Seat) -> list[str]:
    """Run all cells of the lesson; return those that fail and should not."""
    path = f"notebooks/{LESSON}.ipynb"
    failed = []
    notebook = await seat.notebook(path)
    async with seat.kernel(path) as kernel:
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                status, shown = await kernel.run(cell["source"])
                if status != "ok" and FAILS_ON_PURPOSE not in cell["metadata"].get("tags", []):
                    failed.append(f"{seat.name}, cell {cell['id']}: {shown}")
    return failed


async def solve(seat: Seat, answer: StoredAnswer) -> tuple[str, float]:
    """Write the answer into the exercise, save it, and run it as far as the check.

    Returns what the check says, and how many seconds it took to.
    """
    path = f"exercises/{EXERCISE}.ipynb"
    notebook = await seat.notebook(path)
    places = {cell["id"]: place for place, cell in enumerate(notebook["cells"])}
    notebook["cells"][places[f"{answer.letter}-attempt"]]["source"] = answer.source
    await seat.save(path, notebook)
    tried = notebook["cells"][: places[f"{answer.letter}-check"] + 1]
    async with seat.kernel(path) as kernel:
        return await _last(kernel, [c["source"] for c in tried if c["cell_type"] == "code"])


async def _last(kernel: Kernel, sources: list[str]) -> tuple[str, float]:
    for source in sources[:-1]:
        await kernel.run(source)
    begun = time.monotonic()
    _, shown = await kernel.run(sources[-1])
    return shown, time.monotonic() - begun


def is_right(answer: StoredAnswer, shown: str) -> bool:
    """Does a check say what this answer deserves?"""
    task = re.escape(f"{answer.exercise[:2]}.{answer.letter}")
    passed = answer.expected == "PASS"
    return bool(re.search(f"✓ {task}" if passed else f"[✗○] {task}  {answer.expected}", shown))


async def timed(does: Awaitable[T]) -> tuple[T, float]:
    """Return what an awaitable returns, and the seconds that it took."""
    begun = time.monotonic()
    return await does, time.monotonic() - begun


class Room:
    """All seats on one hub, and what was measured of them."""

    def __init__(self, hub: Hub, seats: list[Seat]) -> None:
        self.hub, self.seats, self.most = hub, seats, 0.0

    async def all_do(self, what: str, act: Callable[[Seat], Awaitable[T]]) -> list[T]:
        """Let all seats do something at once; print for how long they were at it."""
        doing = asyncio.gather(*(timed(act(seat)) for seat in self.seats))
        while not doing.done():
            self.most = max(self.most, await asyncio.to_thread(self.hub.memory))
            await asyncio.wait([doing], timeout=LOOK)
        results = doing.result()
        print(f"{what}: {spread(second for _, second in results)}", flush=True)
        return [result for result, _ in results]


def spread(seconds: Iterator[float]) -> str:
    """Return the median and the most of some seconds, in words."""
    found = sorted(seconds)
    return f"median {statistics.median(found):.1f} s, at most {found[-1]:.1f} s"


async def hold(hub: Hub, answers: list[StoredAnswer]) -> list[str]:
    """Seat a learner for each answer; return a line for all that went wrong."""
    given = {f"seat-{number:02d}": answer for number, answer in enumerate(answers, start=1)}
    async with AsyncExitStack() as stack:
        seats = [await stack.enter_async_context(Seat(hub.url, name)) for name in given]
        room = Room(hub, seats)
        await room.all_do("start of a server", lambda seat: seat.start())
        print(f"memory with all servers, no kernel: {hub.memory():.0f} MiB", flush=True)
        failed = await room.all_do("all cells of the lesson", run_lesson)
        solved = await room.all_do("the exercise's task", lambda s: solve(s, given[s.name]))
        print(f"of that, its verdict: {spread(second for _, second in solved)}")
        print(f"most memory of all: {room.most:.0f} MiB")
        wrong = [line for lines in failed for line in lines]
        for (name, answer), (shown, _) in zip(given.items(), solved, strict=True):
            if not is_right(answer, shown):
                wrong.append(f"{name}, {answer.name}: {shown}")
        return wrong


def main() -> int:
    """Seat the room, print what was measured, and return 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seats", type=int, default=25, choices=range(1, 26), metavar="1..25")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    task = [each for each in stored_answers() if (each.exercise, each.letter) == (LESSON, "a")]
    draw = random.Random(chosen.seed)
    answers = [draw.choice(task) for _ in range(chosen.seats)]
    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        with running_hub(Path(folder), chosen.seats) as hub:
            wrong = asyncio.run(hold(hub, answers))
    cores, load = os.cpu_count(), os.getloadavg()[1]
    print(f"{chosen.seats} seats on {cores} cores; load average of the last 5 minutes {load:.0f}")
    print("\n".join(wrong) or "every cell and every verdict is right")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())

"""A workshop's plan with all its seats: each follows it in kernels and a working folder of its own.

python -m tests.workshop.rehearsal [--seats 25] [--seed 1] [--plan 90_minutes] [--page PAGE]

Each seat runs the cells that the plan shows, solves the plan's tasks with stored answers, right and
wrong ones, and sends its pack after each part; the board has to be right for all of them.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient
from nbformat import NotebookNode

from helpers.authoring.workshop.plans import Part, plans
from helpers.notebook_files import Course
from helpers.places import VARIABLE, exercise_path
from helpers.working_copy import bring_in
from helpers.workshop.board import Board
from helpers.workshop.making import make_pack
from helpers.workshop.pack import text_of as pack_text
from helpers.workshop.page import write_page
from helpers.workshop.sending import send
from helpers.workshop.service import PackService
from helpers.workshop.view import view_of
from tests import kernel_ports as kernel_ports  # else 25 kernels that start at once share ports
from tests.grading.answers import StoredAnswer, stored_answers
from tests.kernels import run_cells, text_of

COURSE = Course()
LOOK = 0.5  # seconds between two looks at the memory


@dataclass
class Seat:
    """One learner: a working folder, the answers that are drawn for them, what they were told."""

    number: int
    home: Path
    answers: dict[str, StoredAnswer]
    told: dict[str, str] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)  # seconds for each verdict

    def follow(self, part: Part, url: str) -> None:
        """Run what the part shows, solve its tasks, and send the pack."""
        if part.run:
            sources = [part.lesson.cell(identity).source for identity in part.run]
            run_cells(sources, self.home / "notebooks", env=self._env(), allow_errors=True)
        for task in part.tasks:
            self._solve(f"{part.lesson.number}.{task.letter}", part.lesson.name, task.letter)
        send(pack_text(make_pack(self.home, str(self.number))[0]).encode(), url)

    def _env(self) -> dict[str, str]:
        return {**os.environ, VARIABLE: str(self.home)}

    def _solve(self, task: str, exercise: str, letter: str) -> None:
        """Write the answer into the exercise, run it as far as the check, and keep the verdict."""
        path = exercise_path(self.home, exercise)
        notebook = nbformat.read(path, as_version=4)
        places = {cell.id: place for place, cell in enumerate(notebook.cells)}
        notebook.cells[places[f"{letter}-attempt"]].source = self.answers[task].source
        nbformat.write(notebook, path)
        tried = notebook.cells[: places[f"{letter}-check"] + 1]
        client = NotebookClient(
            nbformat.v4.new_notebook(cells=tried), kernel_name="python3", allow_errors=True
        )
        client.execute(cwd=str(path.parent), env=self._env())
        self.told[task] = text_of(tried[-1].outputs)
        self.waited.append(_seconds(tried[-1]))


def _seconds(cell: NotebookNode) -> float:
    """Return for how long the kernel was busy with a cell."""
    times = cell.metadata.execution
    began, ended = (
        datetime.fromisoformat(times[f"iopub.status.{state}"].replace("Z", "+00:00"))
        for state in ("busy", "idle")
    )
    return (ended - began).total_seconds()


def seated(seats: int, parts: tuple[Part, ...], draw: random.Random, room: Path) -> Iterator[Seat]:
    """Yield each seat, with a new working folder below `room` and its answers."""
    by_task: dict[str, list[StoredAnswer]] = {}
    for answer in stored_answers():
        by_task.setdefault(f"{answer.exercise[:2]}.{answer.letter}", []).append(answer)
    tasks = [f"{part.lesson.number}.{task.letter}" for part in parts for task in part.tasks]
    for number in range(1, seats + 1):
        home = room / f"seat-{number}"
        bring_in(home)
        yield Seat(number, home, {task: draw.choice(by_task[task]) for task in tasks})


def memory() -> float:
    """Return the MiB that this process and all its children use, pages that they share once."""
    own, total = psutil.Process(), 0
    for process in (own, *own.children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:  # it has ended meanwhile
            continue
    return total / 2**20


def hold(seats: list[Seat], parts: tuple[Part, ...], packs: Path) -> float:
    """Let all seats follow the plan, part by part; return the most memory, in MiB."""
    most = 0.0
    with PackService(packs) as service, ThreadPoolExecutor(len(seats)) as pool:
        for part in parts:
            begun = time.monotonic()
            following = [pool.submit(seat.follow, part, service.url) for seat in seats]
            while not all(future.done() for future in following):
                most = max(most, memory())
                time.sleep(LOOK)
            for future in following:
                future.result()
            print(f"{part.lesson.name}: {time.monotonic() - begun:.0f} s for all seats", flush=True)
    return most


def faults(seats: list[Seat], board: Board) -> Iterator[str]:
    """Yield a line for each task that a check or the board judges otherwise than its answer."""
    judged = {one.pack.seat: one.judged for one in board.seats.by_name.values()}
    for seat in seats:
        for task, answer in seat.answers.items():
            got = judged[str(seat.number)][task].code if str(seat.number) in judged else "no pack"
            if got != answer.expected:
                yield f"board, seat {seat.number}, {task} {answer.name}: {got}"
            wanted = (
                rf"✓ {task}" if answer.expected == "PASS" else rf"[✗○] {task}  {answer.expected}"
            )
            if not re.search(wanted, seat.told[task]):
                yield f"kernel, seat {seat.number}, {task} {answer.name}: {seat.told[task]}"


def main() -> int:
    """Rehearse, print what was measured, and return 1 if anybody was told something wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seats", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plan", default="90_minutes", choices=[p.file for p in plans(COURSE)])
    parser.add_argument("--page", type=Path, help="keep the board's page here")
    chosen = parser.parse_args()
    parts = next(plan.parts for plan in plans(COURSE) if plan.file == chosen.plan)
    with tempfile.TemporaryDirectory() as room, tempfile.TemporaryDirectory() as packs:
        seats = list(seated(chosen.seats, parts, random.Random(chosen.seed), Path(room)))
        most = hold(seats, parts, Path(packs))
        with Board(Path(packs)) as board:
            board.look()
            while not board.wait(5):
                pass
            if chosen.page:
                write_page(chosen.page, view_of(board.seats, datetime.now().astimezone()), False)
            wrong = list(faults(seats, board))
    waited = sorted(second for seat in seats for second in seat.waited)
    median = statistics.median(waited)
    print(f"{len(waited)} verdicts: median {median:.1f} s, at most {waited[-1]:.1f} s")
    print(f"most memory, all kernels and checks: {most:.0f} MiB")
    print("\n".join(wrong) or "checks and board are right for all")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())

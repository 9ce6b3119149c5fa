"""A workshop in small: real packs of stored answers, all sent at once, and judged by a board.

python -m tests.workshop.simulation [--seats 25] [--seed 1] [--exercise NAME] [--page PAGE]
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat

from helpers.grading.attempts import FILE, Event
from helpers.grading.registry import known, letters
from helpers.grading.verdict import PASS
from helpers.places import exercise_path
from helpers.workshop.board import Board
from helpers.workshop.making import make_pack
from helpers.workshop.pack import Pack, text_of
from helpers.workshop.page import write_page
from helpers.workshop.sending import send
from helpers.workshop.service import PackService
from helpers.workshop.view import view_of
from helpers.workshop.words import words_of
from tests.grading.answers import StoredAnswer, stored_answers

ROOT = Path(__file__).resolve().parents[2]
TASKS = 4
SHARED = {("08_bridging_threads_and_loops", "b")}  # its BackgroundLoop serves 08.d
NAMES = ("", "Ada", "Grace", "Zoë")  # what some seats call themselves in place of a number


def drawn(seats: int, seed: int, only: str | None) -> list[dict[str, StoredAnswer]]:
    """Return for each seat an answer to each task of one exercise, or of the exercise `only`."""
    draw, by_task = random.Random(seed), {}
    for answer in stored_answers():
        by_task.setdefault((answer.exercise, answer.letter), []).append(answer)
    exercises = [only] if only else [name for name in known() if len(letters(name)) == TASKS]
    found = []
    for number in range(seats):
        name = exercises[number % len(exercises)]
        found.append({x: draw.choice(_choice(by_task[name, x])) for x in letters(name)})
    return found


def _choice(answers: list[StoredAnswer]) -> list[StoredAnswer]:
    """Return the answers to draw from: right ones where another task's answer builds on it."""
    shared = (answers[0].exercise, answers[0].letter) in SHARED
    return [answer for answer in answers if not shared or answer.expected == PASS]


def packed(number: int, answers: dict[str, StoredAnswer], draw: random.Random) -> Pack:
    """Write the answers into an exercise as a learner does, and return its pack."""
    exercise = next(iter(answers.values())).exercise
    with tempfile.TemporaryDirectory() as home:
        path = exercise_path(Path(home), exercise)
        path.parent.mkdir()
        notebook = nbformat.read(ROOT / "exercises" / f"{exercise}.ipynb", as_version=4)
        for letter, answer in answers.items():
            cell = next(cell for cell in notebook.cells if cell.id == f"{letter}-attempt")
            cell.source = answer.source
        nbformat.write(notebook, path)
        _note_attempts(Path(home) / FILE, exercise, answers, draw)
        seat = NAMES[number] if number < len(NAMES) else str(number)
        return make_pack(Path(home), seat)[0]


def _note_attempts(
    path: Path, exercise: str, answers: dict[str, StoredAnswer], draw: random.Random
) -> None:
    at = datetime.now(UTC) - timedelta(minutes=draw.randrange(20, 60))
    lines = []
    for letter, answer in answers.items():
        for _ in range(draw.randrange(1, 9)):
            at += timedelta(seconds=draw.randrange(20, 200))
            task = f"{exercise[:2]}.{letter}"
            event = Event(f"{at:%Y-%m-%dT%H:%M:%SZ}", task, "check", answer.expected)
            parts = {name: value for name, value in event._asdict().items() if value}
            lines.append(str(parts).replace("'", '"'))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def send_all(packs: list[Pack], folder: Path) -> tuple[float, int]:
    """Send all packs at once; return the seconds, and the largest pack's bytes."""
    contents = [text_of(pack).encode() for pack in packs]
    with PackService(folder) as service, ThreadPoolExecutor(len(packs)) as pool:
        begun = time.monotonic()
        list(pool.map(lambda content: send(content, service.url), contents))
        return time.monotonic() - begun, max(map(len, contents))


def judge_all(folder: Path, page: Path | None) -> tuple[float, dict[str, dict[str, str]], Counter]:
    """Run the board once; return the seconds, each pack's codes by its id, and the mistakes."""
    begun = time.monotonic()
    with Board(folder) as board:
        board.look()
        while not board.wait(5):
            print(f"  {board.waiting} seats to judge", flush=True)
        view = view_of(board.seats, datetime.now().astimezone())
    seconds = time.monotonic() - begun
    print(words_of(view))
    if page:
        write_page(page, view, refresh=False)
    found = board.seats.by_name.values()
    codes = {seat.pack.id: {task: one.code for task, one in seat.judged.items()} for seat in found}
    return seconds, codes, Counter({(m.task, m.code): m.seats for m in view.mistakes})


def main() -> int:
    """Simulate, print what was measured, and return 1 if the board was wrong anywhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--exercise", choices=known(), help="one for all seats")
    parser.add_argument("--page", type=Path, help="keep the board's page here")
    chosen = parser.parse_args()
    answers = drawn(chosen.seats, chosen.seed, chosen.exercise)
    draw = random.Random(chosen.seed)
    packs = [packed(number, each, draw) for number, each in enumerate(answers)]
    with tempfile.TemporaryDirectory() as folder:
        sent, largest = send_all(packs, Path(folder))
        judged, codes, mistakes = judge_all(Path(folder), chosen.page)
    wrong, wanted = [], Counter()
    for pack, each in zip(packs, answers, strict=True):
        for answer in each.values():
            task = f"{answer.exercise[:2]}.{answer.letter}"
            wanted[task, answer.expected] += 1
            if (got := codes[pack.id].get(task)) != answer.expected:
                wrong.append(f"{task} {answer.name}: {got}, not {answer.expected}")
    wrong += [
        f"{key}: {n} seats, not {wanted[key]}" for key, n in mistakes.items() if n != wanted[key]
    ]
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{len(packs)} packs, the largest {largest / 1024:.1f} KiB, sent in {sent:.2f} s")
    print(f"{sum(wanted.values())} answers judged in {judged:.1f} s")
    print(f"most memory: the board {own:.0f} MiB, one child {children:.0f} MiB")
    print("\n".join(wrong) or "the board is right for all")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())

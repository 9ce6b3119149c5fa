"""Judge every stored answer many times, idle and under load, and look for verdicts that change.

python -m tests.grading.soak [rounds] [busy processes] [which answers: an exercise such as 01,
                             or a part of all, such as 1/8]
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.grading.answers import StoredAnswer, parsing_in_turn, stored_answers, verdict_on

__all__ = ["soak"]

ROUNDS, HOGS = 50, 24
WORKERS, WORKERS_UNDER_LOAD = 4, 16  # checks at once; beside busy processes each gets little
BURN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: sum(range(10_000))"


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep the machine busy with so many processes; each ends at the latest with this one."""
    hogs = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(processes)]
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


def soak(
    answers: list[StoredAnswer], rounds: int, workers: int
) -> dict[StoredAnswer, Counter[str]]:
    """Judge each answer so many times; return how often each verdict came."""
    counts: dict[StoredAnswer, Counter[str]] = {answer: Counter() for answer in answers}
    with parsing_in_turn(), ThreadPoolExecutor(workers) as pool:
        for _ in range(rounds):
            codes = pool.map(_code, answers)
            for answer, code in zip(answers, codes, strict=True):
                counts[answer][code] += 1
    return counts


def _code(answer: StoredAnswer) -> str:
    try:
        return verdict_on(answer).code
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def report(title: str, counts: dict[StoredAnswer, Counter[str]]) -> int:
    """Print what changed, and how many verdicts there were; return how many were wrong."""
    wrong = 0
    for answer, found in counts.items():
        others = found.total() - found[answer.expected]
        wrong += others
        if others:
            print(f"  {answer.exercise}/{answer.letter}/{answer.name}: {dict(found)}")
    total = sum(found.total() for found in counts.values())
    print(f"{title}: {len(counts)} answers, {total} verdicts, {wrong} changed", flush=True)
    return wrong


def chosen(which: str) -> list[StoredAnswer]:
    """Return the answers of an exercise, or a part of all."""
    part, slash, parts = which.partition("/")
    if not slash:
        return [answer for answer in stored_answers() if answer.exercise.startswith(which)]
    return list(stored_answers())[int(part) - 1 :: int(parts)]


def main(arguments: list[str]) -> int:
    """Soak idle, then under load; return 1 if any verdict changed."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    hogs = int(arguments[1]) if arguments[1:] else HOGS
    answers = chosen(arguments[2] if arguments[2:] else "1/1")
    wrong = report("idle", soak(answers, rounds, WORKERS))
    with busy(hogs):
        wrong += report(f"{hogs} busy processes", soak(answers, rounds, WORKERS_UNDER_LOAD))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

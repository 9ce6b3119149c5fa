"""The trials of 05.b: workers that are started and stopped, at this moment and at any."""

import threading
import time
from typing import Any

from helpers.grading.draws import seconds
from helpers.grading.kit import Run, orders, trial

__all__ = ["before_a_pause", "before_start", "in_a_job", "in_a_pause", "two", "whenever"]

MOST = 30  # calls, after which a worker that nobody can stop is ended by its job
FEW = 5  # of a worker that is explored: its pauses pass only when it has been stopped


class Job:
    """A job of so many seconds; notes when each call began, and on which threads."""

    def __init__(self, run: Run, takes: float) -> None:
        self.run, self.takes, self.caller = run, takes, threading.current_thread()
        self.threads: list[threading.Thread] = []
        self.begun: list[float] = []

    def __call__(self) -> None:
        me = threading.current_thread()
        self.threads += [] if me in self.threads else [me]
        if me is self.caller or len(self.begun) == MOST:
            raise SystemExit  # this thread would never come back
        self.begun.append(self.run.now())
        time.sleep(self.takes)

    def note(self, asked: float) -> None:
        """Note what was seen of its calls, when a stop was asked for at that second."""
        self.run.note(
            begun=self.begun[:6],
            late=[each for each in self.begun if each >= asked],
            on_caller=self.caller in self.threads,
            threads=len(self.threads),
            daemon=any(thread.daemon for thread in self.threads),
        )


def stopped(run: Run, takes: float, pause: float, at: float, timeout: float) -> None:
    """Start a worker, stop it at a second, and ask again when it must have ended."""
    job = Job(run, takes)
    run.note(takes=takes, pause=pause, asked=at, timeout=timeout)
    try:
        worker = run.answer(job, pause)
        worker.start()
        run.note(held_caller=run.now())
        time.sleep(max(0.0, at - run.now()))
        first = worker.stop(timeout)
        run.note(at=run.now(), first=first, alive=any(each.is_alive() for each in job.threads))
        time.sleep(takes + pause + 1)
        run.note(again=worker.stop(timeout))
    except SystemExit:
        pass  # the job ran on this very thread
    finally:
        job.note(at)


def two(run: Run) -> None:
    """Stop one of two workers; the other goes on, until it is stopped as well."""
    one, other = Job(run, 1), Job(run, 1)
    try:
        workers = [run.answer(one, 1), run.answer(other, 1)]
        for worker in workers:
            worker.start()
        run.note(held_caller=run.now())
        time.sleep(max(0.0, 2.5 - run.now()))
        workers[0].stop(4)
        time.sleep(max(0.0, 10.5 - run.now()))
        run.note(others=other.begun[:6])
        workers[1].stop(4)
    except SystemExit:
        pass  # the job ran on this very thread
    finally:
        one.note(2.5)


@trial(rounds=2)
def in_a_pause(run: Run) -> None:
    """Stop in the second pause, at a moment at which no one who looks at intervals looks."""
    takes, into = seconds(run.draw, 2) if run.round else (1.0, 3.0537)
    pause = 700.0 if run.round else 60.0
    run.note(second=round(takes + pause, 6))
    stopped(run, takes, pause, at=round(2 * takes + pause + into, 6), timeout=2000)


@trial(rounds=2)
def in_a_job(run: Run) -> None:
    """Stop in the first job, with a deadline before its end; the second one is over at once."""
    at, timeout = (2.0, 3.0) if run.round == 0 else (seconds(run.draw, 1)[0], 0)
    run.note(due=round(at + timeout, 6))
    stopped(run, 9, run.round, at, timeout)


@trial(rounds=2)
def before_a_pause(run: Run) -> None:
    """Stop in the first job, with time enough for its end."""
    at = 2.0 if run.round == 0 else seconds(run.draw, 1)[0]
    stopped(run, 9, 600, at, timeout=500)


@trial(raises=True)
def before_start(run: Run) -> Any:
    """Stop a worker that was never started."""
    run.note(wanted=True)
    return run.answer(Job(run, 1), 1).stop(3)


class Life:
    """A worker with a pause of 60 s, and how long it took to start and stop it."""

    def __init__(self, run: Run) -> None:
        self.worker, self.took, self.calls = run.answer(self.job, 60), 0.0, 0

    def job(self) -> None:
        """Take no time, and end a thread that nobody stops."""
        self.calls += 1
        if self.calls == FEW:
            raise RuntimeError("nobody stops it")


def start_and_stop(life: Life) -> None:
    """Live the whole life; the worker's thread goes on beside it, in every order."""
    began = time.monotonic()
    life.worker.start()
    life.worker.stop(1000)
    life.took = time.monotonic() - began


@orders(start_and_stop, right=lambda life: life.took == 0, limit=150)
def whenever(run: Run) -> Life:
    """Stop at any moment: between the thread's question whether to stop and its wait, too."""
    return Life(run)

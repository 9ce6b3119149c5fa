"""The programs of 05.c: a queue that threads serve, and jobs that are handed in there."""

import queue
import threading
import time
from concurrent.futures import Future
from typing import Any

from helpers.grading.contexts import UNSET, here, leaks, request_id, set_to
from helpers.grading.doubles import fails
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, trial

__all__ = ["at_once", "failing", "later"]

PATIENCE = 20  # seconds of virtual time, after which a future without a result will never have one


class Desk:
    """A queue with threads that serve it, begun before anybody sets a variable.

    failed: what came out of a job, where it would have ended the thread. put: how many jobs came.
    """

    def __init__(self, run: Run, workers: int) -> None:
        run.replace(request_id=request_id)
        self.jobs: queue.Queue[Any] = queue.Queue()
        self.failed: list[str] = []
        self.threads = [
            threading.Thread(target=self.serve, name=f"worker_{number}")
            for number in range(workers)
        ]

    def serve(self) -> None:
        """Call the jobs, as the exercise's `serve` does, but go on after one that raises."""
        while (job := self.jobs.get()) is not None:
            try:
                job()
            except Exception as error:
                self.failed.append(f"{type(error).__name__}: {error}")

    def __enter__(self) -> "Desk":
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *error: object) -> None:
        for _ in self.threads:
            self.jobs.put(None)
        for thread in self.threads:
            thread.join()


@trial(rounds=2)
def at_once(run: Run) -> Any:
    """Three jobs of two callers at the same time, with arguments; then the caller changes all."""
    calls: list[tuple[Any, Any, str]] = []

    def job(*args: Any, **named: Any) -> str:
        calls.append(([list(args), named], here(), threading.current_thread().name))
        time.sleep(3)
        return f"result of {args}"

    ids = ["r1", "r2"] if run.round == 0 else odd_values(run.draw, 2)
    odd = run.draw.sample([0, None, "", False], 2)
    sent = [[["home", 2], {"page": "help"}], [odd, {"key": odd[0]}], [[], {}]]
    with Desk(run, 3) as desk:
        begun, one = run.now(), set_to(ids[0], "Ada")
        futures = [run.answer(desk.jobs, job, *args, **named) for args, named in sent[:2]]
        other = set_to(ids[1], "Bob")
        futures.append(run.answer(desk.jobs, job))
        held = round(run.now() - begun, 6)
        if not isinstance(futures[0], Future):
            return futures[0]
        run.note(held_caller=held, kind="Future")
        dues, moments = [one, one, other], [one, other, set_to("r3", "Cy")]
        ends = [run.ending(future.result, PATIENCE) for future in futures]
    got, saw, threads = ([call[part] for call in calls] for part in range(3))
    run.note(sent=sent, got=got, asked=got if len(got) > len(sent) else [])
    moved = any(a != b and a in moments for a, b in zip(saw, dues, strict=False))
    run.note(saw=saw, set_to=dues, moved=moved, failed=desk.failed)
    run.note(endings="".join(end.said for end in ends if end.error))
    run.note(never=any(not future.done() for future in futures))
    run.note(strays=[name for name in threads if not name.startswith("worker")])
    run.note(wanted=[f"result of {tuple(args)}" for args, _ in sent])
    return [end.value for end in ends]


@trial(raises=True)
def later(run: Run) -> None:
    """A job sets the variables; then look at later jobs on the same thread, and at the caller."""
    seen: list[Any] = []
    with Desk(run, 1) as desk:
        mine = set_to("r4", "Di")
        run.answer(desk.jobs, set_to, "changed", "changed").result(PATIENCE)
        desk.jobs.put(lambda: seen.extend(here()))
        own = run.answer(desk.jobs, here).result(PATIENCE)
    looks = [("a job that was put without it", seen, UNSET), ("the next job", own, mine)]
    run.note(leaked=leaks([*looks, ("the caller", here(), mine)]))


@trial(rounds=2, raises=True)
def failing(run: Run) -> None:
    """The job raises."""
    error = ValueError("no page") if run.round == 0 else errors(run.draw, 1)[0]
    with Desk(run, 1) as desk:
        future = run.answer(desk.jobs, run.blocking("load_page", fails(error)))
        end = run.ending(future.result, PATIENCE)
    run.note(due_error=type(error).__name__, raised=end.raised, failed=desk.failed)
    run.note(said=f"returned a future whose result() {end.said}")

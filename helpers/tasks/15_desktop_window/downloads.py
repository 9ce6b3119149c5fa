"""The downloads of 15.d: coroutines that report their progress, and what a user sees of it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from helpers.grading.journal import Noted
from helpers.grading.kit import Run

from .screen import Screen

__all__ = ["CLEANUP", "LATEST", "Download", "play"]

LATEST, CLEANUP = 0.1, 1.0  # seconds
STARTING, CANCELLING = "downloading", "cancelling"
Burst = tuple[float, list[str]]  # texts that are reported at one moment, after a pause


class Download:
    """One download: reports texts in bursts, and then returns a text or raises an error.

    `in_a_thread`: the last text of each burst comes from a thread of the default pool.
    """

    def __init__(
        self,
        bursts: Sequence[Burst],
        end: str | Exception = "done",
        *,
        in_a_thread: bool = False,
    ) -> None:
        self.bursts, self.end, self.in_a_thread = bursts, end, in_a_thread
        self.call: Noted | None = None
        self.reported: list[tuple[str, float]] = []  # the last text of each burst
        self.report_took = 0.0
        self.cancelled_at: float | None = None

    async def run(self, run: Run, report: Callable[[str], Any]) -> str:
        """Be that download, in a coroutine; it needs a second to clean up."""
        with run.journal.call("download") as self.call:
            try:
                await self._report_all(run, report)
            except asyncio.CancelledError:
                self.cancelled_at = run.now()
                report("cleaning up")
                await asyncio.sleep(CLEANUP)
                self.call.cleaned = True
                raise
            if isinstance(self.end, Exception):
                raise self.end
            return self.end

    async def _report_all(self, run: Run, report: Callable[[str], Any]) -> None:
        for pause, texts in self.bursts:
            await asyncio.sleep(pause)
            began = run.now()
            for text in texts[:-1]:
                report(text)
            if self.in_a_thread:
                await asyncio.to_thread(report, texts[-1])
            else:
                report(texts[-1])
            self.report_took = max(self.report_took, round(run.now() - began, 6))
            self.reported.append((texts[-1], run.now()))

    def last(self) -> str:
        """Return the text that is to be shown in the end."""
        if self.call is not None and self.call.how == "cancelled":
            return "cancelled"
        return f"failed: {self.end}" if isinstance(self.end, Exception) else self.end


def play(run: Run, downloads: list[Download], until: float, **acts: tuple[float, ...]) -> Any:
    """Run the answer while the user acts: `press=(0.5,), cancel=(2.0,)`; closes at `until`."""
    screen, waiting = Screen(run, until + 30), iter(downloads)

    async def download(report: Callable[[str], Any]) -> str:
        return await next(waiting, Download([])).run(run, report)

    for act, times in acts.items():
        for at in times:
            screen.user(at, getattr(screen, act))
    screen.user(until, screen.close)
    run.note(to_ask=["download" for _ in downloads], closed_at=until)
    try:
        return run.answer(screen, download)
    finally:
        screen.note()
        begun = [each for each in downloads if each.call is not None]
        seen_of(run, screen, begun)
        run.note(idle=idle_cancels(screen, begun, acts.get("cancel", ())))


def seen_of(run: Run, screen: Screen, begun: list[Download]) -> None:
    """Note what the user saw of each download, and when it was too late, or not in order."""
    ended = [each for each in begun if each.call.end is not None]
    run.note(report_took=max((each.report_took for each in begun), default=0.0))
    run.note(due=max([run.noted["closed_at"], *(each.call.end for each in ended)]), out=run.now())
    during = [round(at, 6) for c in ended for at in (c.call.start + 0.05, c.call.end - 0.05)]
    run.note(on_during=[at for at in during if not screen.is_off(at) and screen.is_there(at)])
    after = [round(each.call.end + LATEST, 6) for each in ended]
    run.note(off_after=[at for at in after if screen.is_off(at) and screen.is_there(at)])
    run.note(interrupted=any(c.call.how == "cancelled" and not c.call.cleaned for c in ended))
    found = [said for each in begun for said in missing(screen, each)]
    run.note(missing=found[:1], odd=[said for each in ended for said in odd(screen, each)][:1])
    run.note(too_early=[said for each in ended for said in too_early(screen, each)][:1])


def idle_cancels(screen: Screen, begun: list[Download], cancels: tuple[float, ...]) -> list[str]:
    """Say what changed on a press of Cancel while no download was under way."""
    calls = [each.call for each in begun if each.call.end is not None]
    idle = [at for at in cancels if not any(call.start <= at < call.end for call in calls)]
    pairs = [(at, screen.text_at(at - 0.1), screen.text_at(at + 0.1)) for at in idle]
    return [f"at {at} s the label became {now!r}" for at, before, now in pairs if before != now]


def missing(screen: Screen, each: Download) -> list[str]:
    """Say which texts were never seen, or too late: the last one of a burst, and the end."""
    due = [(STARTING, each.call.start)] if each.bursts[0][0] > LATEST else []
    due += [(text, at) for text, at in each.reported if at != each.call.end]
    due += [(CANCELLING, each.cancelled_at)] if each.cancelled_at is not None else []
    due += [(each.last(), each.call.end)] if each.call.end is not None else []
    due = [(text, at) for text, at in due if screen.is_there(at + LATEST)]
    return [
        f"{text!r}, due at {at} s, was seen at {seen} s" if seen else f"{text!r} was never seen"
        for text, at in due
        if (seen := screen.first(text, since=at)) is None or seen > at + LATEST
    ]


def odd(screen: Screen, each: Download) -> list[str]:
    """Say which text was seen while the download was being cancelled, or after its end."""
    begun, end = each.cancelled_at, each.call.end
    seen = screen.seen(end + LATEST, end + 1.5, without=each.last())
    if begun is not None:
        seen += screen.seen(begun + LATEST, end, without=CANCELLING)
    return [f"{text!r} was seen at {at} s" for text, at in seen if text != "cancelled"]


def too_early(screen: Screen, each: Download) -> list[str]:
    """Say when "cancelled" was seen before the download had cleaned up."""
    if each.cancelled_at is None:
        return []
    seen = screen.seen(each.cancelled_at, each.call.end, without=CANCELLING)
    return [f"at {at} s, and" for text, at in seen if text == "cancelled"]

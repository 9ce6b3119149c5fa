"""Draws the README's picture: a timeline of a program with one careless call."""

import asyncio
import time
from pathlib import Path

from helpers.timeline import Timeline
from helpers.virtual_time import VirtualClock

__all__ = ["draw_readme_picture", "readme_timeline"]


def readme_timeline() -> Timeline:
    """Record, in virtual time, one task that blocks the loop and one that uses a thread."""
    with Timeline() as seen:
        VirtualClock().run(_main())
    return seen


def draw_readme_picture(target: Path) -> None:
    """Write the picture as a PNG file to `target`."""
    target.parent.mkdir(exist_ok=True)
    readme_timeline().draw().savefig(target)


def _parse_report() -> None:
    time.sleep(1.2)


def _read_disk() -> None:
    time.sleep(1.5)


async def _heart() -> None:
    for _ in range(6):
        await asyncio.sleep(0.5)


async def _careless() -> None:
    await asyncio.sleep(0.75)
    _parse_report()
    await asyncio.sleep(0.5)


async def _gentle() -> None:
    await asyncio.sleep(0.5)
    await asyncio.to_thread(_read_disk)


async def _main() -> None:
    asyncio.current_task().set_name("main")
    async with asyncio.TaskGroup() as group:
        for name, work in (("heart", _heart), ("careless", _careless), ("gentle", _gentle)):
            group.create_task(work(), name=name)

"""Makes small planted answers for the tests of what a check sees."""

import textwrap
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.doubles import Disk, Net, Script, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe

IMPORTS = """\
import asyncio, contextlib, queue, socket, threading, time
from concurrent.futures import ThreadPoolExecutor
from time import sleep
"""
SLOW: Script = {name: gives(name.upper(), after=n, cleanup=1) for n, name in enumerate("abc", 1)}


def planted(source: str, script: Script = SLOW) -> tuple[Answer, Journal]:
    """Return an answer whose last function is asked for, with doubles `net`, `disk` and `note`."""
    answer = Answer("", IMPORTS + textwrap.dedent(source))
    answer.name = [name for name, value in answer.namespace.items() if _is_its(value)][-1]
    journal = Journal()
    answer.replace(net=Net(journal, script), disk=Disk(journal, script), note=journal.note)
    return answer, journal


def _is_its(value: Any) -> bool:
    return getattr(value, "__module__", "") == "answer"


def seen(source: str, *args: Any, script: Script = SLOW, **options: Any) -> dict[str, Any]:
    """Return what `observe` sees of an answer that is called with `args`."""
    answer, journal = planted(source, script)
    return observe(answer, lambda: answer.value(*args), journal, **options)


def trial_of(source: str, *args: Any, script: Script = SLOW) -> tuple[Answer, Callable]:
    """Return an answer, and the trial that `cancel_each_await` takes."""
    answer, _ = planted(source, script)

    def trial() -> tuple[Journal, Callable[[], Any]]:
        journal = Journal()
        answer.replace(net=Net(journal, script), disk=Disk(journal, script), note=journal.note)
        return journal, lambda: answer.value(*args)

    return answer, trial

"""Makes small planted answers for the tests of what a check sees."""

import textwrap
from types import SimpleNamespace
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.doubles import Script, awaitable, blocking, gives
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
    answer.replace(**doubles(journal, script))
    return answer, journal


def doubles(journal: Journal, script: Script = SLOW) -> dict[str, Any]:
    """Return `net`, whose fetch() waits and whose get() blocks, `disk`, and `note`."""
    net = SimpleNamespace(
        fetch=awaitable(journal, "net.fetch", script), get=blocking(journal, "net.get", script)
    )
    disk = SimpleNamespace(read=blocking(journal, "disk.read", script))
    return {"net": net, "disk": disk, "note": journal.note}


def _is_its(value: Any) -> bool:
    return getattr(value, "__module__", "") == "answer"


def seen(source: str, *args: Any, script: Script = SLOW, **options: Any) -> dict[str, Any]:
    """Return what `observe` sees of an answer that is called with `args`."""
    answer, journal = planted(source, script)
    return observe(answer, lambda: answer.value(*args), journal, **options)

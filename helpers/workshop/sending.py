"""Sends a pack to a board that listens."""

from __future__ import annotations

import http.client
import re
import time
from typing import NamedTuple
from urllib.parse import urlsplit

__all__ = ["CannotSend", "ask", "send"]

SECONDS = 20.0  # to wait for an answer
TRIES = 6
LONGEST_PAUSE = 10.0
AGAIN = frozenset({429, 500, 503})  # the board is busy


# UnicodeError: a host that cannot be a name in the net's letters.
FAILURES = (OSError, http.client.HTTPException, UnicodeError)
WORD = re.compile(r"[!-~]+")


class _Place(NamedTuple):
    host: str
    port: int
    token: str


class CannotSend(Exception):
    """The pack was not taken; the message says why and what to do."""


def send(content: bytes, url: str) -> str:
    """Send a pack's text to `url`, "http://address:port/token", and return what was answered.

    A board that is busy, or not there yet, is asked again for some seconds.

    Raises:
        CannotSend: the address is none, nobody answers there, or the pack is refused.
    """
    place = _place_in(url)
    why = ""
    for number in range(TRIES):
        try:
            status, text, pause = _asked("PUT", content, place)
        except FAILURES as error:
            why, pause = f"nobody answers at {place.host}:{place.port} ({error})", 0.5 * 2**number
        else:
            if status == 200:
                return text
            why = text
            if status not in AGAIN:
                break
        if number < TRIES - 1:
            time.sleep(min(pause, LONGEST_PAUSE))
    raise CannotSend(f"the pack was not taken: {why}. Its file is there; hand that over instead.")


def ask(url: str) -> None:
    """Ask once whether a board listens at `url`; raise CannotSend if it does not."""
    place = _place_in(url)
    try:
        status, text, _ = _asked("GET", None, place)
    except FAILURES as error:
        raise CannotSend(f"nobody answers at {place.host}:{place.port} ({error})") from None
    if status != 200:
        # A proxy on the way may answer in the board's place, with no words of its own.
        said = text.strip() or f"what answers at {place.host}:{place.port} is no board ({status})"
        raise CannotSend(said)


def _place_in(url: str) -> _Place:
    try:
        parts = urlsplit(url)
        place = _Place(parts.hostname or "", parts.port or 80, parts.path.strip("/"))
    except ValueError:
        place = _Place("", 0, "")
    if not url.startswith("http://") or not place.host or not WORD.fullmatch(place.token):
        raise CannotSend(f"{url!r} is no board's address; copy all of it: http://ADDRESS:PORT/WORD")
    return place


def _asked(method: str, content: bytes | None, place: _Place) -> tuple[int, str, float]:
    """Return the answer's status, its text, and the seconds to wait before the next try."""
    # Never by a proxy: the board is near.
    connection = http.client.HTTPConnection(place.host, place.port, timeout=SECONDS)
    try:
        headers = {"Authorization": f"Bearer {place.token}"}
        connection.request(method, "/pack", content, headers)
        answer = connection.getresponse()
        text = answer.read(1_000).decode("utf-8", "replace").strip().rstrip(".")
        pause = answer.headers.get("Retry-After", "")
        return answer.status, text, float(pause) if pause.isdecimal() else 1.0
    finally:
        connection.close()

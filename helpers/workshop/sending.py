"""Sends a pack to a board that listens."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

__all__ = ["CannotSend", "send"]

SECONDS = 20.0  # to wait for an answer
TRIES = 6
LONGEST_PAUSE = 10.0
AGAIN = frozenset({429, 500, 503})  # the board is busy


class CannotSend(Exception):
    """The pack was not taken; the message says why and what to do."""


def send(content: bytes, url: str) -> str:
    """Send a pack's text to `url`, "http://address:port/token", and return what was answered.

    A board that is busy, or not there yet, is asked again for some seconds.

    Raises:
        CannotSend: the address is none, nobody answers there, or the pack is refused.
    """
    parts = urlsplit(url)
    token = parts.path.strip("/")
    if parts.scheme != "http" or not parts.hostname or not token:
        raise CannotSend(f"{url!r} is no board's address; copy all of it: http://ADDRESS:PORT/WORD")
    why = ""
    for number in range(TRIES):
        try:
            status, text, pause = _sent(content, parts.hostname, parts.port or 80, token)
        except (OSError, http.client.HTTPException) as error:
            why, pause = f"nobody answers at {parts.netloc} ({error})", 0.5 * 2**number
        else:
            if status == 200:
                return text
            why = text
            if status not in AGAIN:
                break
        if number < TRIES - 1:
            time.sleep(min(pause, LONGEST_PAUSE))
    raise CannotSend(f"the pack was not taken: {why}. Its file is there; hand that over instead.")


def _sent(content: bytes, host: str, port: int, token: str) -> tuple[int, str, float]:
    """Return the answer's status, its text, and the seconds to wait before the next try."""
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)  # never by a proxy
    try:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("PUT", "/pack", content, headers)
        answer = connection.getresponse()
        text = answer.read(1_000).decode("utf-8", "replace").strip().rstrip(".")
        pause = answer.headers.get("Retry-After", "")
        return answer.status, text, float(pause) if pause.isdecimal() else 1.0
    finally:
        connection.close()

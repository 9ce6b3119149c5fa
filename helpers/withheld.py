"""Solutions that are not to be read yet: how they are sealed by a word, and when they open."""

import base64
import hmac
import json
import secrets
import zlib
from hashlib import pbkdf2_hmac, sha256, shake_256
from pathlib import Path

__all__ = ["LOCKED", "NOTE", "WrongWord", "seal", "unseal", "when_open"]

NOTE = "WITHHELD.json"  # in solutions/: when they open
LOCKED = "solutions.locked"  # beside it: the solutions, sealed
FORMAT = "Loops & Threads locked 1"
ROUNDS = 200_000  # of the word's hash; the word itself is too long to be guessed
MOST_BYTES = 1 << 26


class WrongWord(ValueError):
    """The seal does not open; the message says why."""


def seal(files: dict[str, str], word: str) -> str:
    """Return the texts of `files`, by path, as one text that only `word` opens.

    They are compressed, hidden by a key stream of SHAKE-256, and signed with HMAC-SHA256; both keys
    come from the word and a salt that is new each time.
    """
    plain = zlib.compress(json.dumps(files, ensure_ascii=False).encode(), 9)
    salt = secrets.token_bytes(16)
    stream_key, sign_key = _keys(word, salt)
    hidden = _mixed(plain, stream_key)
    parts = {"salt": salt, "hidden": hidden, "sign": _sign(sign_key, hidden)}
    data = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return json.dumps({"format": FORMAT, **data}, indent=1) + "\n"


def unseal(text: str, word: str) -> dict[str, str]:
    """Return what `seal` was given.

    Raises:
        WrongWord: `text` is damaged, or another word has sealed it.
    """
    try:
        data = json.loads(text)
        salt, hidden, sign = (base64.b64decode(data[name]) for name in ("salt", "hidden", "sign"))
    except (ValueError, LookupError, TypeError, RecursionError):
        raise WrongWord("the file of the locked solutions is damaged") from None
    stream_key, sign_key = _keys(word.strip().lower(), salt)
    if not hmac.compare_digest(_sign(sign_key, hidden), sign):
        raise WrongWord("this is not the word that opens the solutions")
    plain = zlib.decompressobj().decompress(_mixed(hidden, stream_key), MOST_BYTES)
    return json.loads(plain)


def _keys(word: str, salt: bytes) -> tuple[bytes, bytes]:
    keys = pbkdf2_hmac("sha256", word.encode(), salt, ROUNDS, 64)
    return keys[:32], keys[32:]


def _mixed(data: bytes, key: bytes) -> bytes:
    """Hide data by the key's stream, or show it again."""
    stream = int.from_bytes(shake_256(key).digest(len(data)), "big")
    return (int.from_bytes(data, "big") ^ stream).to_bytes(len(data), "big")


def _sign(key: bytes, hidden: bytes) -> bytes:
    return hmac.digest(key, hidden, sha256)


def when_open(folder: Path) -> str:
    """Say of the withheld solutions in `folder` when they open, and how."""
    how = "run `python -m helpers release WORD` with the word that you are told then."
    try:
        opens = str(json.loads((folder / NOTE).read_text(encoding="utf-8"))["opens"])
    except (OSError, ValueError, LookupError, TypeError):
        return "the course's own answers are not here; ask whoever gave you the course for them."
    when = f"They open {opens}: " if opens else "When they open: "
    return f"the course's own answers are withheld. {when}{how}"

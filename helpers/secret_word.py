"""Makes words that are read from a screen, or heard, and typed; too many to be guessed."""

import secrets

__all__ = ["is_word", "new_word"]

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another
LENGTH = 11  # letters: 54 bits


def new_word() -> str:
    """Return a new random word."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def is_word(text: str) -> bool:
    """Say whether `text` may be such a word."""
    return len(text) == LENGTH and set(text) <= set(LETTERS)

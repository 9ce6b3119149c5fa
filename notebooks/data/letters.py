"""A text that counts how often it is pickled: work for a process, which imports this module."""


class Text:
    """Counts letters of a text; `sent` says how often it was pickled in this process."""

    def __init__(self, text: str) -> None:
        self.text, self.sent = text, 0

    def count(self, letter: str) -> int:
        """Return how often `letter` occurs in the text."""
        return self.text.count(letter)

    def __getstate__(self) -> dict[str, object]:
        self.sent += 1
        return dict(vars(self))

"""See what every task and thread of a block of code did: record it, draw it, step through it."""

from helpers.timeline.model import Hop, Lane, Recording, Span
from helpers.timeline.recorder import Timeline, active

__all__ = ["Hop", "Lane", "Recording", "Span", "Timeline", "active"]

"""The index of errors: what messages and symptoms mean, found by their words."""

from helpers.error_index.entries import Area, Entry, Words, areas, entries
from helpers.error_index.search import find

__all__ = ["Area", "Entry", "Words", "areas", "entries", "find"]

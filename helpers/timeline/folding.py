"""Which lanes of a recording a picture shows: many that are alike are folded, and it says so."""

from __future__ import annotations

import re
from collections import defaultdict

from helpers.timeline.model import Lane, Recording, counted

__all__ = ["MOST_LANES", "fold"]

MOST_LANES = 40
KEPT = 2  # of lanes that are alike
NUMBER = re.compile(r"[ #_-]*\d+$")


def fold(recording: Recording, lanes: list[Lane]) -> tuple[list[Lane], list[str]]:
    """The lanes to show, at most MOST_LANES, and sentences about those that are left out.

    Lanes are alike if they are of one kind, have one name but for a number, went through the same
    states, and ended alike: the first ones stand for the others.
    """
    if len(lanes) <= MOST_LANES:
        return lanes, []
    alike: dict[tuple, list[Lane]] = defaultdict(list)
    ways = _ways(recording)
    for lane in lanes:
        stem = NUMBER.sub("", lane.name)
        alike[lane.kind, stem, lane.end, ways.get(lane.name, ())].append(lane)
    kept = {lane for group in alike.values() for lane in group[:KEPT]}
    said = [
        f"{counted(len(group) - KEPT, kind)} more like {group[0].name} not drawn"
        for (kind, *_), group in alike.items()
        if len(group) > KEPT
    ]
    shown = [lane for lane in lanes if lane in kept]
    if len(shown) <= MOST_LANES and len(said) <= 4:
        return shown, said
    shown = shown[:MOST_LANES]
    return shown, [f"{len(lanes) - len(shown)} of {len(lanes)} lanes not drawn; choose with lanes="]


def _ways(recording: Recording) -> dict[str, tuple]:
    """Per lane, the states that it went through; steps that take no time among them or not."""
    ways: dict[str, list[str]] = defaultdict(list)
    for span in recording.spans:
        way = ways[span.lane]
        if span.state not in ("running", "ready") and way[-1:] != [span.state] and len(way) < 8:
            way.append(span.state)
    return {lane: tuple(way) for lane, way in ways.items()}

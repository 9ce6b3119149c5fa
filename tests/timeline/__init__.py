"""Tests of the timeline: of what is recorded, drawn and replayed, as data."""

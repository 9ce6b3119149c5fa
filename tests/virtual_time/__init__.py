"""Tests of helpers.virtual_time."""

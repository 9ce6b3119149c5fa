"""Tests of helpers.interleavings."""

"""Tests of the commands that put the reader's own program under the instruments."""

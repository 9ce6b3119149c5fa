"""Tests that need a display; run by `make test-window`, not by `make test`."""

"""Tests that need the library distributed; run by `make test-cluster`, not by `make test`."""

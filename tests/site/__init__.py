"""Tests that need the tools of the website; run by `make site-test`, not by `make test`."""

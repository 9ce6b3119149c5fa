"""Tests that need JupyterHub; run by `make test-hub`, not by `make test`."""

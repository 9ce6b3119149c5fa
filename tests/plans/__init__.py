"""Proves the plans of workshops; run by `make plans`, not by `make test`."""

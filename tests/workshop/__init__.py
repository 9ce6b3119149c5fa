"""Tests of the workshop: packs, the board, and the service that takes packs."""

"""The check that lesson 00 shows."""

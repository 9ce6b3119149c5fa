"""Tests of the helpers, the notebooks and the tree itself."""

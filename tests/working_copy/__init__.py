"""Tests of a learner's own copy of the course."""

"""The checks of exercise 06, one module a task."""

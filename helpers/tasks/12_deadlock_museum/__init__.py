"""The checks of exercise 12, one module a task."""

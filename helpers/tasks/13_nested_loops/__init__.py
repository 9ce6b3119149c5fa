"""The checks of exercise 13, one module a task."""

"""The checks of exercise 11, one module a task."""

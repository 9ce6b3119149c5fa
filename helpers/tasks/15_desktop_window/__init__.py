"""The checks of exercise 15, one module a task."""

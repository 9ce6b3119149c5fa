"""The checks of exercise 10, one module a task."""

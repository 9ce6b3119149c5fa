"""The checks of exercise 16, one module a task."""

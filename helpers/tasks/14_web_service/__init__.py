"""The checks of exercise 14, one module a task."""

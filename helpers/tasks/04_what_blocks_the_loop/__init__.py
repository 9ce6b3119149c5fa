"""The checks of exercise 04, one module a task."""

"""The checks of exercise 03, one module a task."""

"""The checks of exercise 01, one module a task."""

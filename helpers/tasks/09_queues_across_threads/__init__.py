"""The checks of exercise 09, one module a task."""
